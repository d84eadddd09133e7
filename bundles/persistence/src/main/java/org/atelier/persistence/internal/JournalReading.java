package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.atelier.history.JournalStore;
import org.atelier.history.JournalStore.Done;
import org.atelier.history.JournalStore.Entry;
import org.atelier.history.JournalStore.Logged;
import org.atelier.history.JournalStore.Merged;
import org.atelier.history.JournalStore.Table;
import org.atelier.history.JournalStore.Touched;
import org.atelier.history.LogQuery;
import org.atelier.history.LoggedOperation;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.Value;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads the journal within one transaction. It knows no table but its own: the catalogue tells which there are. */
final class JournalReading implements JournalStore.Reading {
    private static final String DONE =
            "o.id, o.kind, o.actor, o.at, o.request_id, o.note, undone_by(o.id) as undone_by, u.undone,"
                    + " m.kind as merged_kind, m.survivor, m.retired";
    private static final String RECEIPTS = " left join undo u on u.id = o.id left join merge m on m.id = o.id ";
    private static final String ENTRY = "j.id as entry, j.operation_id, j.table_name, j.key, j.before, j.after";

    private final DSLContext db;
    private final JournaledTables.Known known;

    JournalReading(DSLContext db, JournaledTables.Known known) {
        this.db = db;
        this.known = known;
    }

    @Override
    public SortedMap<String, Table> tables() {
        return known.tables();
    }

    // --------------------------------------------------------------------------------------------- operations

    @Override
    public List<Logged> operations(LogQuery query, Optional<String> table, int rows) {
        var done = db.fetch(
                        "select " + DONE + " from (select * from operation o where {0} order by o.at desc, o.id desc"
                                + " limit {1}) as o" + RECEIPTS + "order by o.at desc, o.id desc",
                        wanted(query, table),
                        val(query.limit()))
                .map(JournalReading::done);
        var ids = done.stream().map(Done::id).toArray(Long[]::new);
        var counts = new HashMap<Long, Long>();
        db.fetch("""
                        select given.id,
                               (select count(*) from (
                                    select from journal where operation_id = given.id limit {1}) as counted) as n
                        from unnest({0}) as given (id)
                        """, val(ids), val(LoggedOperation.COUNTED))
                .forEach(row -> counts.put(row.get("id", Long.class), row.get("n", Long.class)));
        // in the order of the index of operations: one import is most of the journal, and by that PostgreSQL would
        // expect
        // to meet the first rows of any operation soon in the order of ids alone
        var first = db
                .fetch(
                        "select " + ENTRY + " from unnest({0}) as given (id) cross join lateral (select * from journal"
                                + " where operation_id between given.id and given.id order by operation_id, id"
                                + " limit {1}) as j order by j.id",
                        val(ids),
                        val(rows))
                .map(JournalReading::entry)
                .stream()
                .collect(Collectors.groupingBy(Entry::operation));
        return done.stream()
                .map(one -> new Logged(one, counts.getOrDefault(one.id(), 0L), first.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Condition wanted(LogQuery query, Optional<String> table) {
        var wanted = noCondition();
        wanted = and(wanted, query.actor(), "o.actor = {0}");
        wanted = and(wanted, query.operation(), "o.kind = {0}");
        wanted = and(wanted, query.request(), "o.request_id <> '' and o.request_id = {0}");
        wanted = and(wanted, query.text(), "o.note <> '' and position(lower({0}) in lower(o.note)) > 0");
        wanted = and(wanted, query.before(), "(o.at, o.id) < (select at, id from operation where id = {0})");
        wanted = and(wanted, query.from().map(JournalReading::time), "o.at >= {0}");
        wanted = and(wanted, query.to().map(JournalReading::time), "o.at < {0}");
        return and(wanted, table, "exists (select from journal j where j.table_name = {0} and j.operation_id = o.id)");
    }

    private static Condition and(Condition others, Optional<?> value, String sql) {
        return value.isPresent() ? others.and(condition("(" + sql + ")", val(value.get()))) : others;
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    @Override
    public Map<Long, Done> operations(Collection<Long> ids) {
        var found = new HashMap<Long, Done>();
        db.fetch(
                        "select " + DONE + " from operation o" + RECEIPTS + "where o.id = any ({0})",
                        val(ids.toArray(Long[]::new)))
                .forEach(row -> found.put(row.get("id", Long.class), done(row)));
        return found;
    }

    private static Done done(Record row) {
        return new Done(
                row.get("id", Long.class),
                row.get("kind", String.class),
                row.get("actor", String.class),
                row.get("at", OffsetDateTime.class).toInstant(),
                row.get("request_id", String.class),
                row.get("note", String.class),
                Optional.ofNullable(row.get("undone_by", Long.class)),
                Optional.ofNullable(row.get("undone", Long.class)),
                Optional.ofNullable(row.get("merged_kind", String.class))
                        .map(kind ->
                                new Merged(kind, row.get("survivor", String.class), row.get("retired", String.class))));
    }

    @Override
    public long rows(long operation) {
        return db.fetchSingle(
                        "select count(*) from (select from journal where operation_id = {0} limit {1}) as counted",
                        val(operation), val(LoggedOperation.COUNTED))
                .get(0, Long.class);
    }

    @Override
    public List<Entry> entries(long operation, long after, int limit) {
        return db.fetch(
                        "select " + ENTRY + " from journal j where j.operation_id between {0} and {0} and j.id > {1}"
                                + " order by j.operation_id, j.id limit {2}",
                        val(operation),
                        val(after),
                        val(limit))
                .map(JournalReading::entry);
    }

    private static Entry entry(Record row) {
        return new Entry(
                row.get("entry", Long.class),
                row.get("operation_id", Long.class),
                row.get("table_name", String.class),
                ValueJson.row(row.get("key", JSONB.class).data()),
                state(row, "before"),
                state(row, "after"));
    }

    private static Optional<SortedMap<String, Value>> state(Record row, String column) {
        return Optional.ofNullable(row.get(column, JSONB.class)).map(json -> ValueJson.row(json.data()));
    }

    // --------------------------------------------------------------------------------------------- one record

    @Override
    public boolean lives(String table, long id) {
        return db.fetchSingle("select exists (select from {0} where id = {1})", name(table), val(id))
                .get(0, Boolean.class);
    }

    @Override
    public boolean lived(String table, long id) {
        return db.fetchSingle(
                        "select exists (select from journal where table_name = {0} and key = {1})", val(table), key(id))
                .get(0, Boolean.class);
    }

    private static Field<JSONB> key(long id) {
        return says("id", Value.Number.of(id));
    }

    /** A row, or part of one, that says just this. */
    private static Field<JSONB> says(String column, Value value) {
        return val(JSONB.valueOf(ValueJson.json(Map.of(column, value))));
    }

    @Override
    public Optional<Long> named(String table, List<String> columns, String name) {
        return columns.stream()
                .flatMap(column -> db
                        .fetch(
                                "select id from {0} where {1} = {2} order by id limit 1",
                                name(table), name(column), val(name))
                        .stream())
                .map(row -> row.get("id", Long.class))
                .findFirst();
    }

    @Override
    public List<Long> onceNamed(String table, List<String> columns, String name) {
        return columns.stream()
                .flatMap(column -> db.fetch("""
                                select (j.key ->> 'id')::bigint as id
                                from journal j
                                where j.table_name = {0} and (j.after @> {1} or j.before @> {1})
                                group by j.key
                                order by max(j.id) desc
                                limit 20
                                """, val(table), says(column, new Value.Text(name))).stream())
                .map(row -> row.get("id", Long.class))
                .distinct()
                .toList();
    }

    /** The journal's entries, by id and operation, of a row and of those that ever pointed to it. */
    private static QueryPart hits(String table, long id, Map<String, List<String>> mentions) {
        var parts = new ArrayList<QueryPart>();
        parts.add(DSL.sql(
                "select j.id, j.operation_id, true as own from journal j where j.table_name = {0} and j.key = {1}",
                val(table), key(id)));
        mentions.forEach((column, tables) -> parts.add(DSL.sql(
                "select j.id, j.operation_id, false from journal j"
                        + " where j.table_name = any ({0}) and (j.after @> {1} or j.before @> {1})",
                val(tables.toArray(String[]::new)), says(column, Value.Number.of(id)))));
        return parts.stream()
                .reduce((a, b) -> DSL.sql("{0} union all {1}", a, b))
                .orElseThrow();
    }

    @Override
    public List<Touched> touching(
            String table, long id, Map<String, List<String>> mentions, Optional<Long> before, int limit, int rows) {
        var earlier = before.map(operation ->
                        condition("(o.at, o.id) < (select at, id from operation where id = {0})", val(operation)))
                .orElse(noCondition());
        var operations = new LinkedHashMap<Long, Done>();
        var counts = new HashMap<Long, Long>();
        var entries = new HashMap<Long, List<Entry>>();
        db.fetch("""
                        with hit as materialized (
                            select id, operation_id, bool_or(own) as own from ({0}) as found group by id, operation_id
                        ), wanted as (
                            select o.id, o.at from (select distinct operation_id from hit) as h
                            join operation o on o.id = h.operation_id
                            where {1} order by o.at desc, o.id desc limit {2}
                        ), numbered as (
                            select h.id, h.operation_id, h.own, count(*) over (partition by h.operation_id) as n,
                                   row_number() over (partition by h.operation_id order by not h.own, h.id) as number
                            from hit h join wanted w on w.id = h.operation_id
                        )
                        select %s, %s, numbered.n
                        from numbered
                        join journal j on j.id = numbered.id
                        join operation o on o.id = numbered.operation_id
                        %s
                        where numbered.number <= {3}
                        order by o.at desc, o.id desc, numbered.number
                        """.formatted(ENTRY, DONE, RECEIPTS), hits(table, id, mentions), earlier, val(limit), val(rows))
                .forEach(row -> {
                    var operation = row.get("operation_id", Long.class);
                    operations.computeIfAbsent(operation, _ -> done(row));
                    counts.put(operation, row.get("n", Long.class));
                    entries.computeIfAbsent(operation, _ -> new ArrayList<>()).add(entry(row));
                });
        return operations.values().stream()
                .map(done -> new Touched(done, counts.get(done.id()), entries.get(done.id())))
                .toList();
    }

    @Override
    public Optional<Entry> last(String table, long id, Instant at) {
        return db.fetchOptional(
                        "select " + ENTRY + " from journal j join operation o on o.id = j.operation_id"
                                + " where j.table_name = {0} and j.key = {1} and o.at <= {2} order by j.id desc limit 1",
                        val(table),
                        key(id),
                        val(time(at)))
                .map(JournalReading::entry);
    }

    @Override
    public List<Entry> mentioning(String table, long id, Map<String, List<String>> mentions, Instant at, int limit) {
        if (mentions.isEmpty()) {
            return List.of();
        }
        // a row that was pointed elsewhere mentions this one in its "before", and so is among them
        var parts = new ArrayList<QueryPart>();
        mentions.forEach((column, tables) -> parts.add(
                DSL.sql("""
                select * from (
                    select distinct on (j.table_name, j.key) j.*
                    from journal j join operation o on o.id = j.operation_id
                    where j.table_name = any ({0}) and (j.after @> {1} or j.before @> {1}) and o.at <= {2}
                    order by j.table_name, j.key, j.id desc
                ) as last where last.after @> {1}
                """, val(tables.toArray(String[]::new)), says(column, Value.Number.of(id)), val(time(at)))));
        var all =
                parts.stream().reduce((a, b) -> DSL.sql("{0} union {1}", a, b)).orElseThrow();
        return db.fetch("select " + ENTRY + " from ({0}) as j order by j.table_name, j.id limit {1}", all, val(limit))
                .map(JournalReading::entry);
    }

    @Override
    public Map<Long, Long> survivors(String kind, long retired) {
        return db.fetch(
                        "select id, survivor_id from merge where kind = {0} and retired_id = {1}",
                        val(kind), val(retired))
                .intoMap(row -> row.get("id", Long.class), row -> row.get("survivor_id", Long.class));
    }

    @Override
    public RowNames names(Collection<Entry> entries) {
        return new RowNaming(db, known.columns(), known.keys())
                .names(entries.stream()
                        .map(entry -> new RowChange(entry.table(), entry.key(), entry.before(), entry.after()))
                        .toList());
    }
}
