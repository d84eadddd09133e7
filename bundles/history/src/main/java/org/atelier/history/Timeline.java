package org.atelier.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a record, newest first.
 *
 * @param state what became of it
 * @param others records that were called so before or after it, the latest first
 * @param next the operation before which to ask for more; empty where there are none
 */
public record Timeline(RecordName record, State state, List<RecordName> others, List<Step> steps, Optional<Long> next) {
    public Timeline {
        others = List.copyOf(others);
        steps = List.copyOf(steps);
    }

    /** What became of a record. */
    public sealed interface State {
        /** It is there. */
        record Living() implements State {}

        /** It was deleted by this operation. */
        record Deleted(long operation, Instant at) implements State {}

        /** It was merged into another one by this operation. */
        record Merged(long operation, Instant at, RecordName into) implements State {}
    }

    /**
     * What one operation did to the record.
     *
     * @param rows how many rows it changed that are or mention the record
     * @param shown the first of them, the record's own row before all others
     */
    public record Step(Operation operation, long rows, List<Change> shown) {
        public Step {
            shown = List.copyOf(shown);
        }
    }
}
