package org.atelier.merge.spi;

import java.util.List;
import java.util.Map;

/**
 * A kind of record that can be merged: every column of its table is a field or declared untouched.
 *
 * @param kind what the API and choices call it, such as {@code event}
 * @param label what people call it, such as {@code Event}
 * @param table its table; its primary key is the column {@code id}
 * @param slug the unique column that names it in addresses
 * @param fields in the order in which a form shows them
 * @param untouched columns no strategy decides, each with the reason
 */
public record EntityDescriptor(
        String kind,
        String label,
        String table,
        String slug,
        List<FieldDescriptor> fields,
        Map<String, String> untouched) {
    public EntityDescriptor {
        ColumnDescriptor.requireName(kind);
        ColumnDescriptor.requireName(table);
        ColumnDescriptor.requireName(slug);
        fields = List.copyOf(fields);
        untouched = Map.copyOf(untouched);
    }
}
