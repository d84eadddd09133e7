package org.atelier.merge.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.Value;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which the history of merges is read. */
@ProviderType
public interface HistoryStore {
    /**
     * Merges, newest first.
     *
     * @param id of the record that {@link MergeQuery#record()} names, where one of this name lives
     */
    List<MergeSummary> merges(MergeQuery query, Optional<Long> id);

    /** As {@link MergeHistory#redirects} has it, of these kinds; those of other kinds in the query are left out. */
    List<RedirectChange> redirects(RedirectQuery query, List<EntityDescriptor> kinds);

    /** Reads in one transaction that sees one state and changes nothing. */
    <R> R reading(Function<Reading, R> work);

    /** What can be read of one state. */
    @ProviderType
    interface Reading {
        /** The record, as both sides of a snapshot, with all that hangs on it on side A; empty if it is gone. */
        Optional<Snapshot> snapshot(MergeableKind kind, long id);

        /** The merges that shaped a record, as {@link Explanation#merges()} has them. */
        List<MergeSummary> shaping(String kind, long id);

        /** Every change of these rows, oldest first. */
        List<Entry> entries(String table, Collection<SortedMap<String, Value>> keys);

        /** Those of these operations that were merges, by id. */
        Map<Long, Merged> merged(Collection<Long> operations);

        /** What those of these operations that were undos took back, by id. */
        Map<Long, Long> undone(Collection<Long> operations);
    }

    /**
     * One change of one row.
     *
     * @param id grows with every change
     * @param before empty if there was no such row
     * @param after empty if there is no such row any more
     */
    record Entry(
            long id,
            Explanation.Operation operation,
            SortedMap<String, Value> key,
            Optional<SortedMap<String, Value>> before,
            Optional<SortedMap<String, Value>> after) {}

    /**
     * What a merge's receipt says.
     *
     * @param kind such as {@code event}
     * @param choices the strategy that decided each field and relation, by name
     * @param retiredValues every column of the retired record, as it was
     */
    record Merged(
            String kind,
            long survivor,
            Explanation.Named retired,
            SortedMap<String, Value> choices,
            SortedMap<String, Value> retiredValues) {}
}
