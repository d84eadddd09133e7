package org.atelier.records;

/**
 * A many-to-many relation that belongs to a kind of record: made and unmade with the record, never touching what it
 * links to.
 *
 * @param name what forms, filters and the API call it, such as {@code tags}
 * @param label what people read
 * @param target the kind of what is linked
 */
public record RecordLink(String name, String label, String target) {}
