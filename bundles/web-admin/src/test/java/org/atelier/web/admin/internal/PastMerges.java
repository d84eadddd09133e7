package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atelier.merge.engine.Explanation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.MergeQuery;
import org.atelier.merge.engine.MergeSummary;
import org.atelier.merge.engine.RedirectChange;
import org.atelier.merge.engine.RedirectQuery;

/** A list of merges in memory, oldest first, asked as the real one is. */
final class PastMerges implements MergeHistory {
    final List<MergeSummary> all = new ArrayList<>();
    final List<MergeQuery> asked = new ArrayList<>();

    /** Whether no descriptor tells what an event is. */
    boolean kindUnknown;

    /** The next merge that was done; the number of the retired record matters to nobody. */
    void add(long id, String kind, long survivorId, String survivor, String retired, Optional<Long> undoneBy) {
        all.add(new MergeSummary(
                id,
                kind,
                OneUndo.THEN,
                "administrator",
                "entered twice",
                survivorId,
                survivor,
                1000 + id,
                retired,
                undoneBy));
    }

    @Override
    public List<MergeSummary> merges(MergeQuery query) {
        asked.add(query);
        if (kindUnknown && query.kind().isPresent()) {
            throw new MergeException(MergeException.Code.UNKNOWN_KIND, "no kind is named \"event\"");
        }
        return all.reversed().stream()
                .filter(merge -> query.kind().isEmpty() || query.kind().get().equals(merge.kind()))
                .filter(merge ->
                        query.before().isEmpty() || merge.id() < query.before().get())
                .filter(merge -> query.record().isEmpty()
                        || List.of(merge.survivor(), merge.retired())
                                .contains(query.record().get()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public List<RedirectChange> redirects(RedirectQuery query) {
        throw new AssertionError("no page asks for redirects");
    }

    @Override
    public Explanation explain(String kind, String record) {
        throw new AssertionError("no page explains");
    }
}
