package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Does again, one operation after another, what the journal says was done by many at once. */
final class Replay {
    /** One row change. */
    private record Change(long id, long operation, String row, String before, String after) {}

    private Replay() {}

    /**
     * The rows as they are when all operations are done one after another, beginning with an empty database; there must
     * be an order of the operations in which every change finds its row as it says.
     */
    static Map<String, String> serially(Workshops workshops) {
        var changes = workshops.sql(db -> db.fetch("""
                        select id, operation_id, table_name || ' ' || key as row, before::text, after::text
                        from journal order by id
                        """)
                .map(row -> new Change(
                        row.get(0, Long.class),
                        row.get(1, Long.class),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        row.get(4, String.class))));
        var byOperation = new LinkedHashMap<Long, List<Change>>();
        for (var change : changes) {
            byOperation
                    .computeIfAbsent(change.operation(), _ -> new ArrayList<>())
                    .add(change);
        }
        var rows = new TreeMap<String, String>();
        for (var operation : inOrder(changes, byOperation)) {
            for (var change : byOperation.get(operation)) {
                assertEquals(
                        rows.get(change.row()),
                        change.before(),
                        () -> "operation " + operation + " found " + change.row() + " as nobody had left it");
                if (change.after() == null) {
                    rows.remove(change.row());
                } else {
                    rows.put(change.row(), change.after());
                }
            }
        }
        return rows;
    }

    /** An operation comes after those whose changes of the same rows it found; fails where there is no such order. */
    private static List<Long> inOrder(List<Change> changes, Map<Long, List<Change>> byOperation) {
        var after = new TreeMap<Long, TreeSet<Long>>();
        var waitsFor = new TreeMap<Long, Integer>();
        byOperation.keySet().forEach(operation -> {
            after.put(operation, new TreeSet<>());
            waitsFor.put(operation, 0);
        });
        var last = new TreeMap<String, Long>();
        for (var change : changes) {
            var earlier = last.put(change.row(), change.operation());
            if (earlier != null
                    && earlier != change.operation()
                    && after.get(earlier).add(change.operation())) {
                waitsFor.merge(change.operation(), 1, Integer::sum);
            }
        }
        var ready = new TreeSet<Long>();
        waitsFor.forEach((operation, count) -> {
            if (count == 0) {
                ready.add(operation);
            }
        });
        var order = new ArrayList<Long>();
        while (!ready.isEmpty()) {
            var next = ready.pollFirst();
            order.add(next);
            for (var later : after.get(next)) {
                if (waitsFor.merge(later, -1, Integer::sum) == 0) {
                    ready.add(later);
                }
            }
        }
        assertEquals(byOperation.size(), order.size(), "there is no order of the operations that the journal allows");
        return order;
    }

    /** The rows as they are. */
    static Map<String, String> now(Workshops workshops) {
        var rows = new TreeMap<String, String>();
        // the columns of each key are read from the journal itself
        var keys = workshops.sql(db -> db.fetch("""
                        select table_name, string_agg(format('%1$L, t.%1$I', column_name), ', ')
                        from (select distinct table_name, jsonb_object_keys(key) as column_name from journal) as keys
                        group by table_name
                        """));
        for (var table : keys) {
            var name = table.get(0, String.class);
            workshops
                    .sql(db -> db.fetch("select concat('" + name + " ', jsonb_build_object(" + table.get(1)
                            + ")), to_jsonb(t)::text from " + name + " t"))
                    .forEach(row -> rows.put(row.get(0, String.class), row.get(1, String.class)));
        }
        return rows;
    }
}
