package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.engine.LastSet;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Receipt;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The merge engine's port on PostgreSQL, driven by descriptors: it knows no table by name but its own. */
@Component
public final class PostgresMergeStore implements MergeStore {
    private final Database database;
    private final Operations operations;
    private final int mostRows;

    @Activate
    public PostgresMergeStore(@Reference Database database, @Reference Operations operations) {
        this(database, operations, MergeSnapshots.MOST_ROWS);
    }

    /** @param mostRows how many rows may hang on two records to be merged */
    PostgresMergeStore(Database database, Operations operations, int mostRows) {
        this.database = database;
        this.operations = operations;
        this.mostRows = mostRows;
    }

    @Override
    public Lookup<Long> find(MergeableKind kind, String slugOrId) {
        var entity = kind.entity();
        var table = DSL.name(entity.table());
        var slug = DSL.name(entity.slug());
        var id = slugOrId.matches("[1-9][0-9]{0,17}") ? Long.valueOf(slugOrId) : null;
        // one row for each way in which the name leads somewhere; the best way first
        var found = database.read(
                db -> db.fetchOptional("""
                select 1 as way, id, {1}::text as slug from {0} where {1} = {2}
                union all
                select 2, id, {1}::text from {0} where id = {3}
                union all
                select 3, record.id, record.{1}::text
                from redirect join {0} as record on record.id = redirect.target_id
                where redirect.kind = {4} and redirect.value = {2} and redirect.form in ('slug', 'id')
                order by way, id
                limit 1
                """, table, slug, val(slugOrId), val(id, Long.class), val(entity.kind())));
        if (found.isEmpty()) {
            return new Lookup.Missing<>();
        }
        var row = found.get();
        return row.get("way", Integer.class) == 3
                ? new Lookup.Moved<>(row.get("slug", String.class))
                : new Lookup.Found<>(row.get("id", Long.class));
    }

    @Override
    public Catalogue catalogue(Set<String> tables) {
        return database.transaction(db -> {
            db.execute(ByKeys.READING);
            return Catalogues.read(db, tables);
        });
    }

    @Override
    public Optional<Seen> look(MergeableKind kind, Catalogue catalogue, long a, long b) {
        return database.transaction(db -> {
            db.execute(ByKeys.READING);
            return new MergeSnapshots(db, kind, a, b, GeneratedColumns.of(catalogue), false, mostRows)
                    .read()
                    .map(snapshot -> new Seen(snapshot, lastSet(db, kind, a, b)));
        });
    }

    private static LastSet lastSet(DSLContext db, MergeableKind kind, long a, long b) {
        var columns = kind.entity().fields().stream()
                .map(field -> field.column().column())
                .toArray(String[]::new);
        var sides = Map.of(a, new HashMap<String, Instant>(), b, new HashMap<String, Instant>());
        db.fetch("""
                        select (j.key ->> 'id')::bigint as id, written.name, max(o.at) as at
                        from journal j
                        join operation o on o.id = j.operation_id
                        cross join lateral jsonb_each(j.after) as written (name, value)
                        where j.table_name = {0}
                        and j.key in (jsonb_build_object('id', {1}), jsonb_build_object('id', {2}))
                        and written.name = any ({3})
                        and (j.before -> written.name) is distinct from written.value
                        and undone_by(o.id) is null and not exists (select from undo u where u.id = o.id)
                        group by 1, 2
                        """, val(kind.entity().table()), val(a), val(b), val(columns))
                .forEach(row -> sides.get(row.get("id", Long.class))
                        .put(
                                row.get("name", String.class),
                                row.get("at", OffsetDateTime.class).toInstant()));
        return new LastSet(sides.get(a), sides.get(b));
    }

    @Override
    public <R> R inTransaction(NewOperation by, Catalogue catalogue, Function<Transaction, R> work) {
        try {
            return operations.writeManyOrGiveWay(by, (db, running) -> {
                var transaction = new MergeTransaction(db, running, catalogue);
                return new Operations.Came<>(work.apply(transaction), transaction.isRecorded());
            });
        } catch (DataAccessException e) {
            throw Refusals.told(e, "nothing was merged");
        }
    }

    @Override
    public Optional<Receipt> receipt(long id) {
        return database.read(db -> db.fetchOptional("""
                        select m.*, o.at, o.actor, o.request_id, o.note
                        from merge m join operation o on o.id = m.id
                        where m.id = {0}
                        """, val(id))
                .map(row -> new Receipt(
                        id,
                        row.get("kind", String.class),
                        row.get("at", OffsetDateTime.class).toInstant(),
                        row.get("actor", String.class),
                        row.get("request_id", String.class),
                        row.get("note", String.class),
                        row.get("survivor_id", Long.class),
                        row.get("survivor", String.class),
                        row.get("retired_id", Long.class),
                        row.get("retired", String.class),
                        row.get("fingerprint", String.class),
                        row.get("plan", JSON.class).data())));
    }
}
