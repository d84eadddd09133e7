package org.atelier.testing.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.atelier.database.embedded.internal.Directories;
import org.atelier.database.embedded.internal.PostgresException;
import org.atelier.database.embedded.internal.PostgresOptions;
import org.atelier.database.embedded.internal.PostgresServer;

/**
 * Fresh databases on one PostgreSQL for this JVM, each a copy of a template that was migrated once.
 *
 * <p>The server forgets everything (no fsync), lives in the temporary directory and ends with the JVM; what a killed
 * JVM left there is stopped and removed by the next one.
 */
public final class TestPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Consumer<DataSource> migration;
    private Optional<String> template = Optional.empty();

    private TestPostgres(Consumer<DataSource> migration) {
        this.migration = migration;
    }

    /**
     * @param migration fills the template, once, before the first database is asked for; must close its connections
     */
    public static TestPostgres migratedBy(Consumer<DataSource> migration) {
        return new TestPostgres(migration);
    }

    /** A database nobody else uses, unpooled, its user a superuser; dropped with the server. */
    public synchronized DataSource freshDatabase() {
        if (template.isEmpty()) {
            var name = create("template", "template0");
            migration.accept(Running.SERVER.dataSource(name));
            template = Optional.of(name);
        }
        return Running.SERVER.dataSource(create("test", template.get()));
    }

    /** The server's address for programs that want a URL; see {@link #user} and {@link #password}. */
    public static String jdbcUrl(String database) {
        return Running.SERVER.jdbcUrl(database);
    }

    public static String user() {
        return Running.OPTIONS.user();
    }

    public static String password() {
        return Running.OPTIONS.password();
    }

    private static String create(String prefix, String template) {
        var name = prefix + "_" + DATABASES.incrementAndGet();
        try (var connection = Running.SERVER.dataSource("postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException("no test database: " + e.getMessage(), e);
        }
    }

    /** Started by the first test that asks for a database. */
    private static final class Running {
        private static final Path ROOT = Path.of(
                System.getProperty("java.io.tmpdir"), "atelier-test-postgres-" + System.getProperty("user.name"));
        private static final PostgresOptions OPTIONS;
        private static final PostgresServer SERVER;

        static {
            try {
                Files.createDirectories(
                        ROOT, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                removeLeftovers();
                var home = Files.createTempDirectory(ROOT, "server-");
                OPTIONS = options(home);
                SERVER = PostgresServer.start(OPTIONS);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(home), "stop the test database"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static PostgresOptions options(Path home) {
            return PostgresOptions.in(home, "only for tests")
                    .withBinariesDirectory(ROOT.resolve("binaries"))
                    .forgetful();
        }

        private static void stop(Path home) {
            SERVER.close();
            try {
                Directories.delete(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void removeLeftovers() throws IOException {
            try (var homes = Files.newDirectoryStream(ROOT, "server-*")) {
                for (var home : homes) {
                    if (!Files.exists(home.resolve("data.lock"))) {
                        continue; // another JVM is just about to use it
                    }
                    try {
                        PostgresServer.stopLeftover(options(home));
                        Directories.delete(home);
                    } catch (PostgresException inUseByALivingTest) {
                        continue;
                    }
                }
            }
        }
    }
}
