package org.atelier.domain;

/**
 * A label on events, such as {@code SWC}.
 *
 * @param details what the label means; may be empty
 */
public record Tag(long id, String name, String details) {}
