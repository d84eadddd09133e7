package org.atelier.persistence.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.persistence.internal.Shape.Column;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in plain words why the database did not take a row. The words for a rule are the comment on its constraint. */
final class Violations {
    private Violations() {}

    /**
     * A rule that a row breaks.
     *
     * @param fields the names of what is to blame, as they were stated; empty if the database does not say
     * @param words what is wrong, in words for people
     */
    record Violation(List<String> fields, String words) {}

    /** A value as somebody stated it, and the column it was meant for. */
    record Stated(String name, Field<?> field, Object value) {}

    /**
     * A row as somebody stated it.
     *
     * @param name the column that names rows of the table to people; empty where none does
     * @param kind what people call such a row
     */
    record Row(Table<?> table, Optional<Field<String>> name, String kind, List<Stated> values) {
        static Row of(Shape shape, Map<Column, Object> values) {
            return new Row(
                    shape.table(),
                    shape.name(),
                    PostgresDatasets.words(shape.kind()),
                    values.entrySet().stream()
                            .map(entry -> new Stated(
                                    entry.getKey().name(), entry.getKey().field(), entry.getValue()))
                            .toList());
        }
    }

    /** Whether it was a row that the database did not like, and not the database that failed. */
    static boolean isOfRow(DataAccessException thrown) {
        var state = thrown.sqlState();
        // 22 a value that does not fit, 23 a broken rule, 54 more than the database can hold
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    /**
     * Why the row was refused.
     *
     * @param sql to look the rule up with; what failed must have been rolled back
     */
    static Violation reason(DSLContext sql, Row row, DataAccessException thrown) {
        var error = Optional.ofNullable(thrown.getCause(PSQLException.class)).map(PSQLException::getServerErrorMessage);
        return error.flatMap(message -> switch (thrown.sqlState()) {
                    case "23502" ->
                        Optional.ofNullable(message.getColumn())
                                .map(Violations::bare)
                                .map(name -> new Violation(List.of(name), name + " is missing"));
                    case "23503" ->
                        Optional.of(new Violation(List.of(), "what it refers to was deleted meanwhile; try again"));
                    case "23505" -> taken(sql, row, message);
                    case "23514" -> broken(sql, row, message);
                    default -> Optional.empty();
                })
                .orElseGet(() -> new Violation(
                        List.of(),
                        error.map(ServerErrorMessage::getMessage)
                                .orElseGet(() -> Causes.innermost(thrown.getCause(SQLException.class)))));
    }

    private static String bare(String column) {
        return column.endsWith("_id") ? column.substring(0, column.length() - "_id".length()) : column;
    }

    /** A unique value that another row has. */
    private static Optional<Violation> taken(DSLContext sql, Row row, ServerErrorMessage message) {
        var columns = sql.resultQuery("""
                        select a.attname
                        from pg_depend d
                        join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                        where d.refobjid = {0}::regclass and d.refobjsubid > 0
                            and (d.objid = to_regclass({1})
                                or d.objid = (
                                    select oid from pg_constraint
                                    where conrelid = {0}::regclass and conname = {1}))
                        group by a.attname, a.attnum
                        order by a.attnum""", row.table().getName(), message.getConstraint())
                .fetch(0, String.class);
        var stated = statedAs(columns, row);
        if (stated.size() != 1 || row.name().isEmpty()) {
            return Optional.of(new Violation(
                    names(stated), stated.isEmpty() ? "it is already there" : said(stated) + " is already there"));
        }
        var field = stated.getFirst().field().coerce(String.class);
        var value = String.valueOf(stated.getFirst().value());
        var owner = sql.select(row.name().get())
                .from(row.table())
                .where(field.equalIgnoreCase(value))
                .orderBy(field.eq(value).desc(), row.name().get())
                .limit(1)
                .fetchOptional(row.name().get());
        return owner.map(name -> new Violation(
                names(stated), said(stated) + " is already that of " + row.kind() + " " + Words.quoted(name)));
    }

    /** A rule on values, of a column's type or of the table. */
    private static Optional<Violation> broken(DSLContext sql, Row row, ServerErrorMessage message) {
        var rule = sql.resultQuery("""
                        select obj_description(c.oid, 'pg_constraint'), array(
                            select a.attname::text
                            from pg_attribute a
                            where a.attrelid = {0}::regclass and not a.attisdropped
                                and (a.attnum = any (c.conkey) or a.atttypid = c.contypid)
                            order by a.attnum)
                        from pg_constraint c
                        where c.contype = 'c' and c.conname = {1} and (c.conrelid = {0}::regclass or c.contypid <> 0)
                        order by c.oid
                        limit 1""", row.table().getName(), message.getConstraint())
                .fetchOptional();
        return rule.map(found -> {
            var stated = statedAs(List.of(found.get(1, String[].class)), row);
            // Of all columns of the type at least one breaks the rule; which, the database does not say.
            var what = stated.isEmpty() ? message.getConstraint() : said(stated);
            return new Violation(
                    names(stated),
                    what + " " + Optional.ofNullable(found.get(0, String.class)).orElse("is refused by the database"));
        });
    }

    private static List<Stated> statedAs(List<String> columns, Row row) {
        return row.values().stream()
                .filter(stated -> columns.contains(stated.field().getName()))
                .toList();
    }

    private static List<String> names(List<Stated> stated) {
        return stated.stream().map(Stated::name).toList();
    }

    private static String said(List<Stated> stated) {
        return Words.list(stated.stream()
                .map(it -> it.name() + " " + Words.quoted(it.value()))
                .toList());
    }
}
