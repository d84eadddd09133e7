package org.atelier.merge.engine;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything an undo will do, as data, and what stands against it.
 *
 * @param operation the operation to take back
 * @param kind what it was, such as {@code merge.event} or {@code undo}
 * @param restorations the rows it puts back: those in no conflict, and those whose conflict is answered
 * @param conflicts those that wait for an answer, and with the answers given those answered
 * @param since rows that others made to point to the survivor after the merge; they stay with it
 * @param fingerprint SHA-256, in lower-case hexadecimal, of the rows as they are now and of the conflicts
 */
public record UndoPlan(
        long operation,
        String kind,
        String actor,
        Instant at,
        List<Restoration> restorations,
        List<UndoConflict> conflicts,
        List<Since> since,
        String fingerprint) {
    public UndoPlan {
        restorations = List.copyOf(restorations);
        conflicts = List.copyOf(conflicts);
        since = List.copyOf(since);
    }

    /** The same plan with its fingerprint. */
    public UndoPlan signed() {
        return new UndoPlan(operation, kind, actor, at, restorations, conflicts, since, UndoJson.fingerprint(this));
    }

    /** The tables of all rows that it puts back or asks about. */
    public Set<String> tables() {
        return Stream.concat(
                        restorations.stream()
                                .map(restoration -> restoration.change().table()),
                        conflicts.stream().map(UndoConflict::table))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A row that is put back.
     *
     * @param change from what it is now ({@link RowChange#after()}) to what it will be ({@link RowChange#before()})
     * @param words one sentence for people
     */
    public record Restoration(RowChange change, String words) {}

    /**
     * A row that came to hang on the survivor after the merge.
     *
     * @param relation such as {@code tasks}
     * @param row its table and key, such as {@code task{id=7}}
     * @param words one sentence for people
     */
    public record Since(String relation, String row, String words) {}
}
