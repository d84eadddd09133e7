package org.atelier.merge.engine.internal;

import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_RECORD;

import java.util.List;
import java.util.Optional;
import org.atelier.domain.Lookup;
import org.atelier.merge.engine.Explanation;
import org.atelier.merge.engine.HistoryStore;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.MergeQuery;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.MergeSummary;
import org.atelier.merge.engine.RedirectChange;
import org.atelier.merge.engine.RedirectQuery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads what was merged, with the kinds and names that the descriptors know. */
@Component
public final class MergeHistoryService implements MergeHistory {
    private final StrategyRegistry registry;
    private final MergeStore store;
    private final HistoryStore history;

    @Activate
    public MergeHistoryService(
            @Reference StrategyRegistry registry, @Reference MergeStore store, @Reference HistoryStore history) {
        this.registry = registry;
        this.store = store;
        this.history = history;
    }

    @Override
    public List<MergeSummary> merges(MergeQuery query) {
        var kind = query.kind().map(name -> MergeService.kind(registry.snapshot(), name));
        if (query.record().isEmpty()) {
            return history.merges(query, Optional.empty());
        }
        var name = query.record().get();
        return switch (store.find(kind.orElseThrow(), name)) {
            case Lookup.Found<Long>(var id) -> history.merges(query, Optional.of(id));
            case Lookup.Moved<Long>(var _) -> history.merges(query, Optional.empty());
            case Lookup.Missing<Long>() -> {
                // a name it had once may lead nowhere by now, and still belongs to its merges
                var any = new MergeQuery(query.kind(), query.record(), Optional.empty(), 1);
                if (history.merges(any, Optional.empty()).isEmpty()) {
                    throw MergeService.unknown(kind.orElseThrow(), name);
                }
                yield history.merges(query, Optional.empty());
            }
        };
    }

    @Override
    public List<RedirectChange> redirects(RedirectQuery query) {
        var strategies = registry.snapshot();
        return history.redirects(
                query,
                query.kinds().stream()
                        .map(kind -> MergeService.kind(strategies, kind).entity())
                        .toList());
    }

    @Override
    public Explanation explain(String kind, String record) {
        var mergeable = MergeService.kind(registry.snapshot(), kind);
        var name = store.find(mergeable, record) instanceof Lookup.Moved<Long>(var survivor) ? survivor : record;
        var id = MergeService.find(store, mergeable, name);
        return history.reading(reading -> new Explainer(mergeable, reading).explain(id))
                .orElseThrow(() -> new MergeException(
                        UNKNOWN_RECORD, "the %s \"%s\" was deleted a moment ago".formatted(kind, record)));
    }
}
