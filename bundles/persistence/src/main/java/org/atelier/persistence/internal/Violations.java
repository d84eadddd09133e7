package org.atelier.persistence.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.persistence.internal.Shape.Column;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in plain words why the database did not take a row. The words for a rule are the comment on its constraint. */
final class Violations {
    private Violations() {}

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
     * @param values what the row was to hold
     */
    static String reason(DSLContext sql, Shape shape, Map<Column, Object> values, DataAccessException thrown) {
        var error = Optional.ofNullable(thrown.getCause(PSQLException.class)).map(PSQLException::getServerErrorMessage);
        return error.flatMap(message -> switch (thrown.sqlState()) {
                    case "23502" ->
                        Optional.ofNullable(message.getColumn()).map(column -> bare(column) + " is missing");
                    case "23503" -> Optional.of("what it refers to was deleted meanwhile; try again");
                    case "23505" -> taken(sql, shape, values, message);
                    case "23514" -> broken(sql, shape, values, message);
                    default -> Optional.empty();
                })
                .orElseGet(() -> error.map(ServerErrorMessage::getMessage)
                        .orElseGet(() -> Causes.innermost(thrown.getCause(SQLException.class))));
    }

    private static String bare(String column) {
        return column.endsWith("_id") ? column.substring(0, column.length() - "_id".length()) : column;
    }

    /** A unique value that another row has. */
    private static Optional<String> taken(
            DSLContext sql, Shape shape, Map<Column, Object> values, ServerErrorMessage message) {
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
                        order by a.attnum""", shape.table().getName(), message.getConstraint())
                .fetch(0, String.class);
        var stated = statedAs(columns, values);
        if (stated.size() != 1 || shape.name().isEmpty()) {
            return Optional.of(stated.isEmpty() ? "it is already there" : said(stated) + " is already there");
        }
        var field = stated.getFirst().getKey().field().coerce(String.class);
        var value = String.valueOf(stated.getFirst().getValue());
        var owner = sql.select(shape.name().get())
                .from(shape.table())
                .where(field.equalIgnoreCase(value))
                .orderBy(field.eq(value).desc(), shape.name().get())
                .limit(1)
                .fetchOptional(shape.name().get());
        return owner.map(name -> said(stated) + " is already that of " + PostgresDatasets.words(shape.kind()) + " "
                + Words.quoted(name));
    }

    /** A rule on values, of a column's type or of the table. */
    private static Optional<String> broken(
            DSLContext sql, Shape shape, Map<Column, Object> values, ServerErrorMessage message) {
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
                        limit 1""", shape.table().getName(), message.getConstraint())
                .fetchOptional();
        return rule.map(row -> {
            var stated = statedAs(List.of(row.get(1, String[].class)), values);
            // Of all columns of the type at least one breaks the rule; which, the database does not say.
            var what = stated.isEmpty() ? message.getConstraint() : said(stated);
            return what + " " + Optional.ofNullable(row.get(0, String.class)).orElse("is refused by the database");
        });
    }

    private static List<Map.Entry<Column, Object>> statedAs(List<String> columns, Map<Column, Object> values) {
        return values.entrySet().stream()
                .filter(entry -> columns.contains(entry.getKey().field().getName()))
                .toList();
    }

    private static String said(List<Map.Entry<Column, Object>> stated) {
        return Words.list(stated.stream()
                .map(entry -> entry.getKey().name() + " " + Words.quoted(entry.getValue()))
                .toList());
    }
}
