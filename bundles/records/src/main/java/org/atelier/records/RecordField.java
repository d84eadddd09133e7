package org.atelier.records;

import java.util.Objects;
import java.util.Optional;

/**
 * A field of a kind of record.
 *
 * @param name what forms, filters and the API call it
 * @param label what people read
 * @param optional whether it may be absent
 * @param computed whether the database computes it from the others: it can be read and filtered by, never written
 * @param initial what a new record has where nothing is stated, as text; empty for nothing
 * @param refersTo the kind it refers to, for {@link FieldType#REFERENCE}
 */
public record RecordField(
        String name,
        String label,
        FieldType type,
        boolean optional,
        boolean computed,
        String initial,
        Optional<String> refersTo) {
    public RecordField {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(initial, "initial");
        if ((type == FieldType.REFERENCE) != refersTo.isPresent()) {
            throw new IllegalArgumentException(name + ": a reference and only a reference refers to a kind");
        }
    }
}
