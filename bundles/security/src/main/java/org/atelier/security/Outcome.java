package org.atelier.security;

/**
 * What came of a wish that may be refused.
 *
 * @param <T> what there is when it was done
 */
public sealed interface Outcome<T> {
    /** It was done. */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * It was not, and nothing changed.
     *
     * @param field what was wrong, as the API calls it, such as {@code display_name}; empty if it is not one field
     * @param reason a sentence for people
     */
    record Refused<T>(String field, String reason) implements Outcome<T> {}

    /** There is no such account, session or token, or no longer. */
    record Missing<T>() implements Outcome<T> {}
}
