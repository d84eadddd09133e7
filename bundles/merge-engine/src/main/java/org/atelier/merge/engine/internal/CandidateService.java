package org.atelier.merge.engine.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.atelier.domain.Lookup;
import org.atelier.merge.engine.Candidate;
import org.atelier.merge.engine.CandidateStore;
import org.atelier.merge.engine.Candidates;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds candidates by what the descriptors say of their kind, so that a kind somebody adds is searched as well. */
@Component
public final class CandidateService implements Candidates {
    /** How many columns beside the name are searched: each costs time, and people know few. */
    private static final int MAX_KNOWN = 3;

    private final StrategyRegistry registry;
    private final MergeStore merges;
    private final CandidateStore store;

    @Activate
    public CandidateService(
            @Reference StrategyRegistry registry, @Reference MergeStore merges, @Reference CandidateStore store) {
        this.registry = registry;
        this.merges = merges;
        this.store = store;
    }

    @Override
    public Lookup<Candidate> find(String kind, String nameOrId) {
        var strategies = registry.snapshot();
        var declared = MergeService.kind(strategies, kind);
        return switch (merges.find(declared, nameOrId)) {
            case Lookup.Found<Long>(var id) ->
                store.read(columns(strategies, declared), id)
                        .<Lookup<Candidate>>map(Lookup.Found::new)
                        // it went between the two looks
                        .orElseGet(Lookup.Missing::new);
            case Lookup.Moved<Long>(var to) -> new Lookup.Moved<>(to);
            case Lookup.Missing<Long>() -> new Lookup.Missing<>();
        };
    }

    @Override
    public List<Candidate> search(String kind, String text, int limit) {
        if (limit < 1 || limit > MAX_FOUND) {
            throw new IllegalArgumentException("a limit is from 1 to " + MAX_FOUND + ", not " + limit);
        }
        var strategies = registry.snapshot();
        var columns = columns(strategies, MergeService.kind(strategies, kind));
        return text.isBlank() ? List.of() : store.search(columns, text.strip(), limit);
    }

    /** What others call a record comes first, then what is its alone; both are declared for other reasons already. */
    static CandidateStore.Columns columns(Strategies strategies, MergeableKind kind) {
        var entity = kind.entity();
        var known = new LinkedHashSet<String>();
        described(strategies)
                .flatMap(column -> column.refersTo().stream())
                .filter(reference -> reference.table().equals(entity.table()))
                .map(ColumnDescriptor.Reference::label)
                .sorted()
                .forEach(known::add);
        entity.fields().stream()
                .filter(FieldDescriptor::unique)
                .map(FieldDescriptor::column)
                .filter(column -> column.refersTo().isEmpty())
                .map(ColumnDescriptor::column)
                .forEach(known::add);
        known.remove(entity.slug());
        return new CandidateStore.Columns(
                entity.table(), entity.slug(), known.stream().limit(MAX_KNOWN).toList());
    }

    private static Stream<ColumnDescriptor> described(Strategies strategies) {
        return Stream.concat(
                strategies.entities().stream()
                        .map(EntityDescriptor::fields)
                        .flatMap(List::stream)
                        .map(FieldDescriptor::column),
                strategies.relations().stream().flatMap(MergeableKind::columns));
    }
}
