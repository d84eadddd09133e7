package org.atelier.merge.engine;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Value;

/** A kind of record together with every relation declared for it, ordered by name: all that a merge must decide. */
public record MergeableKind(EntityDescriptor entity, List<RelationDescriptor> relations) {
    public MergeableKind {
        relations = List.copyOf(relations);
    }

    /** What a column says once the retired record is gone: where it refers to that one, it refers to the survivor. */
    public Value after(ColumnDescriptor column, Value value, long retired, long survivor) {
        var refersHere = column.refersTo()
                .filter(to -> to.table().equals(entity.table()))
                .isPresent();
        return refersHere && value.equals(Value.Number.of(retired)) ? Value.Number.of(survivor) : value;
    }

    /** What people call the name that leads to a record: the slug of an event, the username of a person. */
    public String nameWord() {
        return entity.fields().stream()
                .filter(field -> field.column().column().equals(entity.slug()))
                .findFirst()
                .map(field -> field.label().toLowerCase(Locale.ROOT))
                .orElseGet(() -> RowNames.words(entity.slug()));
    }

    /** Every table that a merge of this kind may change. */
    public SortedSet<String> written() {
        var tables = new TreeSet<String>();
        tables.add(entity.table());
        tables.add("redirect");
        relations.forEach(relation -> tables.add(relation.table()));
        return Collections.unmodifiableSortedSet(tables);
    }

    /** Every table that a merge of this kind reads or may change. */
    public SortedSet<String> tables() {
        var tables = new TreeSet<>(written());
        Stream.concat(
                        entity.fields().stream().map(FieldDescriptor::column),
                        relations.stream().flatMap(MergeableKind::columns))
                .flatMap(column -> column.refersTo().stream())
                .forEach(reference -> tables.add(reference.table()));
        return Collections.unmodifiableSortedSet(tables);
    }

    /** The columns that a relation describes, its owner not among them. */
    public static Stream<ColumnDescriptor> columns(RelationDescriptor relation) {
        return switch (relation) {
            case RelationDescriptor.Link link -> Stream.of(link.target());
            case RelationDescriptor.Children children ->
                Stream.concat(children.identity().stream(), children.payload().stream());
            case RelationDescriptor.References references -> references.shown().stream();
        };
    }
}
