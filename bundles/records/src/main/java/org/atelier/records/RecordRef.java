package org.atelier.records;

/**
 * Another record, as far as one needs to know it to lead there.
 *
 * @param key names it in addresses and forms: its natural key
 * @param title what people call it
 */
public record RecordRef(String kind, long id, String key, String title) {}
