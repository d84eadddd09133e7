package org.atelier.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.atelier.database.embedded.internal.Directories;
import org.atelier.database.embedded.internal.PostgresOptions;
import org.atelier.database.embedded.internal.PostgresServer;
import org.atelier.merge.engine.Merges;
import org.atelier.persistence.internal.Database;
import org.atelier.testing.postgres.StatementCounter;

/**
 * A PostgreSQL of our own, as durable as the one that ships (fsync on, data checksums), with the schema, all of our
 * components on it, and a connection for whoever types SQL by hand.
 */
final class Bench implements AutoCloseable {
    private final Path home;
    private final PostgresServer server;
    private final Database database;
    private final StatementCounter counter;
    private final Components components;

    private Bench(Path home, PostgresServer server, UnaryOperator<DataSource> measured, Database.Limits limits) {
        this.home = home;
        this.server = server;
        counter = new StatementCounter(measured.apply(server.dataSource()));
        database = new Database(counter, limits);
        components = new Components(Map.of(Database.class, database));
    }

    /** A hundred thousand rows take longer than a request may. */
    private static final Database.Limits LIMITS = new Database.Limits(
            Database.Limits.USUAL.connections(), Database.Limits.USUAL.patience(), java.time.Duration.ZERO);

    /** @param directory on the disk that is to be measured; what it makes there is removed at the end */
    static Bench in(Path directory) throws IOException {
        return in(directory, UnaryOperator.identity());
    }

    /** @param measured what our components ask instead of the data source that it is given */
    static Bench in(Path directory, UnaryOperator<DataSource> measured) throws IOException {
        return in(directory, measured, LIMITS);
    }

    /** @param limits those of whoever runs it */
    static Bench in(Path directory, UnaryOperator<DataSource> measured, Database.Limits limits) throws IOException {
        Files.createDirectories(directory);
        var home = Files.createTempDirectory(directory, "bench-");
        var options = PostgresOptions.in(home, "for a benchmark").withBinariesDirectory(directory.resolve("binaries"));
        var server = PostgresServer.start(options);
        try {
            return new Bench(home, server, measured, limits);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    Merges merges() {
        return components.the(Merges.class);
    }

    Database database() {
        return database;
    }

    <T> T the(Class<T> service) {
        return components.the(service);
    }

    /** How many statements our components asked so far; begin, commit and the pool's own are not counted. */
    int statements() {
        return counter.statements();
    }

    /** A connection of its own, as psql would have it, with auto-commit off. */
    Connection connection() throws SQLException {
        var connection = dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private DataSource dataSource() {
        return server.dataSource();
    }

    /** The same schema in a database without the journal's triggers. */
    Connection withoutJournal() throws SQLException {
        try (var admin = server.dataSource("postgres").getConnection();
                var statement = admin.createStatement()) {
            statement.execute("create database without_journal");
        }
        var other = server.dataSource("without_journal");
        new Database(other).close();
        var connection = other.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    do $$ declare journaled record; begin
                        for journaled in select tgrelid::regclass as name from pg_trigger where tgname = '00_journal' loop
                            execute format('drop trigger "00_journal" on %s', journaled.name);
                        end loop;
                    end $$""");
        }
        connection.commit();
        return connection;
    }

    @Override
    public void close() throws IOException {
        database.close();
        server.close();
        Directories.delete(home);
    }
}
