package org.atelier.records;

/**
 * Another record, as far as one needs to know it to lead there.
 *
 * @param key names it in addresses and forms: its natural key
 * @param title what people call it
 * @param retired whether it is no longer offered for what does not have it yet
 */
public record RecordRef(String kind, long id, String key, String title, boolean retired) {
    /** One that is in use. */
    public RecordRef(String kind, long id, String key, String title) {
        this(kind, id, key, title, false);
    }
}
