package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;

/**
 * Puts rows back to what they were, from what the journal says of them; the only way back there is. Set by set, in an
 * order in which every reference points to something all the time. From the leaves of the foreign keys to their roots:
 * what was created goes, and what points to something that will go is changed back before it. Then, from the roots:
 * what else was changed is changed back, and what was deleted comes back with its old id. Changes come before
 * insertions within a table, since a row that comes back may need a unique value that another has taken over.
 */
final class Reverter {
    private final DSLContext db;
    private final ForeignKeys foreignKeys;

    Reverter(DSLContext db, ForeignKeys foreignKeys) {
        this.db = db;
        this.foreignKeys = foreignKeys;
    }

    /**
     * @param changes net changes of rows that are now as they say
     * @throws MergeException STALE_PLAN if a row is not
     */
    void revert(List<RowChange> changes) {
        var byTable = changes.stream()
                .filter(change -> !change.before().equals(change.after()))
                .collect(Collectors.groupingBy(RowChange::table, TreeMap::new, Collectors.toList()));
        var rootsFirst = foreignKeys.rootsFirst(byTable.keySet());
        var going = going(byTable);
        var early = new HashSet<RowChange>();
        for (var table : rootsFirst.reversed()) {
            delete(table, with(byTable.get(table), false, true));
            var leaving = with(byTable.get(table), true, true).stream()
                    .filter(change -> pointsTo(going, change))
                    .toList();
            update(table, leaving);
            early.addAll(leaving);
        }
        for (var table : rootsFirst) {
            update(
                    table,
                    with(byTable.get(table), true, true).stream()
                            .filter(change -> !early.contains(change))
                            .toList());
            insert(table, with(byTable.get(table), true, false));
        }
    }

    /** The ids of the rows that will go, by table. */
    private static Map<String, Set<Value>> going(Map<String, List<RowChange>> byTable) {
        var going = new HashMap<String, Set<Value>>();
        byTable.forEach((table, changes) -> going.put(
                table,
                with(changes, false, true).stream()
                        .map(change -> change.key().getOrDefault("id", Value.ABSENT))
                        .collect(Collectors.toSet())));
        return going;
    }

    private boolean pointsTo(Map<String, Set<Value>> going, RowChange change) {
        var row = change.after().orElseThrow();
        return foreignKeys.of(change.table()).stream()
                .anyMatch(key -> row.containsKey(key.column())
                        && !row.get(key.column()).equals(Value.ABSENT)
                        && going.getOrDefault(key.target(), Set.of()).contains(row.get(key.column())));
    }

    private static List<RowChange> with(List<RowChange> changes, boolean before, boolean after) {
        return changes.stream()
                .filter(change ->
                        change.before().isPresent() == before && change.after().isPresent() == after)
                .toList();
    }

    private void delete(String table, List<RowChange> created) {
        if (!created.isEmpty()) {
            expect(
                    created.size(),
                    db.execute(
                            "delete from {0} as t using jsonb_populate_recordset(null::{0}, {1}::jsonb) as k where {2}",
                            name(table), rows(created, false), sameKey(created.getFirst(), "t", "k")));
        }
    }

    private void update(String table, List<RowChange> changed) {
        if (!changed.isEmpty()) {
            var columns = new TreeSet<String>();
            changed.forEach(change -> change.before().orElseThrow().forEach((column, value) -> {
                if (!value.equals(change.after().orElseThrow().get(column))) {
                    columns.add(column);
                }
            }));
            var assignments = columns.stream()
                    .map(column -> DSL.sql("{0} = k.{0}", name(column)))
                    .toArray(QueryPart[]::new);
            expect(
                    changed.size(),
                    db.execute(
                            "update {0} as t set {1} from jsonb_populate_recordset(null::{0}, {2}::jsonb) as k where {3}",
                            name(table),
                            DSL.list(assignments),
                            rows(changed, true),
                            sameKey(changed.getFirst(), "t", "k")));
        }
    }

    private void insert(String table, List<RowChange> deleted) {
        if (!deleted.isEmpty()) {
            var columns = deleted.getFirst().before().orElseThrow().keySet();
            expect(
                    deleted.size(),
                    db.execute(
                            "insert into {0} ({1}) overriding system value select {2} from jsonb_populate_recordset(null::{0}, {3}::jsonb) as k",
                            name(table),
                            DSL.list(columns.stream()
                                    .map(column -> DSL.sql("{0}", name(column)))
                                    .toArray(QueryPart[]::new)),
                            DSL.list(columns.stream()
                                    .map(column -> DSL.sql("k.{0}", name(column)))
                                    .toArray(QueryPart[]::new)),
                            rows(deleted, true)));
        }
    }

    static org.jooq.Field<String> rows(List<RowChange> changes, boolean before) {
        return val(changes.stream()
                .map(change -> ValueJson.json((before ? change.before() : change.after()).orElseThrow()))
                .collect(Collectors.joining(",", "[", "]")));
    }

    static org.jooq.Condition sameKey(RowChange sample, String left, String right) {
        return sample.key().keySet().stream()
                .map(column -> DSL.condition("{0} = {1}", name(left, column), name(right, column)))
                .reduce(DSL.noCondition(), org.jooq.Condition::and);
    }

    private static void expect(int rows, int changed) {
        if (rows != changed) {
            throw new MergeException(
                    MergeException.Code.STALE_PLAN,
                    "%d rows were to be put back, but %d are as the journal says".formatted(rows, changed));
        }
    }
}
