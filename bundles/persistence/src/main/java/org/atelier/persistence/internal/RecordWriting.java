package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.REDIRECT;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.records.FieldProblem;
import org.atelier.records.RecordField;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Makes, changes and deletes records of one kind within a running operation. */
final class RecordWriting {
    private static final String SLUG = "slug";

    private final DSLContext sql;
    private final Map<String, RecordShape> shapes;
    private final RecordShape shape;
    private final List<FieldProblem> problems = new ArrayList<>();

    RecordWriting(DSLContext sql, Map<String, RecordShape> shapes, RecordShape shape) {
        this.sql = sql;
        this.shapes = shapes;
        this.shape = shape;
    }

    /** What stands in the way so far; nothing of it was written. */
    List<FieldProblem> problems() {
        return problems;
    }

    /** The id of the new record; empty if something stands in the way. */
    Optional<Long> create(Map<String, Object> values, Map<String, List<String>> links) {
        var checked = check(Optional.empty(), values, links);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        var columns = inTheTable(checked.columns());
        var id = columns.isEmpty()
                ? sql.insertInto(shape.table())
                        .defaultValues()
                        .returningResult(shape.id())
                        .fetchOne(shape.id())
                : sql.insertInto(shape.table())
                        .set(columns)
                        .returningResult(shape.id())
                        .fetchOne(shape.id());
        checked.targets().forEach((link, wanted) -> wanted.forEach(target -> link(link, id, target)));
        return Optional.of(id);
    }

    /**
     * All that would stand in the way, in the order of the fields; nothing is written.
     *
     * @param before the record that would be changed; empty for a new one
     */
    List<FieldProblem> rehearse(
            Optional<RecordRow> before, Map<String, Object> values, Map<String, List<String>> links) {
        var checked = check(before, values, links);
        problems.addAll(new RecordTrial(sql, shapes, shape, before.map(RecordRow::id))
                .rules(values, checked.columns(), problems));
        return FieldProblem.together(shape.kind(), List.of(), problems);
    }

    /**
     * What is to be written, as far as its names lead somewhere.
     *
     * @param columns what the columns take, by field
     */
    private record Checked(
            Map<String, Object> stated, Map<String, Object> columns, Map<RelationDescriptor.Link, Set<Long>> targets) {}

    private Checked check(Optional<RecordRow> before, Map<String, Object> values, Map<String, List<String>> links) {
        var stated = new LinkedHashMap<>(values);
        before.ifPresent(row ->
                stated.entrySet().removeIf(entry -> same(row.values().get(entry.getKey()), entry.getValue())));
        var columns = columns(stated);
        var targets = targets(links);
        targets.forEach((link, wanted) ->
                refuseRetired(link, before.map(row -> come(row, link, wanted)).orElse(wanted)));
        shape.kind().key().ifPresent(key -> refuseRetired(key, stated.get(key), before.map(RecordRow::id)));
        return new Checked(stated, columns, targets);
    }

    private Map<Field<?>, Object> inTheTable(Map<String, Object> columns) {
        var values = new LinkedHashMap<Field<?>, Object>();
        columns.forEach((name, value) -> values.put(shape.columns().get(name), value));
        return values;
    }

    /** Changes the record to what is stated; whether there was anything to change. */
    boolean change(
            RecordRow before, Map<String, Object> values, Map<String, List<String>> links, Operations.Running running) {
        var checked = check(Optional.of(before), values, links);
        if (!problems.isEmpty()) {
            return false;
        }
        var columns = inTheTable(checked.columns());
        var linked = false;
        for (var entry : checked.targets().entrySet()) {
            linked |= relink(before, entry.getKey(), entry.getValue());
        }
        if (!columns.isEmpty()) {
            sql.update(shape.table())
                    .set(columns)
                    .where(shape.id().eq(before.id()))
                    .execute();
        }
        shape.kind()
                .key()
                .filter(checked.stated()::containsKey)
                .ifPresent(
                        key -> redirect(before, String.valueOf(checked.stated().get(key)), running));
        return linked || !columns.isEmpty();
    }

    /** Deletes the record with its own links and the redirects that lead to it. */
    void remove(RecordRow record) {
        for (var link : shape.declared().links()) {
            sql.deleteFrom(table(name(link.table())))
                    .where(owner(link).eq(record.id()))
                    .execute();
        }
        sql.deleteFrom(REDIRECT)
                .where(REDIRECT.KIND.eq(shape.kind().name()))
                .and(REDIRECT.TARGET_ID.eq(record.id()))
                .execute();
        sql.deleteFrom(shape.table()).where(shape.id().eq(record.id())).execute();
    }

    // ---------------------------------------------------------------------------------------------- values

    /** A reference is stated by the key of what it refers to. */
    private static boolean same(Object before, Object stated) {
        return before instanceof RecordRef ref ? ref.key().equals(stated) : Shape.same(before, stated);
    }

    /** What is stated, as the columns take it; references by id. */
    private Map<String, Object> columns(Map<String, Object> values) {
        var columns = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> {
            var field = shape.kind().field(name);
            if (field.isEmpty() || field.get().computed()) {
                problems.add(new FieldProblem(name, "cannot be written"));
            } else if (value == null) {
                columns.put(name, null);
            } else {
                field.get().unfit(value).ifPresent(words -> problems.add(new FieldProblem(name, words)));
                column(field.get(), value).ifPresent(it -> columns.put(name, it));
            }
        });
        return columns;
    }

    private Optional<Object> column(RecordField field, Object value) {
        return switch (field.type()) {
            case REFERENCE ->
                target(field.name(), field.refersTo().orElseThrow(), (String) value)
                        .map(Object.class::cast);
            case INSTANT -> Optional.of(((Instant) value).atOffset(ZoneOffset.UTC));
            default -> Optional.of(value);
        };
    }

    /** The id of the record of this key, which nobody can delete or merge away before the transaction is over. */
    private Optional<Long> target(String field, String kind, String key) {
        var target = shapes.get(kind);
        var id = sql.select(target.id())
                .from(target.table())
                .where(target.key().orElseThrow().eq(key))
                .forKeyShare()
                .fetchOptional(target.id());
        if (id.isEmpty()) {
            problems.add(new FieldProblem(
                    field,
                    new RecordReading(sql, shapes, target)
                            .survivor(key)
                            .map(survivor -> "“%s” is “%s” now; choose that one".formatted(key, survivor))
                            .orElseGet(() -> "there is no %s “%s”; choose one of those there are"
                                    .formatted(PostgresRecords.words(target.kind()), key))));
        }
        return id;
    }

    // ---------------------------------------------------------------------------------------------- links

    private Map<RelationDescriptor.Link, Set<Long>> targets(Map<String, List<String>> links) {
        var targets = new LinkedHashMap<RelationDescriptor.Link, Set<Long>>();
        links.forEach((name, keys) -> {
            var link = shape.declared().links().stream()
                    .filter(it -> it.name().equals(name))
                    .findFirst();
            if (link.isEmpty()) {
                problems.add(new FieldProblem(name, "cannot be written"));
                return;
            }
            var ids = new LinkedHashSet<Long>();
            for (var key : keys) {
                target(name, RecordShape.target(link.get()), key).ifPresent(ids::add);
            }
            targets.put(link.get(), ids);
        });
        return targets;
    }

    private boolean relink(RecordRow before, RelationDescriptor.Link link, Set<Long> wanted) {
        var had = before.links().get(link.name()).stream().map(RecordRef::id).collect(Collectors.toSet());
        var gone = had.stream().filter(target -> !wanted.contains(target)).toList();
        if (!gone.isEmpty()) {
            sql.deleteFrom(table(name(link.table())))
                    .where(owner(link).eq(before.id()))
                    .and(target(link).in(gone))
                    .execute();
        }
        var come = come(before, link, wanted);
        come.forEach(target -> link(link, before.id(), target));
        return !gone.isEmpty() || !come.isEmpty();
    }

    private static Set<Long> come(RecordRow before, RelationDescriptor.Link link, Set<Long> wanted) {
        var come = new LinkedHashSet<>(wanted);
        before.links().get(link.name()).forEach(had -> come.remove(had.id()));
        return come;
    }

    /** What was retired stays where it is and comes nowhere else. */
    private void refuseRetired(RelationDescriptor.Link link, Set<Long> come) {
        var target = shapes.get(RecordShape.target(link));
        target.retired()
                .ifPresent(retired -> sql.select(target.key().orElseThrow())
                        .from(target.table())
                        .where(target.id().in(come))
                        .and(retired)
                        .orderBy(target.id())
                        .fetch(row -> new FieldProblem(
                                link.name(),
                                "“%s” is retired; choose another, or bring it back first".formatted(row.value1())))
                        .forEach(problems::add));
    }

    private void link(RelationDescriptor.Link link, long owner, long target) {
        sql.insertInto(table(name(link.table())), owner(link), target(link))
                .values(owner, target)
                .execute();
    }

    private static Field<Long> owner(RelationDescriptor.Link link) {
        return RecordReading.column(link.table(), link.owner());
    }

    private static Field<Long> target(RelationDescriptor.Link link) {
        return RecordReading.column(link.table(), link.target().column());
    }

    // ---------------------------------------------------------------------------------------------- keys

    /** Whoever asks for a retired key gets the record it leads to, and would silently get another one. */
    private void refuseRetired(String field, Object key, Optional<Long> own) {
        if (key instanceof String text) {
            sql.select(REDIRECT.TARGET_ID)
                    .from(REDIRECT)
                    .where(REDIRECT.KIND.eq(shape.kind().name()))
                    .and(REDIRECT.FORM.eq(SLUG))
                    .and(REDIRECT.VALUE.eq(text))
                    .fetchOptional(REDIRECT.TARGET_ID)
                    .filter(target -> !Objects.equals(target, own.orElse(null)))
                    .ifPresent(_ -> problems.add(new FieldProblem(
                            field,
                            "“%s” leads to “%s”, and whoever asks for it gets that one; choose another"
                                    .formatted(
                                            text,
                                            new RecordReading(sql, shapes, shape)
                                                    .survivor(text)
                                                    .orElse("")))));
        }
    }

    /** The old key leads here from now on; the new one no longer needs to. */
    private void redirect(RecordRow before, String now, Operations.Running running) {
        sql.deleteFrom(REDIRECT)
                .where(REDIRECT.KIND.eq(shape.kind().name()))
                .and(REDIRECT.FORM.eq(SLUG))
                .and(REDIRECT.VALUE.eq(now))
                .execute();
        sql.insertInto(REDIRECT)
                .set(REDIRECT.KIND, shape.kind().name())
                .set(REDIRECT.FORM, SLUG)
                .set(REDIRECT.VALUE, before.key())
                .set(REDIRECT.TARGET_ID, before.id())
                .set(REDIRECT.OPERATION_ID, running.id())
                .onConflict(REDIRECT.KIND, REDIRECT.FORM, REDIRECT.VALUE)
                .doUpdate()
                .set(REDIRECT.TARGET_ID, before.id())
                .set(REDIRECT.OPERATION_ID, running.id())
                .execute();
    }
}
