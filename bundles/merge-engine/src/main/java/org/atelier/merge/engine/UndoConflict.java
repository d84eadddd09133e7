package org.atelier.merge.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.atelier.merge.spi.Value;

/**
 * A row that an undo cannot simply put back: somebody changed it since, or what it held belongs to somebody else now.
 *
 * @param id names the conflict in requests, such as {@code event{id=7}}
 * @param merged the row as the operation left it; empty if it was gone then
 * @param now the row as it is; empty if there is none
 * @param before the row as it was before the operation; empty if there was none
 * @param columns those that the conflict is about; empty where it is about the row being there at all
 * @param since the last operation that changed what stands in the way, where the journal knows it
 * @param choices the answers that make sense, {@link Resolution#STOP} always among them
 * @param words what happened and what each choice does, for people
 */
public record UndoConflict(
        String id,
        Reason reason,
        String table,
        SortedMap<String, Value> key,
        Optional<SortedMap<String, Value>> merged,
        Optional<SortedMap<String, Value>> now,
        Optional<SortedMap<String, Value>> before,
        List<String> columns,
        Optional<Change> since,
        Set<Resolution> choices,
        String words) {
    public UndoConflict {
        columns = List.copyOf(columns);
        choices = java.util.Collections.unmodifiableSet(java.util.EnumSet.copyOf(choices));
    }

    /** Why it is one. */
    public enum Reason {
        /** Somebody changed the row after the operation. */
        CHANGED,
        /** A value that must be one row's only is another row's now. */
        TAKEN,
        /** It would point to a row that is gone. */
        MISSING,
        /** It points to a row that would go, and came to do so after the operation. */
        POINTING,
        /** It is a word that somebody relies on, and would go or be called otherwise. */
        RELIED_ON
    }

    /** An operation that changed a row. */
    public record Change(long operation, String kind, String actor, Instant at) {}
}
