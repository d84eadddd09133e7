package org.atelier.persistence.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.atelier.merge.engine.Catalogue;
import org.jooq.DSLContext;

/** Which column points to which table, as the database's catalogue has it; only keys of one column. */
record ForeignKeys(List<Key> keys) {
    /** The column holds values of the target's column. */
    record Key(String table, String column, String target, String targetColumn) {}

    static ForeignKeys read(DSLContext db) {
        return new ForeignKeys(db.fetch("""
                        select child.relname as child, a.attname as name, parent.relname as parent, b.attname as target
                        from pg_constraint k
                        join pg_class child on child.oid = k.conrelid
                        join pg_class parent on parent.oid = k.confrelid
                        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
                        where k.contype = 'f' and cardinality(k.conkey) = 1
                          and pg_table_is_visible(child.oid) and pg_table_is_visible(parent.oid)
                        order by child, a.attnum
                        """)
                .map(row -> new Key(
                        row.get("child", String.class),
                        row.get("name", String.class),
                        row.get("parent", String.class),
                        row.get("target", String.class))));
    }

    static ForeignKeys of(Catalogue catalogue) {
        return new ForeignKeys(catalogue.keys().stream()
                .filter(key -> key.columns().size() == 1)
                .map(key -> new Key(
                        key.table(),
                        key.columns().getFirst(),
                        key.target(),
                        key.targetColumns().getFirst()))
                .toList());
    }

    List<Key> of(String table) {
        return keys.stream().filter(key -> key.table().equals(table)).toList();
    }

    /** The keys by which rows point to ids of the table. */
    List<Key> to(String table) {
        return keys.stream()
                .filter(key -> key.target().equals(table) && key.targetColumn().equals("id"))
                .toList();
    }

    /** The tables in an order in which those that others point to come first; a circle is broken by name. */
    List<String> rootsFirst(Collection<String> tables) {
        Map<String, Set<String>> pointsTo = new HashMap<>();
        keys.forEach(key ->
                pointsTo.computeIfAbsent(key.table(), _ -> new TreeSet<>()).add(key.target()));
        var ordered = new LinkedHashSet<String>();
        for (var table : new TreeSet<>(tables)) {
            visit(table, pointsTo, new LinkedHashSet<>(), ordered);
        }
        var wanted = new ArrayList<>(ordered);
        wanted.retainAll(new TreeSet<>(tables));
        return wanted;
    }

    private static void visit(String table, Map<String, Set<String>> pointsTo, Set<String> above, Set<String> ordered) {
        if (ordered.contains(table) || !above.add(table)) {
            return;
        }
        pointsTo.getOrDefault(table, Collections.emptySet()).forEach(parent -> visit(parent, pointsTo, above, ordered));
        above.remove(table);
        ordered.add(table);
    }
}
