package org.atelier.records;

import java.util.List;

/** What became of the wish to make or change a record. */
public sealed interface Saved {
    /**
     * Written, as this operation.
     *
     * @param key the key it has now
     */
    record Done(long id, String key, long operation) implements Saved {}

    /** It was so already; nothing was written. */
    record Unchanged(long id, String key) implements Saved {}

    /** It cannot be so; nothing was written. At least one problem. */
    record Invalid(List<FieldProblem> problems) implements Saved {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** Somebody changed the record since that version; nothing was written, and this is the record now. */
    record Stale(RecordRow now) implements Saved {}

    /** There is no such record any more. */
    record Missing() implements Saved {}
}
