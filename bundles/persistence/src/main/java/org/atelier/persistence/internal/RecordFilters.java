package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.domain.Countries;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.records.FieldText;
import org.atelier.records.RecordField;
import org.atelier.records.RecordQuery;
import org.atelier.records.UnfitQueryException;
import org.atelier.records.UnfitTextException;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Turns what a query asks for into a condition; what the kind does not have is refused by name. */
final class RecordFilters {
    /** With its case folded as the database folds it everywhere else, whatever decides the column's order. */
    private static final String EVERYDAY_COLLATION = "default";

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final DSLContext sql;
    private final Map<String, RecordShape> shapes;
    private final RecordShape shape;

    RecordFilters(DSLContext sql, Map<String, RecordShape> shapes, RecordShape shape) {
        this.sql = sql;
        this.shapes = shapes;
        this.shape = shape;
    }

    Condition of(RecordQuery query) {
        var wanted = Arrays.stream(query.search().strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(this::mentions)
                .reduce(noCondition(), Condition::and);
        for (var filter : query.filters().entrySet()) {
            if (!shape.kind().filtered().contains(filter.getKey())) {
                throw unfit(
                        filter.getKey(),
                        "cannot be filtered by " + filter.getKey(),
                        shape.kind().filtered());
            }
            for (var text : filter.getValue()) {
                wanted = wanted.and(holds(filter.getKey(), text));
            }
        }
        for (var missing : query.missing()) {
            var column = Optional.ofNullable(shape.columns().get(missing))
                    .orElseThrow(() -> unfit(
                            "missing",
                            "have no field " + missing,
                            shape.kind().fields().stream()
                                    .map(RecordField::name)
                                    .toList()));
            wanted = wanted.and(isMissing(column));
        }
        return wanted;
    }

    private static Condition isMissing(Field<?> column) {
        return column.getType() == String.class
                ? column.isNull().or(column.coerce(String.class).eq(""))
                : column.isNull();
    }

    private UnfitQueryException unfit(String parameter, String problem, List<String> known) {
        return new UnfitQueryException(
                parameter,
                "%s %s; there are: %s."
                        .formatted(
                                shape.kind().labels(), problem, known.isEmpty() ? "none" : String.join(", ", known)));
    }

    // ---------------------------------------------------------------------------------------------- search

    /**
     * Has the word itself, or is linked to what is called so. Where both can be, each is looked for on its own: an OR
     * across tables would have every record read and its texts compared.
     */
    private Condition mentions(String word) {
        var itself = shape.declared().searched().stream()
                .map(column -> contains(shape.table().field(column, String.class), word))
                .reduce(Condition::or);
        var elsewhere = Stream.concat(
                        shape.declared().title().stream()
                                .filter(shape::isReference)
                                .map(named -> refersTo(named, word)),
                        shape.declared().links().stream()
                                .filter(link -> shape.kind().listed().contains(link.name()))
                                .flatMap(link -> linkedTo(link, word).stream()))
                .reduce(Select::unionAll);
        if (elsewhere.isEmpty()) {
            return itself.orElse(falseCondition());
        }
        return shape.id()
                .in(itself.<Select<Record1<Long>>>map(
                                own -> select(shape.id()).from(shape.table()).where(own))
                        .map(own -> own.unionAll(elsewhere.get()))
                        .orElse(elsewhere.get()));
    }

    private Select<Record1<Long>> refersTo(String reference, String word) {
        var target = shapes.get(
                shape.kind().field(reference).orElseThrow().refersTo().orElseThrow());
        return select(shape.id())
                .from(shape.table())
                .where(shape.columns()
                        .get(reference)
                        .coerce(Long.class)
                        .in(select(target.id()).from(target.table()).where(contains(target.name(), word))));
    }

    /** Asked for beforehand what is linked to: there are few of them, and mostly none is called so. */
    private Optional<Select<Record1<Long>>> linkedTo(RelationDescriptor.Link link, String word) {
        var target = shapes.get(RecordShape.target(link));
        var called = sql.select(target.id())
                .from(target.table())
                .where(contains(target.name(), word))
                .orderBy(target.id())
                .fetch(target.id());
        return called.isEmpty()
                ? Optional.empty()
                : Optional.of(select(RecordReading.column(link.table(), link.owner()))
                        .from(table(DSL.name(link.table())))
                        .where(RecordReading.column(link.table(), link.target().column())
                                .in(called)));
    }

    /** To be asked under {@link PlannedForItsValues}: whether few have the word or nearly all decides how to look. */
    static Condition contains(Field<String> column, String word) {
        return column.collate(EVERYDAY_COLLATION).likeIgnoreCase("%" + literally(word) + "%");
    }

    /** The text as a pattern that matches nothing but itself. */
    static String literally(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    // ---------------------------------------------------------------------------------------------- filters

    private Condition holds(String name, String text) {
        var link = shape.declared().links().stream()
                .filter(it -> it.name().equals(name))
                .findFirst();
        if (link.isPresent()) {
            var found = link.get();
            return shape.id()
                    .in(select(RecordReading.column(found.table(), found.owner()))
                            .from(table(DSL.name(found.table())))
                            .where(RecordReading.column(
                                            found.table(), found.target().column())
                                    .eq(idOf(name, RecordShape.target(found), text))));
        }
        var field = shape.kind().field(name).orElseThrow();
        var column = shape.columns().get(name);
        return switch (field.type()) {
            case REFERENCE ->
                column.coerce(Long.class).eq(idOf(name, field.refersTo().orElseThrow(), text));
            case DAY -> within(name, column.coerce(LocalDate.class), text);
            case COUNTRY -> in(name, field, column.coerce(String.class), text);
            default -> equal(name, field, column, text);
        };
    }

    @SuppressWarnings("unchecked")
    private static Condition equal(String name, RecordField field, Field<?> column, String text) {
        try {
            return ((Field<Object>) column).eq(FieldText.read(field, text));
        } catch (UnfitTextException e) {
            throw new UnfitQueryException(name, field.label() + " " + e.getMessage() + ".");
        }
    }

    /** A country, or what was imported instead of one; whoever asks for anything else would be told of nothing. */
    private Condition in(String name, RecordField field, Field<String> column, String text) {
        var code = text.strip().toUpperCase(Locale.ROOT);
        var wanted = column.eq(code);
        if (!code.isEmpty() && !Countries.isKnown(code) && !sql.fetchExists(shape.table(), wanted)) {
            throw new UnfitQueryException(
                    name,
                    "%s: “%s” is none; write two letters such as NO, or W3 for online.".formatted(field.label(), text));
        }
        return wanted;
    }

    private long idOf(String parameter, String kind, String key) {
        var target = shapes.get(kind);
        return target.key()
                .flatMap(column -> sql.select(target.id())
                        .from(target.table())
                        .where(column.eq(key))
                        .fetchOptional(target.id()))
                .orElseThrow(() -> new UnfitQueryException(
                        parameter,
                        "There is no %s “%s”%s."
                                .formatted(
                                        PostgresRecords.words(target.kind()),
                                        key,
                                        new RecordReading(sql, shapes, target)
                                                .survivor(key)
                                                .map(survivor -> " any more; it is “" + survivor + "” now")
                                                .orElse(""))));
    }

    /** A year, a month, a day, or from one of them to another. */
    private static Condition within(String name, Field<LocalDate> column, String text) {
        var dots = text.indexOf("..");
        var from = dots < 0 ? text : text.substring(0, dots);
        var to = dots < 0 ? text : text.substring(dots + 2);
        try {
            var first = from.isEmpty() ? FIRST_DAY : first(from);
            var last = to.isEmpty() ? LAST_DAY : last(to);
            return column.between(first, last);
        } catch (DateTimeException e) {
            throw new UnfitQueryException(
                    name,
                    "“%s” is no time: write 2026, 2026-03, 2026-03-01, or two of them as in 2026-01..2026-06."
                            .formatted(text));
        }
    }

    private static LocalDate first(String text) {
        return switch (text.length()) {
            case 4 -> LocalDate.of(year(text), 1, 1);
            case 7 -> YearMonth.parse(text).atDay(1);
            default -> LocalDate.parse(text);
        };
    }

    private static LocalDate last(String text) {
        return switch (text.length()) {
            case 4 -> LocalDate.of(year(text), 12, 31);
            case 7 -> YearMonth.parse(text).atEndOfMonth();
            default -> LocalDate.parse(text);
        };
    }

    private static int year(String text) {
        if (!text.matches("[0-9]{4}")) {
            throw new DateTimeException("no year: " + text);
        }
        return Integer.parseInt(text);
    }
}
