package org.atelier.persistence.internal;

import javax.sql.DataSource;
import org.atelier.testing.postgres.StatementCounter;

/** A database of its own for a test of merging, and how many statements were asked of it. */
final class CountedDatabase implements AutoCloseable {
    final Database database;
    private final StatementCounter counter;

    CountedDatabase() {
        try (var bed = Bed.made()) {
            DataSource dataSource = bed.dataSource;
            counter = new StatementCounter(dataSource);
        }
        database = new Database(counter);
    }

    int statements() {
        return counter.statements();
    }

    @Override
    public void close() {
        database.close();
    }
}
