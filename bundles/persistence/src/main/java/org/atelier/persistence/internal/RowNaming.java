package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Finds out what people call rows, also those that are gone: then by what the journal last knew of them. */
final class RowNaming {
    /** What names a row to people, the best first. */
    private static final List<String> NAMING = List.of("slug", "full_name", "fullname", "name", "username");

    private final DSLContext db;
    private final TableColumns columns;
    private final ForeignKeys foreignKeys;

    RowNaming(DSLContext db, TableColumns columns, ForeignKeys foreignKeys) {
        this.db = db;
        this.columns = columns;
        this.foreignKeys = foreignKeys;
    }

    /** The rows of all these queries, in one statement. */
    static List<Record> unite(DSLContext db, List<QueryPart> queries) {
        return queries.isEmpty()
                ? List.of()
                : db.fetch(
                        IntStream.range(0, queries.size())
                                .mapToObj(i -> "{" + i + "}")
                                .collect(Collectors.joining(" union all ")),
                        queries.toArray(QueryPart[]::new));
    }

    /** What people call these rows, and those that they point or pointed to. */
    RowNames names(List<RowChange> rows) {
        var references = new HashMap<String, Map<String, String>>();
        var owners = new HashMap<String, List<String>>();
        var ids = new TreeMap<String, Set<Long>>();
        for (var row : rows) {
            for (var key : foreignKeys.of(row.table())) {
                references.computeIfAbsent(row.table(), _ -> new TreeMap<>()).put(key.column(), key.target());
                for (var version : List.of(row.before(), row.after())) {
                    if (version.isPresent() && version.get().get(key.column()) instanceof Value.Number(var id)) {
                        ids.computeIfAbsent(key.target(), _ -> new TreeSet<>()).add(id.longValue());
                    }
                }
            }
        }
        var labels = living(ids);
        // a row that is gone may be among those that the operation changed
        for (var row : rows) {
            if (row.key().get("id") instanceof Value.Number(var id)) {
                var label = label(row.table(), row.before().or(row::after).orElse(new TreeMap<>()));
                if (!label.isEmpty()) {
                    labels.computeIfAbsent(row.table(), _ -> new HashMap<>()).putIfAbsent(id.longValue(), label);
                }
            }
        }
        ids.forEach((table, wanted) ->
                wanted.removeAll(labels.getOrDefault(table, Map.of()).keySet()));
        gone(ids, labels);
        var naming = new HashMap<String, List<String>>();
        columns.nullable().keySet().forEach(table -> naming.put(table, columns(table)));
        references.keySet().forEach(table -> owners.put(table, owners(table)));
        return new RowNames(naming, references, owners, labels);
    }

    private Map<String, Map<Long, String>> living(Map<String, Set<Long>> ids) {
        var labels = new HashMap<String, Map<Long, String>>();
        var queries = new ArrayList<QueryPart>();
        ids.forEach((table, wanted) -> columns(table).stream()
                .findFirst()
                .ifPresent(column -> queries.add(DSL.sql(
                        "select {0} as relation, id, {2}::text as label from {1} where id = any ({3})",
                        DSL.inline(table), name(table), name(column), val(wanted.toArray(Long[]::new))))));
        unite(db, queries)
                .forEach(row -> labels.computeIfAbsent(row.get("relation", String.class), _ -> new HashMap<>())
                        .put(row.get("id", Long.class), row.get("label", String.class)));
        return labels;
    }

    /** Adds the names of rows that are gone: the last that the journal knows. */
    private void gone(Map<String, Set<Long>> ids, Map<String, Map<Long, String>> labels) {
        var queries = new ArrayList<QueryPart>();
        ids.forEach((table, wanted) -> {
            if (!wanted.isEmpty() && !columns(table).isEmpty()) {
                queries.add(DSL.sql("""
                        select {0} as relation, given.id, last.row
                        from unnest({1}) as given (id)
                        cross join lateral (
                            select coalesce(j.after, j.before) as row
                            from journal j
                            where j.table_name = {0} and j.key = jsonb_build_object('id', given.id)
                            order by j.id desc limit 1) as last
                        """, DSL.inline(table), val(wanted.toArray(Long[]::new))));
            }
        });
        unite(db, queries).forEach(found -> {
            var table = found.get("relation", String.class);
            var label = label(table, ValueJson.row(found.get("row", JSONB.class).data()));
            if (!label.isEmpty()) {
                labels.computeIfAbsent(table, _ -> new HashMap<>()).put(found.get("id", Long.class), label);
            }
        });
    }

    /** What names this row; empty where nothing does. */
    private String label(String table, Map<String, Value> row) {
        return columns(table).stream()
                .map(column -> row.getOrDefault(column, Value.ABSENT))
                .filter(value -> !value.isBlank())
                .findFirst()
                .map(Value::words)
                .orElse("");
    }

    /** By which columns rows of the table point to what they cannot be without, in the order of the table. */
    private List<String> owners(String table) {
        return foreignKeys.of(table).stream()
                .map(ForeignKeys.Key::column)
                .filter(column -> !columns.nullable(table, column))
                .toList();
    }

    /** The columns that name the rows of a table; a title does where they do not belong to several others. */
    List<String> columns(String table) {
        var naming =
                NAMING.stream().filter(column -> columns.has(table, column)).toList();
        return naming.isEmpty()
                        && columns.has(table, "title")
                        && foreignKeys.of(table).size() < 2
                ? List.of("title")
                : naming;
    }
}
