package org.atelier.merge.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.atelier.merge.spi.Value;

/**
 * Where everything in a record came from.
 *
 * @param merges those that shaped it or took it away for a while, and those that had shaped what was merged into it,
 *     newest first; undone ones say by what
 * @param fields in the order of the descriptor
 * @param relations ordered by name
 */
public record Explanation(
        String kind, long id, String slug, List<MergeSummary> merges, List<Field> fields, List<Relation> relations) {
    public Explanation {
        merges = List.copyOf(merges);
        fields = List.copyOf(fields);
        relations = List.copyOf(relations);
    }

    /**
     * A field's value.
     *
     * @param words the value as people read it
     * @param source empty where it never was anything else than nothing, or is older than the journal
     */
    public record Field(String name, String label, Value value, String words, Optional<Source> source) {}

    /**
     * What hangs on the record in one way.
     *
     * @param total how many there are
     * @param rows the first of them
     */
    public record Relation(String name, String label, int total, List<Row> rows) {
        public Relation {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One row that hangs on it.
     *
     * @param source how it came to hang on this record
     */
    public record Row(String table, SortedMap<String, Value> key, String words, Optional<Source> source) {}

    /** One thing somebody did. */
    public record Operation(long id, String kind, String actor, Instant at, String note) {}

    /** A record by its id, and the slug it had then. */
    public record Named(long id, String slug) {}

    /** How a value came to stand where it stands. */
    public enum How {
        /** Somebody wrote it there, or brought it in. */
        WRITTEN,
        /** A merge took it from the record that it retired. */
        TAKEN_OVER,
        /** A merge made it of both. */
        COMBINED,
        /** What it points to was merged, and it followed. */
        FOLLOWED,
        /** An undo put it back. */
        RESTORED
    }

    /**
     * The last change that made something what it is.
     *
     * @param strategy what decided it; only of a merge
     * @param from the record that the merge retired; only of a merge
     * @param origins where that came from, in turn: what stood in the retired record, or had stood here before; of what
     *     was combined, first of this record, then of the retired one
     */
    public record Source(
            Operation operation, How how, Optional<String> strategy, Optional<Named> from, List<Source> origins) {
        public Source {
            origins = List.copyOf(origins);
        }
    }
}
