package org.atelier.merge.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * A column and how to show it to people.
 *
 * @param name what choices, plans and pages call it, such as {@code host}
 * @param column its name in the database, such as {@code host_id}
 * @param label what people read, such as {@code Host}
 * @param refersTo where its value is the id of a row elsewhere, and which column of that row to show
 */
public record ColumnDescriptor(String name, String column, String label, Optional<Reference> refersTo) {
    public ColumnDescriptor {
        requireName(name);
        requireName(column);
        Objects.requireNonNull(refersTo, "refersTo");
    }

    /** A table whose ids the column holds, and the column that names its rows to people. */
    public record Reference(String table, String label) {
        public Reference {
            requireName(table);
            requireName(label);
        }
    }

    /** A column whose name is its own in plans as well. */
    public static ColumnDescriptor plain(String name, String label) {
        return new ColumnDescriptor(name, name, label, Optional.empty());
    }

    /** A column {@code name_id} that holds ids of {@code table}. */
    public static ColumnDescriptor reference(String name, String label, String table, String shown) {
        return new ColumnDescriptor(name, name + "_id", label, Optional.of(new Reference(table, shown)));
    }

    static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a name must not be blank");
        }
    }
}
