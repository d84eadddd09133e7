package org.atelier.merge.spi;

import java.util.Map;

/**
 * A child or a referring row, as it was when the merge was planned.
 *
 * @param side the record it hangs on
 * @param values every column by its name in the database
 * @param words what to show of each described column, by its name in the descriptor
 */
public record RelatedRow(long id, Side side, Map<String, Value> values, Map<String, String> words) {
    public RelatedRow {
        values = Map.copyOf(values);
        words = Map.copyOf(words);
    }

    /** What stands in a column; absent where the row has no such column. */
    public Value value(String column) {
        return values.getOrDefault(column, Value.ABSENT);
    }
}
