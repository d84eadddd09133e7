package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.JOURNAL;
import static org.atelier.persistence.internal.jooq.Tables.MERGE;
import static org.atelier.persistence.internal.jooq.Tables.REDIRECT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.atelier.domain.Dataset.Kind;
import org.atelier.persistence.internal.Shape.Column;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;

/**
 * What merges took away from the rows of one kind, as the journal remembers it: rows that went, and references that
 * were cut. Retired records stand here under the id of their survivor.
 */
final class EarlierMerges {
    private static final Field<Long> ROW = ofJson(JOURNAL.KEY, "id");

    private final Shape shape;
    private final Map<Kind, Map<Long, Long>> survivors = new EnumMap<>(Kind.class);
    private final Set<List<Object>> removed = new HashSet<>();
    private final Map<Column.Reference, Set<Long>> cut = new HashMap<>();

    private EarlierMerges(Shape shape) {
        this.shape = shape;
    }

    /**
     * @param survivors the survivors whose merges are looked at, by the column of the shape that refers to them
     */
    static EarlierMerges read(DSLContext sql, Shape shape, Map<Column.Reference, Set<Long>> survivors) {
        var merges = new EarlierMerges(shape);
        var ids = new EnumMap<Kind, Set<Long>>(Kind.class);
        survivors.forEach((column, some) ->
                ids.computeIfAbsent(column.target(), _ -> new HashSet<>()).addAll(some));
        ids.forEach((kind, some) -> merges.readRetired(sql, kind, some));
        ids.keySet().forEach(kind -> merges.readChanges(sql, kind));
        return merges;
    }

    /** Whether a merge removed the row of this key, and put no other in its place. */
    boolean removed(List<Object> key) {
        return removed.contains(key);
    }

    /** Whether a merge made the row refer to something else, or nothing, in this column. */
    boolean cut(Column.Reference column, long row) {
        return cut.getOrDefault(column, Set.of()).contains(row);
    }

    private void readRetired(DSLContext sql, Kind kind, Set<Long> ids) {
        var meant = survivors.computeIfAbsent(kind, _ -> new HashMap<>());
        ids.forEach(id -> meant.put(id, id));
        sql.select(REDIRECT.VALUE, REDIRECT.TARGET_ID)
                .from(REDIRECT)
                .where(REDIRECT.KIND.eq(word(kind)))
                .and(REDIRECT.FORM.eq("id"))
                .and(REDIRECT.TARGET_ID.eq(any(ids.toArray(Long[]::new))))
                .forEach(row -> meant.put(Long.valueOf(row.value1()), row.value2()));
    }

    /** One row before and after one merge; a row of links has a change for each. */
    private record Change(Map<Column.Reference, Long> before, Map<Column.Reference, Long> after) {}

    private void readChanges(DSLContext sql, Kind kind) {
        var references = shape.columns().values().stream()
                .filter(Column.Reference.class::isInstance)
                .map(Column.Reference.class::cast)
                .toList();
        var fields = new ArrayList<Field<?>>(List.of(MERGE.ID, ROW));
        fields.add(JOURNAL.BEFORE.isNotNull().as("was"));
        fields.add(JOURNAL.AFTER.isNotNull().as("is"));
        references.forEach(column ->
                fields.add(ofJson(JOURNAL.BEFORE, column.field().getName()).as("before_" + column.name())));
        references.forEach(column ->
                fields.add(ofJson(JOURNAL.AFTER, column.field().getName()).as("after_" + column.name())));
        var ofMerge = new LinkedHashMap<Long, List<Record>>();
        sql.select(fields)
                .from(MERGE)
                .join(JOURNAL)
                .on(JOURNAL.OPERATION_ID.eq(MERGE.ID))
                .where(MERGE.KIND.eq(word(kind)))
                .and(MERGE.SURVIVOR_ID.eq(any(survivors.get(kind).keySet().toArray(Long[]::new))))
                .and(JOURNAL.TABLE_NAME.eq(shape.table().getName()))
                .orderBy(JOURNAL.ID)
                .forEach(row -> ofMerge.computeIfAbsent(row.get(MERGE.ID), _ -> new ArrayList<>())
                        .add(row));
        ofMerge.values().forEach(rows -> {
            findRemoved(rows, references);
            findCut(rows, references);
        });
    }

    private void findRemoved(List<Record> rows, List<Column.Reference> references) {
        if (!references.containsAll(shape.key())) {
            return;
        }
        var before = new HashSet<List<Object>>();
        var after = new HashSet<List<Object>>();
        for (var row : rows) {
            if (row.get("was", Boolean.class)) {
                before.add(key(values(row, "before_", references)));
            }
            if (row.get("is", Boolean.class)) {
                after.add(key(values(row, "after_", references)));
            }
        }
        before.removeAll(after);
        removed.addAll(before);
    }

    private void findCut(List<Record> rows, List<Column.Reference> references) {
        var net = new LinkedHashMap<Long, Change>();
        for (var row : rows) {
            if (row.get(ROW) != null && row.get("was", Boolean.class) && row.get("is", Boolean.class)) {
                var change = new Change(values(row, "before_", references), values(row, "after_", references));
                net.merge(row.get(ROW), change, (first, last) -> new Change(first.before(), last.after()));
            }
        }
        net.forEach((id, change) -> change.before().forEach((column, meant) -> {
            if (meant != null && !meant.equals(change.after().get(column))) {
                cut.computeIfAbsent(column, _ -> new HashSet<>()).add(id);
            }
        }));
    }

    private Map<Column.Reference, Long> values(Record row, String prefix, List<Column.Reference> references) {
        var values = new HashMap<Column.Reference, Long>();
        for (var column : references) {
            var id = row.get(prefix + column.name(), Long.class);
            values.put(column, id == null ? null : meant(column.target(), id));
        }
        return values;
    }

    private long meant(Kind kind, long id) {
        return survivors.getOrDefault(kind, Map.of()).getOrDefault(id, id);
    }

    private List<Object> key(Map<Column.Reference, Long> values) {
        return shape.key().stream()
                .<Object>map(column -> values.get((Column.Reference) column))
                .toList();
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Field<Long> ofJson(Field<JSONB> json, String member) {
        return field("({0} ->> {1})::bigint", Long.class, json, inline(member));
    }
}
