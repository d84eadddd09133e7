package org.atelier.merge.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atelier.merge.engine.Catalogue.Action;
import org.atelier.merge.engine.Catalogue.Column;
import org.atelier.merge.engine.Catalogue.ForeignKey;
import org.atelier.merge.engine.Catalogue.Table;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.RelationDescriptor;

/** A database made of exactly what the descriptors of a kind say, for tests that have none. */
public final class DeclaredCatalogue {
    private DeclaredCatalogue() {}

    public static Catalogue of(MergeableKind kind) {
        var entity = kind.entity();
        Map<String, Set<String>> columns = new TreeMap<>();
        kind.tables().forEach(table -> columns.put(table, new TreeSet<>()));
        var record = columns.get(entity.table());
        record.addAll(entity.untouched().keySet());
        var described = new ArrayList<ColumnDescriptor>();
        entity.fields().forEach(field -> {
            record.add(field.column().column());
            described.add(field.column());
        });
        var keys = new ArrayList<ForeignKey>();
        for (var relation : kind.relations()) {
            var table = columns.get(relation.table());
            table.add(relation.owner());
            keys.add(key(relation.table(), relation.owner(), entity.table()));
            MergeableKind.columns(relation).forEach(column -> {
                table.add(column.column());
                described.add(column);
            });
            if (relation instanceof RelationDescriptor.Link link) {
                keys.add(key(
                        link.table(),
                        link.target().column(),
                        link.target().refersTo().orElseThrow().table()));
            }
        }
        described.stream()
                .flatMap(column -> column.refersTo().stream())
                .forEach(reference -> columns.get(reference.table()).add(reference.label()));
        var pairs = new TreeMap<String, List<String>>();
        for (var relation : kind.relations()) {
            if (relation instanceof RelationDescriptor.Link link) {
                pairs.put(link.table(), List.of(link.owner(), link.target().column()));
            }
        }
        var tables = new ArrayList<Table>();
        columns.forEach((name, all) -> {
            if (!pairs.containsKey(name)) {
                all.add("id");
            }
            tables.add(new Table(
                    "public",
                    name,
                    true,
                    all.stream().map(column -> new Column(column, true, false)).toList(),
                    pairs.getOrDefault(name, List.of("id")),
                    true));
        });
        return new Catalogue(tables, keys);
    }

    /** An ordinary foreign key to the id of a table, named as PostgreSQL would. */
    public static ForeignKey key(String table, String column, String target) {
        return new ForeignKey(
                "%s_%s_fkey".formatted(table, column),
                table,
                List.of(column),
                target,
                List.of("id"),
                Action.RESTRICT,
                Action.NO_ACTION,
                true);
    }
}
