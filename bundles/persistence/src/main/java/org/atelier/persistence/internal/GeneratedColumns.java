package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;

/**
 * The columns that the database computes, by table. They follow from the others, so a plan neither sets nor compares
 * them.
 */
record GeneratedColumns(Map<String, Set<String>> byTable) {

    static GeneratedColumns read(DSLContext db) {
        var relation = field(name("c", "relname"), String.class);
        var column = field(name("a", "attname"), String.class);
        return new GeneratedColumns(db
                .select(relation, column)
                .from(table(name("pg_catalog", "pg_attribute")).as("a"))
                .join(table(name("pg_catalog", "pg_class")).as("c"))
                .on("c.oid = a.attrelid")
                .where("a.attgenerated <> '' and pg_table_is_visible(c.oid)")
                .fetch()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.get(relation), Collectors.mapping(row -> row.get(column), Collectors.toSet()))));
    }

    static GeneratedColumns of(Catalogue catalogue) {
        return new GeneratedColumns(catalogue.tables().stream()
                .collect(Collectors.toMap(
                        Catalogue.Table::name,
                        table -> table.columns().stream()
                                .filter(Catalogue.Column::generated)
                                .map(Catalogue.Column::name)
                                .collect(Collectors.toSet()))));
    }

    /** The row without the columns that the database computes. */
    SortedMap<String, Value> strip(String table, SortedMap<String, Value> row) {
        var kept = new TreeMap<>(row);
        kept.keySet().removeAll(byTable.getOrDefault(table, Set.of()));
        return kept;
    }
}
