package org.atelier.persistence.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import org.atelier.merge.engine.JournaledTransaction;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;

/** What every transaction under an operation can do: look at its own journal, go back, and rehearse. */
class JournaledWork implements JournaledTransaction {
    /** Takes from a row of a table the columns that count. */
    interface Strip extends BiFunction<String, SortedMap<String, Value>, SortedMap<String, Value>> {}

    final DSLContext db;
    final ForeignKeys foreignKeys;
    private final Operations.Running running;
    private final Strip strip;
    private boolean recorded;

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

    /** Whether there is a receipt of what was done. */
    final boolean isRecorded() {
        return recorded;
    }

    final void recorded() {
        recorded = true;
    }

    @Override
    public final List<RowChange> journaled() {
        return changes(db, operation(), strip);
    }

    /** The net change of every row that the operation touched, from before its first change to after its last. */
    static List<RowChange> changes(DSLContext db, long operation, Strip strip) {
        record Row(String table, SortedMap<String, Value> key) {}
        record Net(String before, String after) {}
        var net = new LinkedHashMap<Row, Net>();
        db.connection(connection -> {
            try (var statement = connection.prepareStatement(
                    "select table_name, key, before, after from journal where operation_id = ? order by id")) {
                statement.setLong(1, operation);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        net.merge(
                                new Row(rows.getString(1), ValueJson.row(rows.getString(2))),
                                new Net(rows.getString(3), rows.getString(4)),
                                (first, last) -> new Net(first.before(), last.after()));
                    }
                }
            }
        });
        var changes = new ArrayList<RowChange>(net.size());
        net.forEach((row, change) -> changes.add(new RowChange(
                row.table(),
                row.key(),
                Optional.ofNullable(change.before()).map(json -> strip.apply(row.table(), ValueJson.row(json))),
                Optional.ofNullable(change.after()).map(json -> strip.apply(row.table(), ValueJson.row(json))))));
        return changes;
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
