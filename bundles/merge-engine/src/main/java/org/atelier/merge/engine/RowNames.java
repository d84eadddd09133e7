package org.atelier.merge.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.atelier.merge.spi.Value;

/**
 * What people call rows: by a column that names them, else by the rows that they point to.
 *
 * @param naming the columns that name the rows of a table, the best first, by table; none where rows have no name
 * @param references the table that a column points to, by table and column
 * @param owners the columns by which rows of a table point to those they cannot be without, by table
 * @param labels the names of rows, by table and id
 */
public record RowNames(
        Map<String, List<String>> naming,
        Map<String, ? extends Map<String, String>> references,
        Map<String, List<String>> owners,
        Map<String, ? extends Map<Long, String>> labels) {
    /** Tables whose names people write otherwise. */
    private static final Map<String, String> SPELLED = Map.of("todo", "to-do");

    /** The row in words, such as {@code event "2016-04-06-york"} or {@code task "2016-04-06-york, Ada Lovelace"}. */
    public String row(String table, SortedMap<String, Value> row) {
        return words(table) + " \"" + name(table, row) + "\"";
    }

    /** The row's name without what it is, such as {@code 2016-04-06-york}. */
    public String name(String table, SortedMap<String, Value> row) {
        for (var column : naming.getOrDefault(table, List.of())) {
            if (!row.getOrDefault(column, Value.ABSENT).isBlank()) {
                return row.get(column).words();
            }
        }
        var parts = new ArrayList<String>();
        for (var column : owners.getOrDefault(table, List.of())) {
            var value = row.getOrDefault(column, Value.ABSENT);
            if (!value.isBlank()) {
                parts.add(value(table, column, value));
            }
        }
        return parts.isEmpty() ? row.getOrDefault("id", Value.ABSENT).words() : String.join(", ", parts);
    }

    /** A value in words: the name of the row it points to, where it points to one. */
    public String value(String table, String column, Value value) {
        var target = references.containsKey(table) ? references.get(table).get(column) : null;
        if (target != null && labels.containsKey(target) && value instanceof Value.Number(var id)) {
            return labels.get(target).getOrDefault(id.longValue(), target + " " + value.words());
        }
        return value.words();
    }

    /** A table or column as people read it. */
    public static String words(String name) {
        var words = SPELLED.getOrDefault(name, name.replace('_', ' '));
        return words.endsWith(" id") ? words.substring(0, words.length() - 3) : words;
    }
}
