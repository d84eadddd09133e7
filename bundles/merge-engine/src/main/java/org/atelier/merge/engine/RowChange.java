package org.atelier.merge.engine;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.spi.Value;

/**
 * The net change of one row in a transaction: from what it was before its first change to what it is after its last.
 * Columns the database computes are left out.
 *
 * @param key the columns of the primary key
 * @param before empty if there was no such row
 * @param after empty if there is no such row any more
 */
public record RowChange(
        String table,
        SortedMap<String, Value> key,
        Optional<SortedMap<String, Value>> before,
        Optional<SortedMap<String, Value>> after) {
    public RowChange {
        key = Collections.unmodifiableSortedMap(new TreeMap<>(key));
        before = before.map(row -> Collections.unmodifiableSortedMap(new TreeMap<>(row)));
        after = after.map(row -> Collections.unmodifiableSortedMap(new TreeMap<>(row)));
    }

    /** The row's table and key, such as {@code tag{id=7}}. */
    public String name() {
        var columns = new StringBuilder();
        key.forEach((column, value) -> columns.append(columns.isEmpty() ? "" : ", ")
                .append(column)
                .append('=')
                .append(value.words()));
        return table + "{" + columns + "}";
    }
}
