package org.atelier.domain;

/**
 * A label on events, such as {@code SWC}.
 *
 * @param details what the label means; may be empty
 * @param retired whether it is no longer given to events: those that have it keep it
 */
public record Tag(long id, String name, String details, boolean retired) {
    /** A tag in use. */
    public Tag(long id, String name, String details) {
        this(id, name, details, false);
    }
}
