package org.atelier.history;

import java.util.List;
import java.util.Optional;

/**
 * An operation with rows that it changed.
 *
 * @param rows how many it changed, counted up to {@link #COUNTED}: so many may also be more
 * @param shown the first of them, or those that were asked for
 * @param next the change after which to ask for more of them; empty where there are none
 */
public record LoggedOperation(Operation operation, long rows, List<Change> shown, Optional<Long> next) {
    /** Up to how many rows a log counts. */
    public static final int COUNTED = 1_000;

    public LoggedOperation {
        shown = List.copyOf(shown);
    }
}
