package org.atelier.persistence.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;

/**
 * The columns that tables have today and that are stored, by table; a row of an old journal may know columns that are
 * gone.
 *
 * @param nullable whether a column may be NULL, by its name
 */
record TableColumns(Map<String, SortedMap<String, Boolean>> nullable) {

    static TableColumns read(DSLContext db) {
        var nullable = new HashMap<String, SortedMap<String, Boolean>>();
        db.fetch("""
                        select c.relname as relation, a.attname as name, not a.attnotnull as nullable
                        from pg_attribute a
                        join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
                        join pg_trigger t on t.tgrelid = c.oid and t.tgname = '00_journal'
                        where a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and pg_table_is_visible(c.oid)
                        """)
                .forEach(row -> nullable.computeIfAbsent(row.get("relation", String.class), _ -> new TreeMap<>())
                        .put(row.get("name", String.class), row.get("nullable", Boolean.class)));
        return new TableColumns(nullable);
    }

    /** The row in the columns that there are. */
    SortedMap<String, Value> strip(String table, SortedMap<String, Value> row) {
        var kept = new TreeMap<>(row);
        kept.keySet().retainAll(nullable.getOrDefault(table, new TreeMap<>()).keySet());
        return kept;
    }

    boolean nullable(String table, String column) {
        return nullable.getOrDefault(table, new TreeMap<>()).getOrDefault(column, false);
    }
}
