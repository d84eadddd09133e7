package org.atelier.domain;

/**
 * The answer to "is there a record of this name?".
 *
 * @param <T> the record looked for
 */
public sealed interface Lookup<T> {
    /** There is one, and this is it. */
    record Found<T>(T value) implements Lookup<T> {}

    /** There was one; it was merged into the record now named {@code to} (a slug or user name). */
    record Moved<T>(String to) implements Lookup<T> {}

    /** There is none and never was, as far as the redirects know. */
    record Missing<T>() implements Lookup<T> {}
}
