package org.atelier.persistence.internal;

import javax.sql.DataSource;
import org.atelier.domain.NewOperation;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A database of its own for a test, with the schema in it and nothing else. */
final class Bed implements AutoCloseable {
    static final NewOperation SOMETHING = new NewOperation("test.something", "tester", "request-1", "a note");

    final DataSource dataSource;
    final Database database;
    final Operations operations;

    /** What psql would do: statements outside of every operation of ours. */
    final DSLContext psql;

    private Bed(DataSource dataSource) {
        this.dataSource = dataSource;
        database = new Database(dataSource);
        operations = new Operations(database);
        psql = DSL.using(dataSource, SQLDialect.POSTGRES);
    }

    static Bed made() {
        return new Bed(Databases.migrated());
    }

    @Override
    public void close() {
        database.close();
    }
}
