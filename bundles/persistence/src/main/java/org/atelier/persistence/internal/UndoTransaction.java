package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.val;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.UndoStore;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.jooq.JSON;

/** The transaction of an undo: reads with locks, and puts back. */
final class UndoTransaction extends JournaledWork implements UndoStore.Transaction {
    private final UndoReading reading;

    UndoTransaction(DSLContext db, Operations.Running running, VocabularyReliances reliances) {
        this(db, running, reliances, TableColumns.read(db));
    }

    private UndoTransaction(
            DSLContext db, Operations.Running running, VocabularyReliances reliances, TableColumns columns) {
        super(db, running, columns::strip, ForeignKeys.read(db));
        reading = new UndoReading(db, columns, foreignKeys, reliances, true);
    }

    @Override
    public Optional<UndoStore.Undoable> find(long operation) {
        return reading.find(operation);
    }

    @Override
    public List<RowChange> changes(long operation) {
        return reading.changes(operation);
    }

    @Override
    public Map<String, SortedMap<String, Value>> now(List<RowChange> rows) {
        return reading.now(rows);
    }

    @Override
    public Map<String, List<UndoStore.Later>> later(long operation) {
        return reading.later(operation);
    }

    @Override
    public List<UndoStore.Taken> taken(List<RowChange> wanted) {
        return reading.taken(wanted);
    }

    @Override
    public List<UndoStore.Missing> missing(List<RowChange> wanted) {
        return reading.missing(wanted);
    }

    @Override
    public List<UndoStore.Pointing> pointing(List<RowChange> wanted) {
        return reading.pointing(wanted);
    }

    @Override
    public List<UndoStore.Relied> relied(List<RowChange> wanted) {
        return reading.relied(wanted);
    }

    @Override
    public Map<String, List<SortedMap<String, Value>>> since(MergeableKind kind, long survivor, long operation) {
        return reading.since(kind, survivor, operation);
    }

    @Override
    public RowNames names(List<RowChange> rows) {
        return reading.names(rows);
    }

    @Override
    public void record(UndoReceipt receipt) {
        db.execute(
                "insert into undo (id, undone, plan) values ({0}, {1}, {2})",
                val(receipt.id()), val(receipt.undone()), val(JSON.valueOf(receipt.plan())));
        recorded();
    }
}
