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
 * @param row what people call it, such as {@code event "2016-04-06-york"}
 * @param values what the row says in each column in which its versions differ, for people; only of a row that was changed
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
        String row,
        List<Versions> values,
        String words) {
    public UndoConflict {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
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

    /**
     * A column in words, whole, however long; the empty text where there is nothing, or no row.
     *
     * @param merged as the operation left it
     * @param restored as {@link Resolution#RESTORE} makes it
     */
    public record Versions(String column, String merged, String now, String restored) {
        /** Whether it stays as it is now, whatever the answer. */
        public boolean stays() {
            return restored.equals(now);
        }
    }

    /** An operation that changed a row. */
    public record Change(long operation, String kind, String actor, Instant at) {}
}
