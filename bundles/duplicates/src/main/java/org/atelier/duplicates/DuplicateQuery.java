package org.atelier.duplicates;

import java.util.Optional;

/**
 * Which duplicates somebody wants to see.
 *
 * @param rule only those for which this rule speaks
 * @param minimum only those with at least this score
 * @param page from 1
 * @param size how many a page has at most
 */
public record DuplicateQuery(Kind kind, Optional<String> rule, int minimum, int page, int size) {
    /** The score from which on it is worth somebody's time. */
    public static final int USUAL_MINIMUM = 50;

    public DuplicateQuery {
        if (page < 1 || size < 1) {
            throw new IllegalArgumentException("there is no page " + page + " of " + size);
        }
    }
}
