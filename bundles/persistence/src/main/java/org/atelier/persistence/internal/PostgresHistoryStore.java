package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.atelier.merge.engine.Explanation;
import org.atelier.merge.engine.HistoryStore;
import org.atelier.merge.engine.MergeQuery;
import org.atelier.merge.engine.MergeSummary;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.RedirectChange;
import org.atelier.merge.engine.RedirectQuery;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SQL;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The history of merges, from receipts and the journal. */
@Component
public final class PostgresHistoryStore implements HistoryStore {
    private static final SQL SUMMARIES = DSL.sql("""
            select m.id, m.kind, o.at, o.actor, o.note, m.survivor_id, m.survivor, m.retired_id, m.retired,
                undone_by(m.id) as undone_by
            from merge m join operation o on o.id = m.id
            """);

    private final Database database;

    @Activate
    public PostgresHistoryStore(@Reference Database database) {
        this.database = database;
    }

    @Override
    public List<MergeSummary> merges(MergeQuery query, Optional<Long> id) {
        return database.read(db -> db.fetch(
                        """
                        {0}
                        where ({1}::text is null or m.kind = {1})
                        and ({2}::bigint is null or m.id < {2})
                        and ({3}::text is null or {4} in (m.survivor_id, m.retired_id) or {3} in
                            (m.survivor, m.retired, m.survivor_id::text, m.retired_id::text))
                        order by m.id desc limit {5}
                        """,
                        SUMMARIES,
                        val(query.kind().orElse(null), String.class),
                        val(query.before().orElse(null), Long.class),
                        val(query.record().orElse(null), String.class),
                        val(id.orElse(null), Long.class),
                        val(query.limit()))
                .map(PostgresHistoryStore::summary));
    }

    private static MergeSummary summary(Record row) {
        return new MergeSummary(
                row.get("id", Long.class),
                row.get("kind", String.class),
                at(row),
                row.get("actor", String.class),
                row.get("note", String.class),
                row.get("survivor_id", Long.class),
                row.get("survivor", String.class),
                row.get("retired_id", Long.class),
                row.get("retired", String.class),
                Optional.ofNullable(row.get("undone_by", Long.class)));
    }

    private static Instant at(Record row) {
        return row.get("at", OffsetDateTime.class).toInstant();
    }

    // --------------------------------------------------------------------------------------------- redirects

    /** A name whose redirect changed, and the record it led to after that. */
    private record Change(
            long id, String kind, String form, String value, Optional<Long> target, Instant at, long operation) {}

    @Override
    public List<RedirectChange> redirects(RedirectQuery query, List<EntityDescriptor> kinds) {
        return database.atOneMoment(db -> {
            var changes = db.fetch(
                            """
                            select j.id, j.key ->> 'kind' as kind, j.key ->> 'form' as form, j.key ->> 'value' as value,
                                (j.after ->> 'target_id')::bigint as target, o.at, j.operation_id
                            from journal j join operation o on o.id = j.operation_id
                            where j.table_name = 'redirect'
                            and j.key ->> 'kind' = any ({0})
                            and ({1}::timestamptz is null or o.at >= {1})
                            and j.id > {2}
                            and not exists (
                                select from journal later
                                where later.table_name = 'redirect' and later.key = j.key and later.id > j.id)
                            order by j.id limit {3}
                            """,
                            val(kinds.stream().map(EntityDescriptor::kind).toArray(String[]::new)),
                            val(
                                    query.since()
                                            .map(since -> since.atOffset(ZoneOffset.UTC))
                                            .orElse(null),
                                    OffsetDateTime.class),
                            val(query.after().orElse(0L)),
                            val(query.limit()))
                    .map(row -> new Change(
                            row.get("id", Long.class),
                            row.get("kind", String.class),
                            row.get("form", String.class),
                            row.get("value", String.class),
                            Optional.ofNullable(row.get("target", Long.class)),
                            at(row),
                            row.get("operation_id", Long.class)));
            var told = new ArrayList<RedirectChange>();
            var names = new HashMap<String, Names>();
            for (var kind : kinds) {
                names.put(kind.kind(), names(db, kind, changes));
            }
            for (var change : changes) {
                var ofKind = names.get(change.kind());
                told.add(new RedirectChange(
                        change.id(),
                        change.kind(),
                        change.form(),
                        change.value(),
                        change.target()
                                .filter(_ -> !change.form().equals("slug")
                                        || !ofKind.taken().contains(change.value()))
                                .map(ofKind.slugs()::get),
                        change.at(),
                        change.operation()));
            }
            return told;
        });
    }

    /** The slugs of records by id, and those of the names asked for that a record has. */
    private record Names(Map<Long, String> slugs, Set<String> taken) {}

    private static Names names(DSLContext db, EntityDescriptor kind, List<Change> changes) {
        var targets = new HashSet<Long>();
        var values = new HashSet<String>();
        for (var change : changes) {
            if (change.kind().equals(kind.kind())) {
                change.target().ifPresent(targets::add);
                values.add(change.value());
            }
        }
        var slugs = new HashMap<Long, String>();
        if (!targets.isEmpty() || !values.isEmpty()) {
            db.fetch(
                            "select id, {0}::text as slug from {1} where id = any ({2}) or {0} = any ({3})",
                            name(kind.slug()),
                            name(kind.table()),
                            val(targets.toArray(Long[]::new)),
                            val(values.toArray(String[]::new)))
                    .forEach(row -> slugs.put(row.get("id", Long.class), row.get("slug", String.class)));
        }
        return new Names(slugs, Set.copyOf(slugs.values()));
    }

    // ------------------------------------------------------------------------------------------ explanations

    @Override
    public <R> R reading(Function<Reading, R> work) {
        return database.atOneMoment(db -> work.apply(new OneState(db)));
    }

    /** What one transaction sees. */
    private record OneState(DSLContext db) implements Reading {
        @Override
        public Optional<Snapshot> snapshot(MergeableKind kind, long id) {
            return new MergeSnapshots(db, kind, id, id, GeneratedColumns.read(db), false).read();
        }

        @Override
        public List<MergeSummary> shaping(String kind, long id) {
            // what came into the record, and what had come into that until then; of what was undone, only the first
            // step
            return db.fetch("""
                            with recursive shaped (id, until) as (
                                select {0}, null::bigint
                                union
                                select s.retired_id, s.id
                                from shaped join ({1}) as s
                                    on s.kind = {2} and s.survivor_id = shaped.id and s.undone_by is null
                                    and (shaped.until is null or s.id < shaped.until)
                            )
                            select distinct s.*
                            from shaped join ({1}) as s
                                on s.kind = {2} and (s.survivor_id = shaped.id or s.retired_id = shaped.id and shaped.id = {0})
                                and (shaped.until is null or s.id < shaped.until)
                            order by s.id desc
                            """, val(id), SUMMARIES, val(kind)).map(PostgresHistoryStore::summary);
        }

        @Override
        public List<Entry> entries(String table, Collection<SortedMap<String, Value>> keys) {
            return db.fetch(
                            """
                            select j.id, j.key, j.before, j.after, o.id as operation, o.kind, o.actor, o.at, o.note
                            from journal j join operation o on o.id = j.operation_id
                            where j.table_name = {0} and j.key = any ({1}::jsonb[])
                            order by j.id
                            """,
                            val(table), val(keys.stream().map(ValueJson::json).toArray(String[]::new)))
                    .map(row -> new Entry(
                            row.get("id", Long.class),
                            new Explanation.Operation(
                                    row.get("operation", Long.class),
                                    row.get("kind", String.class),
                                    row.get("actor", String.class),
                                    at(row),
                                    row.get("note", String.class)),
                            ValueJson.row(row.get("key", JSONB.class).data()),
                            state(row, "before"),
                            state(row, "after")));
        }

        private static Optional<SortedMap<String, Value>> state(Record row, String column) {
            return Optional.ofNullable(row.get(column, JSONB.class)).map(json -> ValueJson.row(json.data()));
        }

        @Override
        public Map<Long, Merged> merged(Collection<Long> operations) {
            var found = new HashMap<Long, Merged>();
            db.fetch("""
                            select id, kind, survivor_id, retired_id, retired, plan -> 'choices' as choices,
                                plan -> (case plan ->> 'base' when 'a' then 'b' else 'a' end) -> 'values' as values
                            from merge where id = any ({0})
                            """, val(operations.toArray(Long[]::new)))
                    .forEach(row -> found.put(
                            row.get("id", Long.class),
                            new Merged(
                                    row.get("kind", String.class),
                                    row.get("survivor_id", Long.class),
                                    new Explanation.Named(
                                            row.get("retired_id", Long.class), row.get("retired", String.class)),
                                    ValueJson.row(row.get("choices", JSON.class).data()),
                                    ValueJson.row(row.get("values", JSON.class).data()))));
            return found;
        }

        @Override
        public Map<Long, Long> undone(Collection<Long> operations) {
            return db.fetch("select id, undone from undo where id = any ({0})", val(operations.toArray(Long[]::new)))
                    .intoMap(row -> row.get("id", Long.class), row -> row.get("undone", Long.class));
        }
    }
}
