package org.atelier.merge.spi;

import java.util.Objects;

/**
 * A column of a mergeable record that a strategy decides.
 *
 * @param unique whether no two records may have the same value; such values are set after the other record is gone
 * @param prose whether it is free text of several paragraphs, so that two of them can stand one below the other
 * @param defaultStrategy the id of the strategy used when nobody chooses
 */
public record FieldDescriptor(ColumnDescriptor column, boolean unique, boolean prose, String defaultStrategy) {
    public FieldDescriptor {
        Objects.requireNonNull(column, "column");
        ColumnDescriptor.requireName(defaultStrategy);
        if (unique && prose) {
            throw new IllegalArgumentException(column.name() + " cannot be both unique and prose");
        }
    }

    public String name() {
        return column.name();
    }

    public String label() {
        return column.label();
    }
}
