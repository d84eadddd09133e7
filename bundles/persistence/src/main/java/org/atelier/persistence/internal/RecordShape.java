package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.condition;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.persistence.internal.jooq.DefaultSchema;
import org.atelier.persistence.internal.jooq.Domains;
import org.atelier.records.FieldType;
import org.atelier.records.KindDeclaration;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordLink;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;

/**
 * How the records of a kind lie in the database: what was declared, with what the schema says of it.
 *
 * @param kind as everybody else sees it
 * @param columns by the name of the field
 */
record RecordShape(KindDeclaration declared, RecordKind kind, Table<?> table, Map<String, Field<?>> columns) {

    static RecordShape of(KindDeclaration declared) {
        var table = tableOf(declared.name());
        var columns = new LinkedHashMap<String, Field<?>>();
        var fields = new ArrayList<RecordField>();
        for (var column : declared.columns()) {
            columns.put(column.name(), columnOf(table, column));
            fields.add(field(declared, column, columns.get(column.name()), false));
        }
        for (var column : declared.computed()) {
            columns.put(column.name(), columnOf(table, column));
            fields.add(field(declared, column, columns.get(column.name()), true));
        }
        var kind = new RecordKind(
                declared.name(),
                declared.plural(),
                declared.label(),
                declared.labels(),
                declared.key(),
                fields,
                declared.links().stream()
                        .map(link -> new RecordLink(link.name(), link.label(), target(link)))
                        .toList(),
                declared.listed(),
                declared.sorted(),
                declared.descending(),
                declared.filtered());
        return new RecordShape(declared, kind, table, columns);
    }

    private static Table<?> tableOf(String name) {
        var table = DefaultSchema.DEFAULT_SCHEMA.getTable(name);
        if (table == null) {
            throw new IllegalStateException("there is no table " + name);
        }
        return table;
    }

    private static Field<?> columnOf(Table<?> table, ColumnDescriptor column) {
        var field = table.field(column.column());
        if (field == null) {
            throw new IllegalStateException(table.getName() + " has no column " + column.column());
        }
        return field;
    }

    private static RecordField field(
            KindDeclaration declared, ColumnDescriptor column, Field<?> field, boolean computed) {
        var type = type(declared, column, field);
        return new RecordField(
                column.name(),
                column.label(),
                type,
                field.getDataType().nullable(),
                computed,
                // the schema's defaults are flags and empty texts, and a form need not be told of the latter
                type == FieldType.FLAG && isTrueByDefault(field) ? "true" : "",
                column.refersTo().map(ColumnDescriptor.Reference::table),
                Optional.ofNullable(declared.ranges().get(column.name())));
    }

    private static boolean isTrueByDefault(Field<?> field) {
        var initial = field.getDataType().defaultValue();
        return initial != null && initial.toString().equals("true");
    }

    private static FieldType type(KindDeclaration declared, ColumnDescriptor column, Field<?> field) {
        if (column.refersTo().isPresent()) {
            return FieldType.REFERENCE;
        }
        var java = field.getType();
        if (java == String.class) {
            if (Domains.COUNTRY_CODE.equals(field.getDataType().getDomain())) {
                return FieldType.COUNTRY;
            }
            return text(declared, column.name());
        } else if (java == Boolean.class) {
            return FieldType.FLAG;
        } else if (java == Integer.class) {
            return FieldType.WHOLE;
        } else if (java == BigDecimal.class) {
            return FieldType.DECIMAL;
        } else if (java == Double.class) {
            return FieldType.NUMBER;
        } else if (java == LocalDate.class) {
            return FieldType.DAY;
        } else if (java == OffsetDateTime.class) {
            return FieldType.INSTANT;
        }
        throw new IllegalStateException(declared.name() + "." + column.name() + " holds a " + java);
    }

    private static FieldType text(KindDeclaration declared, String column) {
        if (declared.prose().contains(column)) {
            return FieldType.PROSE;
        }
        return declared.urls().contains(column) ? FieldType.URL : FieldType.TEXT;
    }

    /** The kind that a link leads to. */
    static String target(RelationDescriptor.Link link) {
        return link.target().refersTo().orElseThrow().table();
    }

    Field<Long> id() {
        return table.field("id", Long.class);
    }

    /** The column that names the record for good, where there is one. */
    Optional<Field<String>> key() {
        return declared.key().map(column -> table.field(column, String.class));
    }

    /** The column of its own that tells people which record it is, where it is one. */
    Optional<Field<String>> title() {
        return declared.title().size() == 1
                        && kind.field(declared.title().getFirst()).orElseThrow().type() != FieldType.REFERENCE
                ? Optional.of(columns.get(declared.title().getFirst()).coerce(String.class))
                : Optional.empty();
    }

    /** The column with what people call a record: its title, else its key. */
    Field<String> name() {
        return title().or(this::key).orElseThrow();
    }

    /** Whether a record is retired, where records of this kind can be. */
    Optional<Condition> retired() {
        return kind.field(RecordKind.RETIRED)
                .filter(field -> field.type() == FieldType.FLAG)
                .map(_ -> condition(columns.get(RecordKind.RETIRED).coerce(Boolean.class)));
    }

    boolean isReference(String field) {
        return kind.field(field).filter(it -> it.type() == FieldType.REFERENCE).isPresent();
    }
}
