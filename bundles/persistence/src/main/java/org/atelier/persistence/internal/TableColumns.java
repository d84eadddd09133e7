package org.atelier.persistence.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;

/**
 * The columns that tables have today, by table; a row of an old journal may know columns that are gone.
 *
 * @param nullable of the columns that are stored, whether they may be NULL, by name
 * @param computed the columns that the database computes from the others
 */
record TableColumns(Map<String, SortedMap<String, Boolean>> nullable, Map<String, Set<String>> computed) {

    static TableColumns read(DSLContext db) {
        var nullable = new HashMap<String, SortedMap<String, Boolean>>();
        var computed = new HashMap<String, Set<String>>();
        db.fetch("""
                        select c.relname as relation, a.attname as name, not a.attnotnull as nullable,
                               a.attgenerated <> '' as computed
                        from pg_attribute a
                        join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
                        join pg_trigger t on t.tgrelid = c.oid and t.tgname = '00_journal'
                        where a.attnum > 0 and not a.attisdropped and pg_table_is_visible(c.oid)
                        """).forEach(row -> {
            var table = row.get("relation", String.class);
            var column = row.get("name", String.class);
            if (row.get("computed", Boolean.class)) {
                computed.computeIfAbsent(table, _ -> new TreeSet<>()).add(column);
            } else {
                nullable.computeIfAbsent(table, _ -> new TreeMap<>()).put(column, row.get("nullable", Boolean.class));
            }
        });
        return new TableColumns(nullable, computed);
    }

    boolean has(String table, String column) {
        return nullable.getOrDefault(table, new TreeMap<>()).containsKey(column)
                || computed.getOrDefault(table, Set.of()).contains(column);
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
