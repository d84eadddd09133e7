package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import org.atelier.merge.engine.JournaledTransaction;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** What every transaction under an operation can do: look at its own journal, go back, and rehearse. */
class JournaledWork implements JournaledTransaction {
    /** Takes from a row of a table the columns that count. */
    interface Strip extends BiFunction<String, SortedMap<String, Value>, SortedMap<String, Value>> {}

    final DSLContext db;
    final ForeignKeys foreignKeys;
    private final Operations.Running running;
    private final Strip strip;

    JournaledWork(DSLContext db, Operations.Running running, Strip strip, ForeignKeys foreignKeys) {
        this.db = db;
        this.running = running;
        this.strip = strip;
        this.foreignKeys = foreignKeys;
    }

    @Override
    public final long operation() {
        return running.id();
    }

    @Override
    public final Instant at() {
        return running.at();
    }

    @Override
    public final List<RowChange> journaled() {
        return changes(db, operation(), strip);
    }

    /** The net change of every row that the operation touched, from before its first change to after its last. */
    static List<RowChange> changes(DSLContext db, long operation, Strip strip) {
        return db.fetch("""
                        select table_name, key,
                               (array_agg(before order by id))[1] as first_before,
                               (array_agg(after order by id desc))[1] as last_after
                        from journal
                        where operation_id = {0}
                        group by table_name, key
                        order by table_name, key
                        """, val(operation)).map(row -> {
            var table = row.get("table_name", String.class);
            return new RowChange(
                    table,
                    ValueJson.row(row.get("key", JSONB.class).data()),
                    Optional.ofNullable(row.get("first_before", JSONB.class))
                            .map(json -> strip.apply(table, ValueJson.row(json.data()))),
                    Optional.ofNullable(row.get("last_after", JSONB.class))
                            .map(json -> strip.apply(table, ValueJson.row(json.data()))));
        });
    }

    @Override
    public final void revert(List<RowChange> changes) {
        new Reverter(db, foreignKeys).revert(changes);
    }

    @Override
    public final void rehearse(Runnable work) {
        db.execute("savepoint rehearsal");
        work.run();
        // an exception ends the whole transaction, so there is nothing to go back to then
        db.execute("rollback to savepoint rehearsal");
    }
}
