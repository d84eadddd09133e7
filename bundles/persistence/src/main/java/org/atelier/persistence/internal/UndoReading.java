package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.atelier.domain.Vocabulary;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.engine.UndoConflict;
import org.atelier.merge.engine.UndoStore;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Reads what an undo has to know: the journal, the rows as they are, and who stands in the way. The number of
 * statements depends on the tables, not on the rows.
 */
final class UndoReading implements UndoStore.Reading {
    private final DSLContext db;
    private final TableColumns columns;
    private final ForeignKeys foreignKeys;
    private final VocabularyReliances reliances;
    private final RowNaming naming;
    private final boolean locking;
    private final Set<String> locked = new HashSet<>();

    /** @param locking whether to lock the rows that are read to the end of the transaction */
    UndoReading(
            DSLContext db,
            TableColumns columns,
            ForeignKeys foreignKeys,
            VocabularyReliances reliances,
            boolean locking) {
        this.db = db;
        this.columns = columns;
        this.foreignKeys = foreignKeys;
        this.reliances = reliances;
        naming = new RowNaming(db, columns, foreignKeys);
        this.locking = locking;
    }

    static Optional<UndoStore.Undoable> find(DSLContext db, long operation) {
        return db.fetchOptional("""
                        select o.kind, o.actor, o.at, undone_by(o.id) as undone_by,
                               m.kind as merged_kind, m.survivor_id
                        from operation o
                        left join merge m on m.id = o.id
                        where o.id = {0}
                        """, val(operation))
                .map(row -> new UndoStore.Undoable(
                        operation,
                        row.get("kind", String.class),
                        row.get("actor", String.class),
                        row.get("at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.get("undone_by", Long.class)),
                        Optional.ofNullable(row.get("merged_kind", String.class))
                                .map(kind -> new UndoStore.Merge(kind, row.get("survivor_id", Long.class)))));
    }

    @Override
    public Optional<UndoStore.Undoable> find(long operation) {
        return find(db, operation);
    }

    @Override
    public List<RowChange> changes(long operation) {
        return JournaledWork.changes(db, operation, columns::strip);
    }

    @Override
    public Map<String, SortedMap<String, Value>> now(List<RowChange> rows) {
        var names = rows.stream().map(RowChange::name).collect(Collectors.toSet());
        var byTable = byTable(rows);
        var tables = foreignKeys.rootsFirst(byTable.keySet());
        var now = new HashMap<String, SortedMap<String, Value>>();
        if (!locking || locked.containsAll(names)) {
            var parts = tables.stream()
                    .map(table -> rowsOf(table, byTable.get(table)))
                    .toList();
            RowNaming.unite(db, parts).forEach(found -> keep(found, byTable, now));
        } else {
            // the parts run one after the other: that is the order of the locks
            var parts = tables.stream()
                    .map(table -> {
                        var keys = byTable.get(table);
                        return (QueryPart) DSL.sql(
                                "select * from ({0} order by {1} for update of t) as part",
                                rowsOf(table, keys), columnsOf("t", keys));
                    })
                    .toList();
            RowNaming.unite(db, parts).forEach(found -> keep(found, byTable, now));
            locked.addAll(names);
        }
        return now;
    }

    private static QueryPart rowsOf(String table, List<RowChange> keys) {
        return DSL.sql(
                "select {0} as relation, to_jsonb(t) as whole_row from {1} as t where ({2}) in "
                        + "(select {3} from jsonb_populate_recordset(null::{1}, {4}::jsonb) as k)",
                DSL.inline(table), name(table), columnsOf("t", keys), columnsOf("k", keys), keys(keys));
    }

    /** The columns of the key, of whatever stands for the table. */
    private static QueryPart columnsOf(String alias, List<RowChange> keys) {
        return DSL.list(keys.getFirst().key().keySet().stream()
                .map(column -> name(alias, column))
                .toArray(QueryPart[]::new));
    }

    private void keep(Record found, Map<String, List<RowChange>> asked, Map<String, SortedMap<String, Value>> now) {
        var table = found.get("relation", String.class);
        var row = row(table, found.get("whole_row", JSONB.class));
        now.put(nameOf(table, asked.get(table).getFirst(), row), row);
    }

    private SortedMap<String, Value> row(String table, JSONB json) {
        return columns.strip(table, ValueJson.row(json.data()));
    }

    private static String nameOf(String table, RowChange sample, SortedMap<String, Value> row) {
        var key = new TreeMap<>(row);
        key.keySet().retainAll(sample.key().keySet());
        return new RowChange(table, key, Optional.empty(), Optional.of(row)).name();
    }

    private static Map<String, List<RowChange>> byTable(Collection<RowChange> rows) {
        return rows.stream().collect(Collectors.groupingBy(RowChange::table, TreeMap::new, Collectors.toList()));
    }

    private static org.jooq.Field<String> keys(List<RowChange> rows) {
        return val(rows.stream().map(row -> ValueJson.json(row.key())).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public Map<String, List<UndoStore.Later>> later(long operation) {
        var later = new HashMap<String, List<UndoStore.Later>>();
        var keys = foreignKeys.keys().stream()
                .filter(key -> key.targetColumn().equals("id"))
                .toList();
        // within one row the journal's ids are in the order of the changes, since the row was locked for each
        db.fetch(
                        """
                        with mine as (
                            select table_name, key, max(id) as last from journal
                            where operation_id = {0} group by table_name, key
                        ), found as materialized (
                            select j.id, j.table_name, j.key, j.operation_id, j.after is null as gone
                            from mine
                            join journal j
                                on j.table_name = mine.table_name and j.key = mine.key and j.id > mine.last
                        ), took as materialized (
                            select distinct k.operation_id, points.target, k.before ->> points.name as id
                            from journal k
                            join unnest({1}, {2}, {3}) as points (relation, name, target)
                                on points.relation = k.table_name
                            where k.after is null
                              and k.operation_id = any (array(
                                select distinct operation_id from found where gone))
                        )
                        select j.table_name, j.key, o.id, o.kind, o.actor, o.at, undone.undone_by,
                               undone.undone_by is null
                                and (exists (select from merge m where m.id = o.id)
                                     or exists (select from undo u where u.id = o.id and u.undone < {0})) as in_order,
                               j.gone and exists (
                                select from took
                                where took.operation_id = o.id and took.target = j.table_name
                                  and took.id = j.key ->> 'id') as took_along
                        from found j
                        join operation o on o.id = j.operation_id
                        cross join lateral (select undone_by(o.id)) as undone (undone_by)
                        order by j.id
                        """,
                        val(operation),
                        each(keys, ForeignKeys.Key::table),
                        each(keys, ForeignKeys.Key::column),
                        each(keys, ForeignKeys.Key::target))
                .forEach(row -> {
                    var name = new RowChange(
                                    row.get("table_name", String.class),
                                    ValueJson.row(row.get("key", JSONB.class).data()),
                                    Optional.empty(),
                                    Optional.empty())
                            .name();
                    later.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(new UndoStore.Later(
                                    new UndoConflict.Change(
                                            row.get("id", Long.class),
                                            row.get("kind", String.class),
                                            row.get("actor", String.class),
                                            row.get("at", OffsetDateTime.class).toInstant()),
                                    Optional.ofNullable(row.get("undone_by", Long.class)),
                                    row.get("in_order", Boolean.class),
                                    row.get("took_along", Boolean.class)));
                });
        return later;
    }

    private static org.jooq.Field<String[]> each(List<ForeignKeys.Key> keys, Function<ForeignKeys.Key, String> part) {
        return val(keys.stream().map(part).toArray(String[]::new));
    }

    // ------------------------------------------------------------------------------------------------ in the way

    /** A unique index: what it is made of, as SQL over the columns of its table, and for which rows. */
    private record Unique(String table, List<String> columns, List<String> expressions, String predicate) {}

    private List<Unique> uniques(Set<String> tables) {
        return db.fetch("""
                        select c.relname as relation,
                               (select array_agg(distinct a.attname::text order by a.attname::text)
                                from pg_attribute a
                                where a.attrelid = i.indrelid and a.attnum > 0
                                  and (a.attnum = any (i.indkey)
                                       or 0 = any (i.indkey) and exists (
                                            select from pg_depend d
                                            where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                                              and d.refobjid = i.indrelid and d.refobjsubid = a.attnum))) as columns,
                               (select array_agg(pg_get_indexdef(i.indexrelid, n, true) order by n)
                                from generate_series(1, i.indnkeyatts) as n) as expressions,
                               coalesce(pg_get_expr(i.indpred, i.indrelid), 'true') as predicate
                        from pg_index i
                        join pg_class c on c.oid = i.indrelid
                        where i.indisunique and not i.indisprimary and pg_table_is_visible(c.oid)
                          and c.relname = any ({0})
                        order by i.indexrelid
                        """, val(tables.toArray(String[]::new)))
                .map(row -> new Unique(
                        row.get("relation", String.class),
                        Arrays.asList(row.get("columns", String[].class)),
                        Arrays.asList(row.get("expressions", String[].class)),
                        row.get("predicate", String.class)));
    }

    @Override
    public List<UndoStore.Taken> taken(List<RowChange> wanted) {
        var byTable = byTable(
                wanted.stream().filter(change -> change.before().isPresent()).toList());
        var names = wanted.stream().collect(Collectors.toMap(RowChange::name, change -> change));
        var taken = new ArrayList<UndoStore.Taken>();
        if (byTable.isEmpty()) {
            return taken;
        }
        var uniques = uniques(byTable.keySet());
        var queries = new ArrayList<QueryPart>();
        for (int i = 0; i < uniques.size(); i++) {
            queries.add(holders(i, uniques.get(i), byTable.get(uniques.get(i).table())));
        }
        for (var found : RowNaming.unite(db, queries)) {
            var unique = uniques.get(found.get("number", Integer.class));
            var table = unique.table();
            var sample = byTable.get(table).getFirst();
            var holder = row(table, found.get("holder", JSONB.class));
            var row = names.get(nameOf(table, sample, row(table, found.get("wanted", JSONB.class))));
            if (!names.containsKey(nameOf(table, sample, holder))) {
                var droppable = unique.columns().size() == 1
                        && columns.nullable(table, unique.columns().getFirst());
                taken.add(new UndoStore.Taken(row, unique.columns(), droppable, holder));
            }
        }
        return taken;
    }

    /** The rows that hold what these rows need, each beside the row that needs it. */
    private static QueryPart holders(int number, Unique unique, List<RowChange> rows) {
        // the expressions come from the catalogue and name columns only; each side is one table alone
        var parts = new ArrayList<String>();
        var same = new ArrayList<String>();
        for (int i = 0; i < unique.expressions().size(); i++) {
            parts.add("(" + unique.expressions().get(i) + ") as unique_" + i);
            same.add("holder.unique_" + i + " = wanted.unique_" + i);
        }
        var made = String.join(", ", parts);
        return DSL.sql(
                "select {2} as number, to_jsonb(holder.whole) as holder, to_jsonb(wanted.whole) as wanted from "
                        + "(select k as whole, " + made
                        + " from jsonb_populate_recordset(null::{0}, {1}::jsonb) as k where " + unique.predicate()
                        + ") as wanted join (select t as whole, " + made + " from {0} as t where "
                        + unique.predicate() + ") as holder on " + String.join(" and ", same),
                name(unique.table()),
                Reverter.rows(rows, true),
                DSL.inline(number));
    }

    @Override
    public List<UndoStore.Missing> missing(List<RowChange> wanted) {
        var back = wanted.stream()
                .filter(change -> change.before().isPresent())
                .map(RowChange::name)
                .collect(Collectors.toCollection(HashSet::new));
        record Use(RowChange row, String column, long id) {}
        var uses = new TreeMap<String, List<Use>>();
        for (var change : wanted) {
            for (var key : foreignKeys.of(change.table())) {
                if (key.targetColumn().equals("id")
                        && change.before().isPresent()
                        && change.before().get().get(key.column()) instanceof Value.Number(var number)
                        && !back.contains(key.target() + "{id=" + number.toPlainString() + "}")) {
                    uses.computeIfAbsent(key.target(), _ -> new ArrayList<>())
                            .add(new Use(change, key.column(), number.longValue()));
                }
            }
        }
        var queries = new ArrayList<QueryPart>();
        uses.forEach((table, pointing) -> queries.add(DSL.sql(
                """
                select {2} as relation, given.id, s.id as survivor, s.{3}::text as label
                from unnest({1}) as given (id)
                left join redirect r on r.kind = {2} and r.form = 'id' and r.value = given.id::text
                left join {0} as s on s.id = r.target_id
                where not exists (select from {0} as t where t.id = given.id)
                """,
                name(table),
                val(pointing.stream().map(Use::id).distinct().toArray(Long[]::new)),
                DSL.inline(table),
                name(naming.columns(table).stream().findFirst().orElse("id")))));
        var gone = new TreeMap<String, Map<Long, Optional<Target>>>();
        RowNaming.unite(db, queries)
                .forEach(row -> gone.computeIfAbsent(row.get("relation", String.class), _ -> new HashMap<>())
                        .put(
                                row.get("id", Long.class),
                                Optional.ofNullable(row.get("survivor", Long.class))
                                        .map(survivor -> new Target(survivor, row.get("label", String.class)))));
        var missing = new ArrayList<UndoStore.Missing>();
        gone.forEach((table, ids) -> uses.get(table).stream()
                .filter(use -> ids.containsKey(use.id()))
                .forEach(use -> missing.add(new UndoStore.Missing(
                        use.row(),
                        use.column(),
                        table,
                        use.id(),
                        columns.nullable(use.row().table(), use.column()),
                        ids.get(use.id())))));
        return missing;
    }

    @Override
    public List<UndoStore.Pointing> pointing(List<RowChange> wanted) {
        var touched = wanted.stream().map(RowChange::name).collect(Collectors.toSet());
        var pointing = new ArrayList<UndoStore.Pointing>();
        byTable(wanted.stream().filter(change -> change.before().isEmpty()).toList())
                .forEach((table, going) -> {
                    var byId = new HashMap<Long, RowChange>();
                    going.forEach(row -> {
                        if (row.key().get("id") instanceof Value.Number(var id)) {
                            byId.put(id.longValue(), row);
                        }
                    });
                    for (var key : byId.isEmpty() ? List.<ForeignKeys.Key>of() : foreignKeys.to(table)) {
                        db.fetch(
                                        "select to_jsonb(t) as whole_row, t.{1} as points_to from {0} as t "
                                                + "where t.{1} = any ({2}) order by 1",
                                        name(key.table()),
                                        name(key.column()),
                                        val(byId.keySet().toArray(Long[]::new)))
                                .forEach(found -> {
                                    var row = named(
                                            key.table(),
                                            ValueJson.row(found.get("whole_row", JSONB.class)
                                                    .data()));
                                    if (!touched.contains(row.name())) {
                                        pointing.add(new UndoStore.Pointing(
                                                row, byId.get(found.get("points_to", Long.class))));
                                    }
                                });
                    }
                });
        return pointing;
    }

    /** A row as it is, under the name that the journal has for it: its id, or the pair it is. */
    private static RowChange named(String table, SortedMap<String, Value> row) {
        var key = new TreeMap<>(row);
        if (row.containsKey("id")) {
            key.keySet().retainAll(Set.of("id"));
        }
        return new RowChange(table, key, Optional.empty(), Optional.of(row));
    }

    @Override
    public Map<String, List<SortedMap<String, Value>>> since(MergeableKind kind, long survivor, long operation) {
        var tables = new HashMap<String, String>();
        var queries = new ArrayList<QueryPart>();
        for (var relation : kind.relations()) {
            tables.put(relation.name(), relation.table());
            var key = relation instanceof RelationDescriptor.Link link
                    ? DSL.sql(
                            "jsonb_build_object({0}, t.{1}, {2}, t.{3})",
                            DSL.inline(link.owner()),
                            name(link.owner()),
                            DSL.inline(link.target().column()),
                            name(link.target().column()))
                    : DSL.sql("jsonb_build_object('id', t.id)");
            // what went and came back was there: its first change since tells where it was
            queries.add(DSL.sql(
                    """
                    select {7} as relation, {4} as key, to_jsonb(t) as whole_row
                    from {0} as t
                    where t.{1} = {2} and exists (
                        select from (
                            select j.before from journal j
                            where j.table_name = {3} and j.key = {4}
                              and j.id > (select max(id) from journal where operation_id = {5})
                            order by j.id limit 1) as first
                        where (first.before ->> {6})::bigint is distinct from {2})
                    """,
                    name(relation.table()),
                    name(relation.owner()),
                    val(survivor),
                    val(relation.table()),
                    key,
                    val(operation),
                    DSL.inline(relation.owner()),
                    DSL.inline(relation.name())));
        }
        var since = new TreeMap<String, List<SortedMap<String, Value>>>();
        RowNaming.unite(db, queries).stream()
                .sorted(Comparator.comparing(row -> row.get("key", JSONB.class).data()))
                .forEach(found -> {
                    var relation = found.get("relation", String.class);
                    since.computeIfAbsent(relation, _ -> new ArrayList<>())
                            .add(row(tables.get(relation), found.get("whole_row", JSONB.class)));
                });
        return since;
    }

    // ------------------------------------------------------------------------------------------------ words

    @Override
    public List<UndoStore.Relied> relied(List<RowChange> wanted) {
        var relied = new ArrayList<UndoStore.Relied>();
        for (var kind : Vocabulary.Kind.values()) {
            var leaving = wanted.stream()
                    .filter(change -> change.table().equals(kind.word())
                            && change.after().isPresent()
                            && !called(change.before()).equals(called(change.after())))
                    .toList();
            if (leaving.isEmpty()) {
                continue;
            }
            // a name that leads elsewhere again is not lost
            var leading = wanted.stream()
                    .filter(change -> change.table().equals("redirect")
                            && change.before().isPresent()
                            && change.key().get("kind").words().equals(kind.word()))
                    .map(change -> change.key().get("value").words())
                    .collect(Collectors.toSet());
            var reliances = this.reliances.on(kind);
            var meant = PostgresVocabulary.meant(db, kind, reliances);
            for (var change : leaving) {
                var who = reliances.stream()
                        .filter(reliance -> !leading.contains(reliance.name())
                                && Value.Number.of(meant.getOrDefault(reliance.name(), 0L))
                                        .equals(change.key().get("id"))
                                && (change.before().isEmpty() || reliance.name().equals(called(change.after()))))
                        .map(VocabularyReliances.Reliance::who)
                        .distinct()
                        .sorted()
                        .toList();
                if (!who.isEmpty()) {
                    relied.add(new UndoStore.Relied(change, who));
                }
            }
        }
        return relied;
    }

    private static String called(Optional<SortedMap<String, Value>> word) {
        return word.map(row -> row.getOrDefault("name", Value.ABSENT).words()).orElse("");
    }

    @Override
    public RowNames names(List<RowChange> rows) {
        return naming.names(rows);
    }
}
