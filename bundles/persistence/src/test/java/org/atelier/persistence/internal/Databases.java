package org.atelier.persistence.internal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.atelier.testing.postgres.TestPostgres;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Databases for tests: on the PostgreSQL that travels with the platform, or, to try another version, on the server that
 * the system property {@code atelier.test.server} names by a JDBC URL with a user who may create databases.
 */
final class Databases {
    private static final Optional<String> SERVER = Optional.ofNullable(System.getProperty("atelier.test.server"));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final Supplier<DataSource> EMPTY = SERVER.<Supplier<DataSource>>map(url -> () -> created(url))
            .orElseGet(() -> {
                var postgres = TestPostgres.migratedBy(_ -> {});
                return postgres::freshDatabase;
            });

    private static final Supplier<DataSource> MIGRATED = SERVER.<Supplier<DataSource>>map(_ -> () -> migrated(empty()))
            .orElseGet(() -> {
                var postgres = TestPostgres.migratedBy(Databases::migrated);
                return postgres::freshDatabase;
            });

    private Databases() {}

    /** A database with nothing in it, for the caller alone. */
    static DataSource empty() {
        return EMPTY.get();
    }

    /** A database with the schema and nothing else, for the caller alone. */
    static DataSource migrated() {
        return MIGRATED.get();
    }

    private static DataSource migrated(DataSource database) {
        new Schema(database).bringUpToDate();
        return database;
    }

    private static DataSource created(String url) {
        var server = new PGSimpleDataSource();
        server.setUrl(url);
        var name = "atelier_test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        execute(server, "create database " + name);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> execute(server, "drop database " + name + " with (force)")));
        var database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setDatabaseName(name);
        return database;
    }

    private static void execute(DataSource server, String statement) {
        try (var connection = server.getConnection();
                var executed = connection.createStatement()) {
            executed.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
