package org.atelier.persistence.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.atelier.records.FieldProblem;
import org.atelier.records.RecordField;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;

/**
 * Finds every rule of the database that a row would break. The database names one rule at a time; so the row is written
 * and taken back, each time without what is known to be wrong, until it would be taken. What a row cannot do without is
 * replaced by something harmless meanwhile.
 */
final class RecordTrial {
    private final DSLContext sql;
    private final Map<String, RecordShape> shapes;
    private final RecordShape shape;
    private final Optional<Long> id;

    /** @param id of the row that would be changed; empty for a new one */
    RecordTrial(DSLContext sql, Map<String, RecordShape> shapes, RecordShape shape, Optional<Long> id) {
        this.sql = sql;
        this.shapes = shapes;
        this.shape = shape;
        this.id = id;
    }

    /** A row as somebody stated it, for telling why the database refused it. */
    static Violations.Row row(RecordShape shape, Map<String, Object> values) {
        return new Violations.Row(
                shape.table(),
                shape.key(),
                PostgresRecords.words(shape.kind()),
                values.entrySet().stream()
                        .filter(entry -> shape.columns().containsKey(entry.getKey()))
                        .map(entry -> new Violations.Stated(
                                entry.getKey(), shape.columns().get(entry.getKey()), entry.getValue()))
                        .toList());
    }

    static FieldProblem problem(Violations.Violation violation) {
        return new FieldProblem(
                violation.fields().size() == 1 ? violation.fields().getFirst() : "", violation.words());
    }

    /**
     * The rules that are broken, and the values that are missing; nothing is written.
     *
     * @param stated by field, as somebody stated it
     * @param columns the same as the columns take it, as far as it can be written at all
     * @param known what is wrong already: those fields are not told again
     */
    List<FieldProblem> rules(Map<String, Object> stated, Map<String, Object> columns, List<FieldProblem> known) {
        var problems = new ArrayList<FieldProblem>();
        var wrong = new HashSet<String>();
        known.forEach(problem -> wrong.add(problem.field()));
        for (var field : shape.kind().fields()) {
            if (isMissing(field, columns) && wrong.add(field.name())) {
                problems.add(new FieldProblem(field.name(), field.name() + " is missing"));
            }
        }
        // each time around at least one field more is wrong, so this ends
        for (var next = next(stated, columns, wrong); next.isPresent(); next = next(stated, columns, wrong)) {
            problems.add(problem(next.get()));
            wrong.addAll(next.get().fields());
            if (next.get().fields().isEmpty()) {
                break;
            }
        }
        return problems;
    }

    /** A rule that the row breaks without what is wrong already; empty if there is none, or nobody can tell. */
    private Optional<Violations.Violation> next(
            Map<String, Object> stated, Map<String, Object> columns, Set<String> wrong) {
        return tried(columns, wrong)
                .flatMap(this::refused)
                .map(refused -> {
                    var left = new LinkedHashMap<>(stated);
                    left.keySet().removeAll(wrong);
                    return Violations.reason(sql, row(shape, left), refused);
                })
                // where no field is to blame, it may be what stands in for what is wrong
                .filter(violation ->
                        violation.fields().isEmpty() ? wrong.isEmpty() : !wrong.containsAll(violation.fields()));
    }

    private boolean isMissing(RecordField field, Map<String, Object> columns) {
        if (field.computed() || field.optional()) {
            return false;
        }
        return columns.containsKey(field.name())
                ? columns.get(field.name()) == null
                : id.isEmpty() && !hasDefault(field.name());
    }

    private boolean hasDefault(String field) {
        return shape.columns().get(field).getDataType().defaulted();
    }

    /** The row without what is wrong; empty if there is nothing that could stand in for it. */
    private Optional<Map<Field<?>, Object>> tried(Map<String, Object> columns, Set<String> wrong) {
        var row = new LinkedHashMap<Field<?>, Object>();
        columns.forEach((name, value) -> {
            if (!wrong.contains(name)) {
                row.put(shape.columns().get(name), value);
            }
        });
        if (id.isPresent()) {
            return Optional.of(row);
        }
        for (var name : wrong) {
            var field = shape.kind().field(name);
            if (field.isPresent() && !field.get().computed() && !field.get().optional() && !hasDefault(name)) {
                var harmless = harmless(field.get());
                if (harmless.isEmpty()) {
                    return Optional.empty();
                }
                row.put(shape.columns().get(name), harmless.get());
            }
        }
        return Optional.of(row);
    }

    private Optional<Object> harmless(RecordField field) {
        return switch (field.type()) {
            case REFERENCE -> {
                var target = shapes.get(field.refersTo().orElseThrow());
                yield sql.select(target.id())
                        .from(target.table())
                        .orderBy(target.id())
                        .limit(1)
                        .fetchOptional(target.id())
                        .map(Object.class::cast);
            }
            case TEXT, PROSE, URL -> Optional.of(UUID.randomUUID().toString());
            case COUNTRY -> Optional.of("");
            case WHOLE -> Optional.of(0);
            case DECIMAL -> Optional.of(BigDecimal.ZERO);
            case NUMBER -> Optional.of(0.0);
            case FLAG -> Optional.of(false);
            case DAY -> Optional.of(LocalDate.EPOCH);
            case INSTANT -> Optional.of(OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
        };
    }

    /** Why the database does not take the row; empty if it does, and then it is taken back. */
    private Optional<DataAccessException> refused(Map<Field<?>, Object> row) {
        try {
            sql.transaction(savepoint -> {
                write(savepoint.dsl(), row);
                throw new TakenBack();
            });
            throw new IllegalStateException("a trial is always taken back");
        } catch (TakenBack e) {
            return Optional.empty();
        } catch (DataAccessException e) {
            if (!Violations.isOfRow(e)) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    private void write(DSLContext within, Map<Field<?>, Object> row) {
        if (id.isPresent()) {
            if (!row.isEmpty()) {
                within.update(shape.table())
                        .set(row)
                        .where(shape.id().eq(id.get()))
                        .execute();
            }
        } else if (row.isEmpty()) {
            within.insertInto(shape.table()).defaultValues().execute();
        } else {
            within.insertInto(shape.table()).set(row).execute();
        }
    }

    /** Ends a trial that the database would have taken. */
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;

        TakenBack() {
            super("a trial", null, false, false);
        }
    }
}
