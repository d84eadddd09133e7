package org.atelier.persistence.internal;

import java.util.function.Function;
import org.atelier.history.JournalStore;
import org.jooq.exception.DataAccessException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The journal on PostgreSQL, for those who read it. */
@Component
public final class PostgresJournalStore implements JournalStore {
    private final Database database;
    private final JournaledTables tables = new JournaledTables();

    @Activate
    public PostgresJournalStore(@Reference Database database) {
        this.database = database;
    }

    @Override
    public <R> R reading(Function<Reading, R> work) {
        try {
            return database.atOneMoment(db -> work.apply(new JournalReading(db, tables.known(db))));
        } catch (DataAccessException e) {
            // perhaps because the tables are others by now
            tables.forget();
            throw e;
        }
    }
}
