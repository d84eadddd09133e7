package org.atelier.history;

/**
 * A record that has a history.
 *
 * @param kind such as {@code event}
 * @param label what people call the kind, such as {@code Event}
 * @param name what people call the record, as it is or, where it is gone, as it last was
 */
public record RecordName(String kind, String label, long id, String name) {}
