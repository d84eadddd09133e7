package org.atelier.history.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.history.JournalStore.Table;
import org.atelier.merge.engine.Descriptors;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.records.KindDeclarations;

/**
 * What people call kinds of records, columns and operations: what is declared of them, else what descriptors say, else
 * names of tables and columns made readable.
 */
final class Labels {
    /** Columns that name a record, the best first; at most one record of a kind has such a name at a time. */
    private static final List<String> NAMES = List.of("slug", "username", "domain", "name", "iata");

    /** Verbs as operations' kinds have them, each with what it did to its object. */
    private static final Map<String, String> DONE = Map.ofEntries(
            Map.entry("create", "created"),
            Map.entry("edit", "edited"),
            Map.entry("update", "edited"),
            Map.entry("change", "changed"),
            Map.entry("delete", "deleted"),
            Map.entry("remove", "removed"),
            Map.entry("add", "added"),
            Map.entry("rename", "renamed"),
            Map.entry("retire", "retired"),
            Map.entry("restore", "restored"),
            Map.entry("tag", "tagged"),
            Map.entry("untag", "untagged"),
            Map.entry("assign", "assigned"),
            Map.entry("upload", "uploaded"),
            Map.entry("load", "loaded"),
            Map.entry("complete", "completed"));

    /** Tables of the platform itself, whose names say little to those who did not make them. */
    private static final Map<String, String> OURS = Map.of(
            "not_duplicate", "Word against a duplicate",
            "redirect", "Former name",
            "account_identity", "Sign-in elsewhere");

    /** Operations that are more than a verb and its object. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("external", "Changed directly in the database"),
            Map.entry("undo", "Undo"),
            Map.entry("import.amy", "Import from AMY"),
            Map.entry("backup", "Backup"),
            Map.entry("demo.load", "Demo data loaded"),
            Map.entry("people.upload", "People and tasks uploaded"),
            Map.entry("duplicate.dismiss", "Two records said to be no duplicates"),
            Map.entry("duplicate.restore", "Two records said to be possible duplicates again"),
            Map.entry("account.password", "Password of an account chosen"),
            Map.entry("account.reset", "One-time link for an account made"),
            Map.entry("account.identity", "Account connected with a sign-in elsewhere"),
            Map.entry("account.unlink", "Account disconnected from a sign-in elsewhere"));

    private final SortedMap<String, Table> tables;
    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, String> tablesByKind = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, String> slugs = new HashMap<>();
    private final Map<String, Map<String, String>> columns = new HashMap<>();
    private final Map<String, List<String>> order = new HashMap<>();

    Labels(SortedMap<String, Table> tables, KindDeclarations declarations, Descriptors descriptors) {
        this.tables = tables;
        for (var kind : declarations.all()) {
            labels.putIfAbsent(kind.name(), kind.label());
            kind.key().ifPresent(key -> slugs.putIfAbsent(kind.name(), key));
            kind.columns().forEach(column -> put(kind.name(), column));
            kind.computed().forEach(column -> put(kind.name(), column));
        }
        for (var entity : descriptors.entities()) {
            kinds.putIfAbsent(entity.table(), entity.kind());
            labels.putIfAbsent(entity.table(), entity.label());
            slugs.putIfAbsent(entity.table(), entity.slug());
            entity.fields().forEach(field -> put(entity.table(), field.column()));
        }
        for (var relation : descriptors.relations()) {
            switch (relation) {
                case RelationDescriptor.Link link -> put(link.table(), link.target());
                case RelationDescriptor.Children children -> {
                    children.identity().forEach(column -> put(children.table(), column));
                    children.payload().forEach(column -> put(children.table(), column));
                }
                case RelationDescriptor.References references ->
                    references.shown().forEach(column -> put(references.table(), column));
            }
        }
        tables.values().stream()
                .filter(Table::hasRecords)
                .forEach(table -> tablesByKind.put(kind(table.name()), table.name()));
    }

    private void put(String table, ColumnDescriptor column) {
        columns.computeIfAbsent(table, _ -> new HashMap<>()).putIfAbsent(column.column(), column.label());
        var ordered = order.computeIfAbsent(table, _ -> new ArrayList<>());
        if (!ordered.contains(column.column())) {
            ordered.add(column.column());
        }
    }

    /** The kinds of records, each with what people call it. */
    SortedMap<String, String> kinds() {
        var all = new TreeMap<String, String>();
        tablesByKind.forEach((kind, table) -> all.put(kind, label(table)));
        return all;
    }

    Optional<String> table(String kind) {
        return Optional.ofNullable(tablesByKind.get(kind));
    }

    /** What choices, addresses and the API call records of this table. */
    String kind(String table) {
        return kinds.getOrDefault(table, table);
    }

    /** What people call rows of this table. */
    String label(String table) {
        return labels.getOrDefault(table, OURS.getOrDefault(table, readable(table)));
    }

    String column(String table, String column) {
        var known = columns.getOrDefault(table, Map.of()).get(column);
        if (known != null) {
            return known;
        }
        return readable(column);
    }

    /** The columns in the order in which forms have them, then the others in the order of the table. */
    List<String> ordered(String table, Set<String> some) {
        var all = new ArrayList<>(order.getOrDefault(table, List.of()));
        if (tables.containsKey(table)) {
            tables.get(table).columns().stream()
                    .filter(column -> !all.contains(column))
                    .forEach(all::add);
        }
        // a row of an old journal may know columns that are gone
        some.stream().filter(column -> !all.contains(column)).sorted().forEach(all::add);
        all.retainAll(some);
        return all;
    }

    /** The columns by which records of the table are called. */
    List<String> naming(String table) {
        var all = new ArrayList<String>();
        Optional.ofNullable(slugs.get(table)).ifPresent(all::add);
        if (tables.containsKey(table)) {
            NAMES.stream()
                    .filter(tables.get(table).columns()::contains)
                    .filter(column -> !all.contains(column))
                    .forEach(all::add);
        }
        return all;
    }

    /** By which columns which tables point to rows of this one. */
    SortedMap<String, List<String>> mentions(String table) {
        var mentions = new TreeMap<String, List<String>>();
        tables.values()
                .forEach(other -> other.references().forEach((column, target) -> {
                    if (target.equals(table)) {
                        mentions.computeIfAbsent(column, _ -> new ArrayList<>()).add(other.name());
                    }
                }));
        return mentions;
    }

    /** What an operation of this kind did, such as {@code Event tagged} for {@code event.tag}. */
    String operation(String kind) {
        if (NAMED.containsKey(kind)) {
            return NAMED.get(kind);
        }
        var parts = kind.split("\\.", 2);
        if (parts.length == 2 && parts[0].equals("merge")) {
            return label(parts[1]) + " merged";
        }
        if (parts.length == 2 && DONE.containsKey(parts[1])) {
            return label(parts[0]) + " " + DONE.get(parts[1]);
        }
        // of a bundle that is not ours, or not there any more
        return readable(kind.replace('.', ' ').replace('-', ' '));
    }

    private static String readable(String name) {
        var words = RowNames.words(name);
        return words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
