package org.atelier.persistence.internal;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.atelier.domain.DatabaseUnavailableException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema of a database to the version of this build, and never back. */
final class Schema {
    /** The oldest PostgreSQL on which the tests run. */
    static final int OLDEST_POSTGRESQL = 15;

    private final DataSource dataSource;
    private final Flyway flyway;

    /** @param dataSource unpooled: a migration may take longer than a request is allowed to */
    Schema(DataSource dataSource) {
        this.dataSource = dataSource;
        // What Flyway would look for on a class path it gets from here: within a bundle there is none to scan. Its own
        // class loader is the one that sees its plugins.
        flyway = Flyway.configure(Flyway.class.getClassLoader())
                .dataSource(dataSource)
                .loggers("slf4j")
                .outputQueryResults(false)
                .resourceProvider(new MigrationFiles())
                .javaMigrationClassProvider(List::of)
                .load();
    }

    /**
     * Applies the migrations that are missing.
     *
     * @return the version of the schema, such as {@code 1}
     * @throws DatabaseUnavailableException if the database does not answer or its schema cannot become this build's
     */
    String bringUpToDate() {
        requireServer();
        try {
            refuseNewer(flyway.info().all());
            flyway.migrate();
            return flyway.info().current().getVersion().getVersion();
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException(
                    "the schema of the database cannot be brought up to date: " + Causes.innermost(e), e);
        }
    }

    private void requireServer() {
        try (var connection = dataSource.getConnection()) {
            var server = connection.getMetaData();
            if (server.getDatabaseMajorVersion() < OLDEST_POSTGRESQL) {
                throw new DatabaseUnavailableException(
                        "the database is PostgreSQL " + server.getDatabaseProductVersion()
                                + ", which is too old: use PostgreSQL " + OLDEST_POSTGRESQL + " or newer");
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("the database does not answer: " + Causes.innermost(e), e);
        }
    }

    private static void refuseNewer(MigrationInfo[] migrations) {
        var unknown = Arrays.stream(migrations)
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max((a, b) -> a.compareTo(b));
        var known = Arrays.stream(migrations)
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max((a, b) -> a.compareTo(b));
        if (unknown.isPresent()) {
            throw new DatabaseUnavailableException("the database has schema version " + unknown.get()
                    + ", this build knows versions up to "
                    + known.map(Object::toString).orElse("none")
                    + ": start a build at least as new as the one that wrote it");
        }
    }
}
