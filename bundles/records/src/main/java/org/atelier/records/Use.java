package org.atelier.records;

/**
 * How often records of another kind refer to a record.
 *
 * @param kind the kind of those that refer to it; the name of a table where it is none of our kinds
 * @param field the field, or the link, by which they do
 * @param label what people call the relation, such as {@code Tasks}
 * @param count how many
 */
public record Use(String kind, String field, String label, long count) {}
