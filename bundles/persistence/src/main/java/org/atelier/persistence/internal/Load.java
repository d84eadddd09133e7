package org.atelier.persistence.internal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static org.atelier.persistence.internal.jooq.Tables.REDIRECT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.defaultValue;
import static org.jooq.impl.DSL.val;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.Datasets.Counts;
import org.atelier.domain.Datasets.Progress;
import org.atelier.domain.Datasets.Rejection;
import org.atelier.domain.Datasets.Report;
import org.atelier.persistence.internal.Shape.Column;
import org.atelier.persistence.internal.Shape.UnfitException;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * One run over a set of rows, kind by kind: read what the rows say, find what they refer to and what is there already,
 * and write the difference. The number of statements depends on the number of kinds and chunks, not of rows.
 *
 * <p>A chunk that the database refuses is rolled back to its savepoint and written again row by row, so that the bad
 * row is known by name and the good ones are in.
 */
final class Load {
    /** Rows written at once, and how often progress is told. */
    private static final int CHUNK = 200;

    /** What is known about a name of a kind. */
    private sealed interface Known {
        /** There is such a row. */
        record There(long id) implements Known {}

        /** There is such a row, and another one was merged into it. */
        record Survivor(long id) implements Known {}

        /** It was merged into the row of this id. */
        record Retired(long survivor) implements Known {}

        /** There is none. */
        record Nowhere() implements Known {}

        /** This load states one, and it was left out. */
        record LeftOut() implements Known {}
    }

    /** Something to write for a wish. */
    private interface Job {
        Wish wish();
    }

    /**
     * What rows of one key want, together.
     *
     * @param place the place of the first of them among the rows of the kind
     * @param repeats the further ones, with their places
     * @param values what they state; references by name until they are resolved, then by id
     * @param merged the references that, as their resolution found, name a survivor or what was merged into it
     */
    private record Wish(
            int place,
            Dataset.Row row,
            Map<Integer, Dataset.Row> repeats,
            Map<Column, Object> values,
            Set<Column.Reference> merged)
            implements Job {
        @Override
        public Wish wish() {
            return this;
        }

        List<Object> key(Shape shape) {
            return shape.key().stream().<Object>map(values::get).toList();
        }

        int rows() {
            return 1 + repeats.size();
        }

        /** Whether a merge had its say about which row this is. */
        boolean isOfMerged(Shape shape) {
            return shape.key().stream().anyMatch(merged::contains);
        }
    }

    /** A wish about a row that is there, and what it would change. */
    private record Change(Wish wish, long id, Map<Column, Object> values) implements Job {}

    /** A wish that the database refused. */
    private record Refused<J>(J job, String reason) {}

    /** A row that was there is so no longer. */
    private static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final DSLContext sql;
    private final Dataset rows;
    private final Progress progress;
    private final Map<Kind, Shape> shapes = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Known>> known = new EnumMap<>(Kind.class);
    private final Map<Kind, Counts> counts = new EnumMap<>(Kind.class);
    private final List<Rejection> rejections = new ArrayList<>();

    Load(DSLContext sql, Dataset rows, Progress progress) {
        this.sql = sql;
        this.rows = rows;
        this.progress = progress;
        var computed = GeneratedColumns.read(sql).byTable();
        for (var kind : Kind.values()) {
            shapes.put(kind, Shape.of(kind, computed.getOrDefault(kind.name().toLowerCase(Locale.ROOT), Set.of())));
            known.put(kind, new HashMap<>());
        }
    }

    Report run(BadRows badRows) {
        for (var kind : Kind.values()) {
            if (!rows.rows(kind).isEmpty()) {
                counts.put(kind, new OfKind(kind).run());
            }
        }
        var changed = counts.values().stream().anyMatch(count -> count.created() + count.updated() > 0);
        var refused = badRows == BadRows.REFUSE_ALL && !rejections.isEmpty();
        return new Report(changed && !refused, counts, rejections);
    }

    /** Looks up those of the names about which nothing is known yet. */
    private void look(Kind kind, Collection<String> names) {
        var known = this.known.get(kind);
        var unknown = new LinkedHashSet<>(names);
        unknown.removeAll(known.keySet());
        if (unknown.isEmpty()) {
            return;
        }
        var shape = shapes.get(kind);
        var name = shape.name().orElseThrow();
        var id = shape.id().orElseThrow();
        var survivor = DSL.field(DSL.exists(DSL.selectOne()
                .from(REDIRECT)
                .where(REDIRECT.KIND.eq(shape.table().getName()))
                .and(REDIRECT.TARGET_ID.eq(id))));
        sql.select(name, id, survivor)
                .from(shape.table())
                .where(name.eq(any(unknown.toArray(String[]::new))))
                .forEach(row -> known.put(
                        row.value1(), row.value3() ? new Known.Survivor(row.value2()) : new Known.There(row.value2())));
        unknown.removeAll(known.keySet());
        if (unknown.isEmpty()) {
            return;
        }
        sql.select(REDIRECT.VALUE, id)
                .from(REDIRECT)
                .join(shape.table())
                .on(id.eq(REDIRECT.TARGET_ID))
                .where(REDIRECT.KIND.eq(shape.table().getName()))
                .and(REDIRECT.FORM.eq("slug"))
                .and(REDIRECT.VALUE.eq(any(unknown.toArray(String[]::new))))
                .forEach(row -> known.put(row.value1(), new Known.Retired(row.value2())));
        unknown.removeAll(known.keySet());
        unknown.forEach(missing -> known.put(missing, new Known.Nowhere()));
    }

    /** The rows of one kind. */
    private final class OfKind {
        private final Kind kind;
        private final Shape shape;
        private final SortedMap<Integer, Rejection> rejected = new TreeMap<>();
        private int created;
        private int updated;
        private int unchanged;
        private int mergedEarlier;
        private int told;

        OfKind(Kind kind) {
            this.kind = kind;
            shape = shapes.get(kind);
        }

        Counts run() {
            var wishes = resolved(folded());
            var current = current(wishes);
            var merges = EarlierMerges.read(sql, shape, survivors(wishes));
            var creations = new LinkedHashMap<List<Object>, Wish>();
            var changes = new ArrayList<Change>();
            for (var wish : wishes) {
                var key = wish.key(shape);
                var row = current.get(key);
                if (wish.isOfMerged(shape) && (row != null || merges.removed(key) || creations.containsKey(key))) {
                    leaveAlone(wish);
                    continue;
                }
                if (row == null) {
                    creations.put(key, wish);
                    continue;
                }
                var values = difference(row, wish.values());
                wish.merged().stream()
                        .filter(column -> merges.cut(column, row.get(shape.id().orElseThrow())))
                        .forEach(values::remove);
                if (values.isEmpty()) {
                    unchanged += wish.rows();
                    tell(false);
                } else {
                    changes.add(new Change(wish, row.get(shape.id().orElseThrow()), values));
                }
            }
            // changes first: a value that one row gives up is then free for a row that is new
            change(changes);
            create(List.copyOf(creations.values()));
            tell(true);
            rejections.addAll(rejected.values());
            return new Counts(created, updated, unchanged, mergedEarlier, rejected.size());
        }

        /**
         * What a merge decided about a row stands, and no file that knows nothing of that decision changes it: neither
         * the two records themselves, nor what belonged to them, be it moved, folded or dropped.
         */
        private void leaveAlone(Wish wish) {
            mergedEarlier += wish.rows();
            tell(false);
        }

        /** The survivors that the wishes refer to. */
        private static Map<Column.Reference, Set<Long>> survivors(List<Wish> wishes) {
            var survivors = new LinkedHashMap<Column.Reference, Set<Long>>();
            for (var wish : wishes) {
                for (var column : wish.merged()) {
                    survivors
                            .computeIfAbsent(column, _ -> new LinkedHashSet<>())
                            .add((Long) wish.values().get(column));
                }
            }
            return survivors;
        }

        /** The wishes of the rows that are fit; rows of the same key, as an export repeats them, want one thing. */
        private List<Wish> folded() {
            var wishes = new LinkedHashMap<List<Object>, Wish>();
            var place = 0;
            for (var row : rows.rows(kind)) {
                try {
                    var values = shape.read(row.values());
                    var wish = new Wish(place, row, new TreeMap<>(), values, new LinkedHashSet<>());
                    var earlier = wishes.putIfAbsent(wish.key(shape), wish);
                    if (earlier != null) {
                        requireSame(earlier, values);
                        earlier.values().putAll(values);
                        earlier.repeats().put(place, row);
                    }
                } catch (UnfitException e) {
                    reject(place, row, e.getMessage());
                }
                place++;
            }
            return List.copyOf(wishes.values());
        }

        private void requireSame(Wish earlier, Map<Column, Object> values) throws UnfitException {
            for (var stated : values.entrySet()) {
                var column = stated.getKey();
                if (earlier.values().containsKey(column)
                        && !Shape.same(earlier.values().get(column), stated.getValue())) {
                    throw new UnfitException("it is stated twice: "
                            + column.name() + " is "
                            + Words.quoted(earlier.values().get(column)) + " at "
                            + earlier.row().origin() + ", and " + Words.quoted(stated.getValue()) + " here");
                }
            }
        }

        /** The wishes that refer to what is there, by id; all others are settled. */
        private List<Wish> resolved(List<Wish> wishes) {
            for (var column : shape.columns().values()) {
                if (column instanceof Column.Reference reference) {
                    look(reference.target(), names(wishes, column));
                }
            }
            shape.name().ifPresent(_ -> look(kind, names(wishes, shape.key().getFirst())));
            var resolved = new ArrayList<Wish>();
            for (var wish : wishes) {
                var missing = new ArrayList<String>();
                if (resolve(wish, missing)) {
                    leaveAlone(wish);
                } else if (missing.isEmpty()) {
                    resolved.add(wish);
                } else {
                    reject(wish, Words.list(missing));
                }
            }
            return resolved;
        }

        private static List<String> names(List<Wish> wishes, Column column) {
            return wishes.stream()
                    .map(wish -> (String) wish.values().get(column))
                    .filter(Objects::nonNull)
                    .toList();
        }

        /**
         * Puts ids in the place of names; the name of a record that was merged means its survivor.
         *
         * @param missing told what there is not
         * @return whether the row was merged earlier, or belongs to an event that was
         */
        private boolean resolve(Wish wish, List<String> missing) {
            for (var stated : wish.values().entrySet()) {
                if (stated.getKey() instanceof Column.Reference reference && stated.getValue() instanceof String name) {
                    var target = PostgresDatasets.words(reference.target()) + " " + Words.quoted(name);
                    switch (known.get(reference.target()).get(name)) {
                        case Known.There(var id) -> stated.setValue(id);
                        case Known.Survivor(var id) -> {
                            stated.setValue(id);
                            wish.merged().add(reference);
                        }
                        case Known.Retired(var survivor) -> {
                            stated.setValue(survivor);
                            wish.merged().add(reference);
                        }
                        case Known.Nowhere() -> missing.add("there is no " + target);
                        case Known.LeftOut() -> missing.add(target + " is left out");
                    }
                }
            }
            return wasMerged(wish) || wish.merged().stream().anyMatch(column -> column.target() == Kind.EVENT);
        }

        private boolean wasMerged(Wish wish) {
            if (shape.name().isEmpty()) {
                return false;
            }
            var own = known.get(kind).get(wish.values().get(shape.key().getFirst()));
            return own instanceof Known.Survivor || own instanceof Known.Retired;
        }

        /** The rows that are there already, by key. */
        private Map<List<Object>, Record> current(List<Wish> wishes) {
            // Rows with a key of several columns are found by its first one: those of the same event or person.
            var by = shape.key().getFirst().field();
            var sought = wishes.stream()
                    .map(wish -> wish.values().get(shape.key().getFirst()))
                    .distinct()
                    .toArray(length -> (Object[]) Array.newInstance(by.getType(), length));
            var stated = wishes.stream()
                    .flatMap(wish -> wish.values().keySet().stream())
                    .<Field<?>>map(Column::field)
                    .collect(toCollection(LinkedHashSet::new));
            shape.id().ifPresent(stated::add);
            var current = new HashMap<List<Object>, Record>();
            if (sought.length > 0) {
                sql.select(stated)
                        .from(shape.table())
                        .where(isAny(by, sought))
                        .orderBy(shape.table().getPrimaryKey().getFields())
                        .forEach(row -> current.putIfAbsent(shape.keyOf(row), row));
            }
            return current;
        }

        @SuppressWarnings("unchecked") // the values are of the field's type, as the shape read them
        private static <T> Condition isAny(Field<T> field, Object[] values) {
            return field.eq(any((T[]) values));
        }

        private static Map<Column, Object> difference(Record current, Map<Column, Object> stated) {
            var difference = new LinkedHashMap<Column, Object>();
            stated.forEach((column, value) -> {
                if (!Shape.same(current.get(column.field()), value)) {
                    difference.put(column, value);
                }
            });
            return difference;
        }

        /** Changes rows; what is refused for a value that another row is about to give up gets another chance. */
        private void change(List<Change> changes) {
            var pending = changes;
            while (true) {
                var refused = write(pending, this::changeAll, done -> {
                    updated++;
                    unchanged += done.wish().repeats().size();
                });
                if (refused.size() == pending.size()) {
                    refused.forEach(change -> reject(change.job().wish(), change.reason()));
                    return;
                }
                pending = refused.stream().map(Refused::job).toList();
            }
        }

        private void changeAll(DSLContext sql, List<Change> changes) {
            var id = shape.id().orElseThrow();
            changes.stream()
                    .collect(groupingBy(change -> List.copyOf(change.values().keySet()), LinkedHashMap::new, toList()))
                    .forEach((columns, alike) -> {
                        var set = new LinkedHashMap<Field<?>, Object>();
                        columns.forEach(column -> set.put(column.field(), val(null, column.field())));
                        var batch = sql.batch(sql.update(shape.table()).set(set).where(id.eq((Long) null)));
                        for (var change : alike) {
                            var binds = new ArrayList<Object>(change.values().values());
                            binds.add(change.id());
                            batch.bind(binds.toArray());
                        }
                        if (Arrays.stream(batch.execute()).anyMatch(count -> count == 0)) {
                            throw new GoneException();
                        }
                    });
        }

        private void create(List<Wish> wishes) {
            var refused = write(wishes, this::createAll, done -> {
                created++;
                unchanged += done.repeats().size();
            });
            refused.forEach(wish -> reject(wish.job(), wish.reason()));
        }

        private void createAll(DSLContext sql, List<Wish> wishes) {
            var columns = shape.columns().values().stream()
                    .filter(column ->
                            wishes.stream().anyMatch(wish -> wish.values().containsKey(column)))
                    .toList();
            var insert = sql.insertInto(
                    shape.table(), columns.stream().map(Column::field).toList());
            for (var wish : wishes) {
                insert = insert.values(columns.stream()
                        .map(column -> wish.values().containsKey(column)
                                ? val(wish.values().get(column), column.field())
                                : defaultValue(column.field()))
                        .toList());
            }
            if (shape.name().isEmpty()) {
                insert.execute();
                return;
            }
            var name = shape.name().get();
            insert.returningResult(name, shape.id().orElseThrow())
                    .fetch()
                    .forEach(row -> known.get(kind).put(row.value1(), new Known.There(row.value2())));
        }

        /** Does the jobs, chunk by chunk; answers those that were refused, and why. */
        private <J extends Job> List<Refused<J>> write(
                List<J> jobs, BiConsumer<DSLContext, List<J>> writing, Consumer<J> done) {
            var refused = new ArrayList<Refused<J>>();
            for (var from = 0; from < jobs.size(); from += CHUNK) {
                var chunk = jobs.subList(from, Math.min(from + CHUNK, jobs.size()));
                if (refusal(chunk, writing).isEmpty()) {
                    chunk.forEach(done);
                } else {
                    for (var job : chunk) {
                        refusal(List.of(job), writing)
                                .ifPresentOrElse(
                                        reason -> refused.add(new Refused<>(job, reason)), () -> done.accept(job));
                    }
                }
                tell(false);
            }
            return refused;
        }

        /** Writes the jobs, all or none; answers why the database refused, if it was for one of them. */
        private <J extends Job> Optional<String> refusal(List<J> jobs, BiConsumer<DSLContext, List<J>> writing) {
            try {
                sql.transaction(savepoint -> writing.accept(savepoint.dsl(), jobs));
                return Optional.empty();
            } catch (GoneException e) {
                return Optional.of("it was deleted meanwhile; try again");
            } catch (DataAccessException e) {
                if (!Violations.isOfRow(e)) {
                    throw e;
                }
                return Optional.of(Violations.reason(
                                sql,
                                Violations.Row.of(shape, jobs.getFirst().wish().values()),
                                e)
                        .words());
            }
        }

        private void reject(Wish wish, String reason) {
            reject(wish.place(), wish.row(), reason);
            wish.repeats().forEach((place, row) -> reject(place, row, reason));
        }

        private void reject(int place, Dataset.Row row, String reason) {
            var key = kind.key().stream()
                    .map(column -> (String) row.values().get(column))
                    .toList();
            rejected.put(place, new Rejection(kind, String.join(" / ", key), row.origin(), reason));
            shape.name().ifPresent(_ -> known.get(kind).put(key.getFirst(), new Known.LeftOut()));
            tell(false);
        }

        private void tell(boolean finished) {
            var done = created + updated + unchanged + mergedEarlier + rejected.size();
            if (finished || done - told >= CHUNK) {
                told = done;
                progress.at(kind, done, rows.rows(kind).size());
            }
        }
    }
}
