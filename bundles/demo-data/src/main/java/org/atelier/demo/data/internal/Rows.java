package org.atelier.demo.data.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;

/** Adds rows to a data set with little ado. */
final class Rows {
    private static final Dataset.Origin ORIGIN = new Dataset.Origin("demo data", 0);

    private Rows() {}

    /** @param columnsAndValues a column's name, its value, the next name and so on */
    static void add(Dataset rows, Kind kind, Object... columnsAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (var i = 0; i < columnsAndValues.length; i += 2) {
            values.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        rows.add(kind, new Dataset.Row(ORIGIN, values));
    }
}
