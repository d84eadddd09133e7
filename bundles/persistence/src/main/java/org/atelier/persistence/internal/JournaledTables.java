package org.atelier.persistence.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.history.JournalStore.Table;
import org.jooq.DSLContext;

/**
 * What the database's catalogue says of the journaled tables, for those who only show what was: most pages do, and tables
 * change with a new version of Atelier, if at all. Whoever changes rows reads the catalogue itself.
 */
final class JournaledTables {
    /** How long it is believed; what another node's new version adds is shown after this. */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    private volatile Known last;

    /** @param at when it was read, by {@link System#nanoTime()} */
    record Known(ForeignKeys keys, TableColumns columns, SortedMap<String, Table> tables, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < BELIEVED.toNanos();
        }
    }

    Known known(DSLContext db) {
        var known = last;
        if (known == null || !known.isFresh()) {
            known = read(db);
            last = known;
        }
        return known;
    }

    /** The next who asks reads it anew. */
    void forget() {
        last = null;
    }

    private static Known read(DSLContext db) {
        var at = System.nanoTime();
        var keys = ForeignKeys.read(db);
        return new Known(keys, TableColumns.read(db), Collections.unmodifiableSortedMap(tables(db, keys)), at);
    }

    private static SortedMap<String, Table> tables(DSLContext db, ForeignKeys keys) {
        var tables = new TreeMap<String, Table>();
        db.fetch("""
                        select c.relname as relation,
                               (select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum))
                                from pg_index i
                                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                                where i.indrelid = c.oid and i.indisprimary) as key,
                               (select array_agg(a.attname::text order by a.attnum)
                                from pg_attribute a
                                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
                        from pg_class c
                        join pg_trigger t on t.tgrelid = c.oid and t.tgname = '00_journal'
                        where pg_table_is_visible(c.oid)
                        """).forEach(row -> {
            var table = row.get("relation", String.class);
            var references = new HashMap<String, String>();
            keys.of(table).stream()
                    .filter(key -> key.targetColumn().equals("id"))
                    .forEach(key -> references.put(key.column(), key.target()));
            tables.put(
                    table,
                    new Table(
                            table,
                            Arrays.asList(row.get("key", String[].class)),
                            Arrays.asList(row.get("columns", String[].class)),
                            references));
        });
        return tables;
    }
}
