package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.val;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.UndoStore;
import org.jooq.JSON;
import org.jooq.exception.DataAccessException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The port of undoing on PostgreSQL, driven by the journal and the catalogue: it knows no table by name but its own. */
@Component
public final class PostgresUndoStore implements UndoStore {
    private final Database database;
    private final Operations operations;
    private final VocabularyReliances reliances;

    @Activate
    public PostgresUndoStore(
            @Reference Database database, @Reference Operations operations, @Reference VocabularyReliances reliances) {
        this.database = database;
        this.operations = operations;
        this.reliances = reliances;
    }

    @Override
    public Optional<Undoable> find(long operation) {
        return database.read(db -> UndoReading.find(db, operation));
    }

    @Override
    public Optional<UndoReceipt> receipt(long id) {
        return database.read(db -> db.fetchOptional("""
                        select u.undone, u.plan, o.at, o.actor, o.request_id, o.note
                        from undo u join operation o on o.id = u.id
                        where u.id = {0}
                        """, val(id))
                .map(row -> new UndoReceipt(
                        id,
                        row.get("undone", Long.class),
                        row.get("at", OffsetDateTime.class).toInstant(),
                        row.get("actor", String.class),
                        row.get("request_id", String.class),
                        row.get("note", String.class),
                        row.get("plan", JSON.class).data())));
    }

    @Override
    public <R> R reading(Function<Reading, R> work) {
        return database.transaction(db -> {
            db.execute(ByKeys.READING);
            return work.apply(new UndoReading(db, TableColumns.read(db), ForeignKeys.read(db), reliances, false));
        });
    }

    @Override
    public <R> R inTransaction(NewOperation by, Function<Transaction, R> work) {
        try {
            return operations.writeManyOrGiveWay(by, (db, running) -> {
                var transaction = new UndoTransaction(db, running, reliances);
                return new Operations.Came<>(work.apply(transaction), transaction.isRecorded());
            });
        } catch (DataAccessException e) {
            throw Refusals.told(e, "nothing was undone");
        }
    }
}
