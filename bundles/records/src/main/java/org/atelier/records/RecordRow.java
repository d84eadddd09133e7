package org.atelier.records;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record that was read.
 *
 * @param key names it in addresses: its natural key, or its id where it has none
 * @param title what people call it
 * @param version changes with every change of the record and its links; who changes it says which version was seen
 * @param values by field, null where absent; a list holds those fields only that it shows
 * @param links by name, in the order of what people call them
 */
public record RecordRow(
        long id,
        String key,
        String title,
        String version,
        Map<String, Object> values,
        Map<String, List<RecordRef>> links) {
    public RecordRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }

    /** Whether it is retired: shown, and not offered for what does not have it yet. */
    public boolean isRetired() {
        return Boolean.TRUE.equals(values.get(RecordKind.RETIRED));
    }
}
