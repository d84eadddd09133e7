package org.atelier.persistence.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.Dataset.Kind;
import org.atelier.persistence.internal.jooq.DefaultSchema;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * How the rows of a kind lie in the database, as the schema tells it: which columns there are to state, what each
 * takes, and to which kind it refers.
 */
record Shape(Kind kind, Table<?> table, Optional<Field<Long>> id, Map<String, Column> columns, Set<String> computed) {
    /** A column that can be stated, under the name under which it is stated. */
    sealed interface Column {
        String name();

        Field<?> field();

        /** A column that holds a value. */
        record Plain(String name, Field<?> field) implements Column {}

        /** A column that refers to a row of another kind, by that row's id. */
        record Reference(String name, Field<Long> field, Kind target) implements Column {}
    }

    /** A row states something that its kind cannot take; the message tells what, and what it takes. */
    static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1;

        UnfitException(String message) {
            super(message);
        }
    }

    /** @param computed the columns of the table that the database computes: nobody states those */
    static Shape of(Kind kind, Set<String> computed) {
        var table = DefaultSchema.DEFAULT_SCHEMA.getTable(kind.name().toLowerCase(Locale.ROOT));
        var targets = new LinkedHashMap<Field<?>, Kind>();
        for (var key : table.getReferences()) {
            targets.put(
                    key.getFields().getFirst(),
                    Kind.valueOf(key.getKey().getTable().getName().toUpperCase(Locale.ROOT)));
        }
        var columns = new LinkedHashMap<String, Column>();
        for (var field : table.fields()) {
            var name = field.getName();
            if (targets.containsKey(field)) {
                var bare = name.substring(0, name.length() - "_id".length());
                columns.put(bare, new Column.Reference(bare, field.coerce(Long.class), targets.get(field)));
            } else if (!name.equals("id") && !computed.contains(name)) {
                columns.put(name, new Column.Plain(name, field));
            }
        }
        var id = Optional.ofNullable(table.field("id", Long.class));
        return new Shape(kind, table, id, columns, computed);
    }

    /** The one column that names a row of this kind, if it is one and holds a text. */
    Optional<Field<String>> name() {
        return kind.key().size() == 1
                ? Optional.of(columns.get(kind.key().getFirst()).field().coerce(String.class))
                : Optional.empty();
    }

    List<Column> key() {
        return kind.key().stream().map(columns::get).toList();
    }

    /** What a row states, with every value as its column takes it; references still by name. */
    Map<Column, Object> read(Map<String, Object> stated) throws UnfitException {
        var values = new LinkedHashMap<Column, Object>();
        for (var entry : stated.entrySet()) {
            var column = columns.get(entry.getKey());
            if (computed.contains(entry.getKey())) {
                throw new UnfitException(entry.getKey() + " is computed by the database and cannot be stated");
            }
            if (column == null) {
                throw new UnfitException(
                        "there is no column " + entry.getKey() + "; there are " + String.join(", ", columns.keySet()));
            }
            values.put(
                    column,
                    switch (column) {
                        case Column.Plain plain -> fit(plain.field(), entry.getValue());
                        case Column.Reference reference -> fitText(reference.name(), entry.getValue());
                    });
        }
        return values;
    }

    private static Object fit(Field<?> field, Object value) throws UnfitException {
        var type = field.getType();
        if (value == null) {
            return null;
        } else if (type == String.class) {
            return fitText(field.getName(), value);
        } else if (type == Boolean.class && value instanceof Boolean) {
            return value;
        } else if (type == Integer.class && value instanceof Long number && number.intValue() == number) {
            return number.intValue();
        } else if (type == Double.class && value instanceof Number number) {
            return number.doubleValue();
        } else if (type == BigDecimal.class
                && value instanceof Number number
                && Double.isFinite(number.doubleValue())) {
            return fitDecimal(field, new BigDecimal(value.toString()));
        } else if (type == LocalDate.class
                && value instanceof LocalDate day
                && day.getYear() >= 1
                && day.getYear() <= 9999) {
            return day;
        }
        throw new UnfitException(field.getName() + " must be " + words(type) + ", is " + Words.quoted(value));
    }

    /** The database would round what has too many decimals, and the same row would be another one the next time. */
    private static BigDecimal fitDecimal(Field<?> field, BigDecimal value) throws UnfitException {
        var decimals = field.getDataType().scale();
        if (value.stripTrailingZeros().scale() > decimals) {
            throw new UnfitException(field.getName() + " must have at most " + decimals + " decimals, is " + value);
        }
        var limit = BigDecimal.TEN.pow(field.getDataType().precision() - decimals);
        if (value.abs().compareTo(limit) >= 0) {
            throw new UnfitException(field.getName() + " must be less than " + limit.toPlainString() + ", is " + value);
        }
        return value;
    }

    private static String fitText(String name, Object value) throws UnfitException {
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new UnfitException(name + " must be a text, is " + Words.quoted(value));
        }
        if (text.indexOf('\0') >= 0) {
            throw new UnfitException(name + " contains a NUL character, which the database cannot keep");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new UnfitException(name + " contains half a character (an unpaired surrogate)");
        }
        return text;
    }

    private static String words(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Boolean" -> "true or false";
            case "Integer" -> "a whole number of at most " + Integer.MAX_VALUE;
            case "Double", "BigDecimal" -> "a number";
            case "LocalDate" -> "a day of the years 1 to 9999";
            default -> throw new IllegalStateException("no words for a column of " + type);
        };
    }

    /** Whether two values of a column are the same to the database. */
    static boolean same(Object a, Object b) {
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y) == 0;
        }
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() == y.doubleValue();
        }
        return a == null ? b == null : a.equals(b);
    }

    /** The values that name a row that was read. */
    List<Object> keyOf(Record row) {
        return key().stream().<Object>map(column -> row.get(column.field())).toList();
    }
}
