package org.atelier.persistence.internal;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.atelier.domain.DatabaseUnavailableException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the schema of a database to the version of this build, and never back. */
final class Schema {
    /** The oldest PostgreSQL on which the tests run. */
    static final int OLDEST_POSTGRESQL = 15;

    /** Where Flyway writes down what it did. */
    static final String HISTORY = "flyway_schema_history";

    private final DataSource dataSource;
    private final Flyway flyway;

    /** @param dataSource unpooled: a migration may take longer than a request is allowed to */
    Schema(DataSource dataSource) {
        this.dataSource = dataSource;
        flyway = upTo(dataSource, MigrationVersion.LATEST);
    }

    private static Flyway upTo(DataSource dataSource, MigrationVersion target) {
        // What Flyway would look for on a class path it gets from here: within a bundle there is none to scan. Its own
        // class loader is the one that sees its plugins.
        return Flyway.configure(Flyway.class.getClassLoader())
                .dataSource(dataSource)
                .target(target)
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
        refuseHalfRestored();
        try {
            refuseNewer(flyway.info().all());
            flyway.migrate();
            return flyway.info().current().getVersion().getVersion();
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException(
                    "the schema of the database cannot be brought up to date: " + Causes.innermost(e), e);
        }
    }

    /** The versions this build knows, from the oldest on. */
    List<String> known() {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState().isResolved())
                .map(migration -> migration.getVersion().getVersion())
                .toList();
    }

    /**
     * Makes the schema of an earlier version, in a database that has none yet or an older one.
     *
     * @param version one of {@link #known()}
     */
    void bringUpTo(String version) {
        requireServer();
        try {
            upTo(dataSource, MigrationVersion.fromVersion(version)).migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException(
                    "the schema of version " + version + " cannot be made: " + Causes.innermost(e), e);
        }
    }

    void requireServer() {
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

    /** What a restore that was killed left is not to be taken for an Atelier without data. */
    private void refuseHalfRestored() {
        try (var connection = dataSource.getConnection();
                var schemas = connection.getMetaData().getSchemas(null, Restoration.UNFINISHED)) {
            if (schemas.next()) {
                throw new DatabaseUnavailableException("a restore into this database broke off, or is still going on;"
                        + " when none is, make the database anew and restore again");
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
