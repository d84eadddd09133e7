package org.atelier.merge.engine.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.engine.Catalogue.ForeignKey;
import org.atelier.merge.engine.Catalogue.Table;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelationDescriptor;

/**
 * Compares what the database has with what the descriptors of a kind declare, in both directions. Whatever nobody
 * answers for would be lost by a merge without a word, so a kind with a problem is not merged.
 *
 * <p>It sees what the database was told: foreign keys. A column that holds ids, slugs or names without one is known to
 * nobody.
 */
final class Census {
    private static final String ID = "id";

    private final MergeableKind kind;
    private final Catalogue catalogue;
    private final String entity;
    private final List<String> problems = new ArrayList<>();

    private Census(MergeableKind kind, Catalogue catalogue) {
        this.kind = kind;
        this.catalogue = catalogue;
        this.entity = kind.entity().table();
    }

    /**
     * What keeps records of this kind from being merged, each naming the key, table or column and what to do; empty when
     * nothing does.
     *
     * @param catalogue of {@link MergeableKind#tables()}
     */
    static List<String> problems(MergeableKind kind, Catalogue catalogue) {
        var census = new Census(kind, catalogue);
        census.tables();
        census.record();
        census.kind.relations().forEach(census::relation);
        census.overlaps();
        census.keys();
        return List.copyOf(census.problems);
    }

    // --------------------------------------------------------------------------------------------------- tables

    private void tables() {
        var written = kind.written();
        for (var name : kind.tables()) {
            var found = catalogue.table(name);
            if (found.isEmpty()) {
                problem("table %s is declared but does not exist: make it, or take the declaration out", name);
            } else if (written.contains(name)) {
                written(found.get());
            }
        }
    }

    private void written(Table table) {
        if (!table.ordinary()) {
            problem(
                    "table %s is a view, or has partitions or inheriting tables, so the journal cannot tell its rows apart: "
                            + "declare ordinary tables only",
                    table.name());
        } else if (!table.journaled()) {
            problem(
                    "table %s is not journaled, so nobody could see or undo what a merge does to it: "
                            + "run: select journal_table('%s'), after dropping a \"00_journal\" trigger that is "
                            + "disabled or not its own",
                    table.name(), table.name());
        }
    }

    private void record() {
        var descriptor = kind.entity();
        catalogue.table(entity).ifPresent(table -> {
            requireId(table);
            var declared = new TreeSet<>(descriptor.untouched().keySet());
            declared.add(ID);
            declared.add(descriptor.slug());
            descriptor.fields().forEach(field -> declared.add(field.column().column()));
            requireColumns(table, declared, "kind " + descriptor.kind());
            var answered = new HashSet<>(descriptor.untouched().keySet());
            answered.add(ID);
            descriptor.fields().forEach(field -> answered.add(field.column().column()));
            for (var column : table.columns()) {
                if (!column.generated() && !answered.contains(column.name())) {
                    problem(
                            "column %s.%s is neither a field of %s nor declared untouched, so the retired record's "
                                    + "value would be lost: declare it, or drop the column",
                            entity, column.name(), descriptor.kind());
                }
            }
            for (var field : descriptor.fields()) {
                if (table.column(field.column().column())
                        .filter(Catalogue.Column::generated)
                        .isPresent()) {
                    problem(
                            "column %s.%s is computed by the database and cannot be a field of %s: "
                                    + "declare it untouched",
                            entity, field.column().column(), descriptor.kind());
                }
            }
        });
        descriptor.fields().stream().map(FieldDescriptor::column).forEach(this::requireShown);
    }

    // ------------------------------------------------------------------------------------------------ relations

    private void relation(RelationDescriptor relation) {
        MergeableKind.columns(relation).forEach(this::requireShown);
        var found = catalogue.table(relation.table());
        if (found.isEmpty()) {
            return;
        }
        var table = found.get();
        var described = new TreeSet<>(Set.of(relation.owner()));
        MergeableKind.columns(relation).map(ColumnDescriptor::column).forEach(described::add);
        var required = new TreeSet<>(described);
        if (relation instanceof RelationDescriptor.Children children) {
            children.recency().ifPresent(required::add);
        }
        requireColumns(table, required, "relation " + relation.id());
        requireKey(relation, relation.owner(), entity);
        switch (relation) {
            case RelationDescriptor.Link link -> link(link, table, described);
            case RelationDescriptor.Children children -> {
                requireId(table);
                children(children, table, described);
            }
            case RelationDescriptor.References references -> {
                requireId(table);
                if (references.detachable()
                        && table.column(references.owner())
                                .filter(column -> !column.nullable())
                                .isPresent()) {
                    problem(
                            "relation %s is declared detachable, but %s.%s may not be NULL: declare it not detachable",
                            references.id(), table.name(), references.owner());
                }
            }
        }
    }

    private void link(RelationDescriptor.Link link, Table table, Set<String> pair) {
        requireKey(
                link,
                link.target().column(),
                link.target().refersTo().orElseThrow().table());
        for (var column : table.columns()) {
            if (!pair.contains(column.name())) {
                problem(
                        "column %s.%s is more than a pair, and relation %s would lose it: "
                                + "declare the relation as children, or drop the column",
                        table.name(), column.name(), link.id());
            }
        }
        if (!Set.copyOf(table.primaryKey()).equals(pair)) {
            problem(
                    "the primary key of table %s is (%s), but relation %s needs it to be the pair (%s)",
                    table.name(), String.join(", ", table.primaryKey()), link.id(), String.join(", ", pair));
        }
    }

    private void children(RelationDescriptor.Children children, Table table, Set<String> described) {
        for (var column : table.columns()) {
            if (!column.generated() && !column.name().equals(ID) && !described.contains(column.name())) {
                problem(
                        "column %s.%s is neither identity nor payload of relation %s, so folding would lose it: "
                                + "declare it, or drop the column",
                        table.name(), column.name(), children.id());
            }
        }
    }

    /** One column that two relations answer for would be decided twice. */
    private void overlaps() {
        var seen = new HashSet<List<String>>();
        for (var relation : kind.relations()) {
            if (!seen.add(List.of(relation.table(), relation.owner()))) {
                problem(
                        "%s.%s is declared by more than one relation of %s, %s among them: take one of them out",
                        relation.table(), relation.owner(), kind.entity().kind(), relation.id());
            }
        }
    }

    // ----------------------------------------------------------------------------------------------------- keys

    private void keys() {
        for (var key : catalogue.keys()) {
            if (key.target().equals(entity)) {
                toTheRecord(key);
            } else {
                kind.relations().stream()
                        .filter(relation -> relation.table().equals(key.target()))
                        .findFirst()
                        .ifPresent(_ -> toARelation(key));
            }
        }
    }

    private void toTheRecord(ForeignKey key) {
        if (!isDeclared(key)) {
            problem(
                    "foreign key %s is declared by no relation of %s, so nobody would say what becomes of its rows: %s",
                    words(key), kind.entity().kind(), declarable(key));
        }
        requireNoMeddling(key);
    }

    private boolean isDeclared(ForeignKey key) {
        return kind.relations().stream().anyMatch(relation -> isKeyOf(key, relation.table(), relation.owner(), entity));
    }

    private static boolean isKeyOf(ForeignKey key, String table, String column, String target) {
        return key.table().equals(table)
                && key.columns().equals(List.of(column))
                && key.target().equals(target)
                && key.targetColumns().equals(List.of(ID));
    }

    private String declarable(ForeignKey key) {
        if (key.table().contains(".")) {
            return "as merging reaches only the schema Atelier uses, move the table there and declare the relation in a "
                    + "DescriptorSource, or drop the key";
        }
        if (key.columns().size() > 1 || !key.targetColumns().equals(List.of(ID))) {
            return "a relation needs a key of one column to %s.%s: make it one and declare it in a DescriptorSource, "
                            .formatted(entity, ID)
                    + "or drop the key";
        }
        return "declare the relation in a DescriptorSource, or drop the key";
    }

    /** Rows of a relation's table may go, or change where they point: whoever refers to them is answered for by nobody. */
    private void toARelation(ForeignKey key) {
        var relations = kind.relations().stream()
                .filter(relation -> relation.table().equals(key.target()))
                .toList();
        for (var relation : relations) {
            var lost = switch (relation) {
                case RelationDescriptor.Link _, RelationDescriptor.Children _ -> true;
                case RelationDescriptor.References references ->
                    key.targetColumns().contains(references.owner());
            };
            if (lost) {
                problem(
                        "foreign key %s points to rows that a merge may fold, discard or point elsewhere "
                                + "(relation %s), and nobody answers for what hangs on them: drop the key",
                        words(key), relation.id());
                requireNoMeddling(key);
                return;
            }
        }
    }

    private void requireNoMeddling(ForeignKey key) {
        if (key.onDelete().meddles()) {
            problem(
                    "foreign key %s is ON DELETE %s, so the database would change rows that no plan names: "
                            + "make it ON DELETE RESTRICT",
                    words(key), key.onDelete().sql());
        }
        if (key.onUpdate().meddles()) {
            problem(
                    "foreign key %s is ON UPDATE %s, so the database would change rows that no plan names: "
                            + "make it ON UPDATE NO ACTION",
                    words(key), key.onUpdate().sql());
        }
    }

    // --------------------------------------------------------------------------------------------------- common

    private void requireId(Table table) {
        if (!table.primaryKey().equals(List.of(ID))) {
            problem(
                    "the primary key of table %s is (%s): merging needs it to be (%s)",
                    table.name(), String.join(", ", table.primaryKey()), ID);
        }
    }

    private void requireColumns(Table table, Set<String> columns, String declaredBy) {
        for (var column : columns) {
            if (table.column(column).isEmpty()) {
                problem(
                        "column %s.%s is declared by %s but does not exist: make it, or take the declaration out",
                        table.name(), column, declaredBy);
            }
        }
    }

    /** What people are shown of the row a column refers to is read as well. */
    private void requireShown(ColumnDescriptor column) {
        column.refersTo()
                .flatMap(reference -> catalogue.table(reference.table()))
                .ifPresent(table -> requireColumns(
                        table,
                        new TreeSet<>(Set.of(ID, column.refersTo().orElseThrow().label())),
                        "column " + column.column()));
    }

    private void requireKey(RelationDescriptor relation, String column, String target) {
        var keys = catalogue.keys().stream()
                .filter(key -> isKeyOf(key, relation.table(), column, target))
                .toList();
        if (keys.isEmpty()) {
            problem(
                    "relation %s is declared, but there is no foreign key %s.%s → %s.%s: make it, "
                            + "or take the declaration out",
                    relation.id(), relation.table(), column, target, ID);
        } else if (keys.stream().noneMatch(ForeignKey::enforced)) {
            problem("foreign key %s is not enforced, so rows may point to nothing: enforce it", words(keys.getFirst()));
        }
    }

    /** Such as {@code task.event_id → event.id (task_event_id_fkey)}. */
    private static String words(ForeignKey key) {
        return "%s → %s (%s)"
                .formatted(end(key.table(), key.columns()), end(key.target(), key.targetColumns()), key.name());
    }

    private static String end(String table, List<String> columns) {
        return columns.size() == 1
                ? table + "." + columns.getFirst()
                : columns.stream().collect(Collectors.joining(", ", table + "(", ")"));
    }

    private void problem(String words, Object... arguments) {
        problems.add(words.formatted(arguments));
    }
}
