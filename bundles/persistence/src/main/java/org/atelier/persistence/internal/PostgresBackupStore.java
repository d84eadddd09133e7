package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.BACKUP;
import static org.atelier.persistence.internal.jooq.Tables.OPERATION;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.atelier.backup.BackupStore;
import org.atelier.backup.Backups.Made;
import org.atelier.backup.Manifest;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.domain.NewOperation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads PostgreSQL for a backup: every table by COPY, in one repeatable-read, read-only transaction, on a connection of
 * its own, so that a slow reader takes none from the pool.
 */
@Component
public final class PostgresBackupStore implements BackupStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresBackupStore.class);

    private final Database database;
    private final Operations operations;

    @Activate
    public PostgresBackupStore(@Reference Database database, @Reference Operations operations) {
        this.database = database;
        this.operations = operations;
    }

    @Override
    public Moment now() {
        return moment(database.apart());
    }

    /** All that the database of the connection has now; closes the connection in the end. */
    static Moment moment(Connection connection) {
        try {
            return new Held(connection);
        } catch (SQLException e) {
            close(connection);
            throw unavailable(e);
        }
    }

    @Override
    public void made(NewOperation by, Instant asOf) {
        operations.write(
                by,
                (db, running) -> db.insertInto(BACKUP)
                        .set(BACKUP.ID, running.id())
                        .set(BACKUP.AS_OF, asOf.atOffset(ZoneOffset.UTC))
                        .execute(),
                _ -> true);
    }

    @Override
    public Optional<Made> last() {
        return database.read(db -> db.select(BACKUP.AS_OF, OPERATION.ACTOR)
                .from(BACKUP)
                .join(OPERATION)
                .on(OPERATION.ID.eq(BACKUP.ID))
                .orderBy(BACKUP.ID.desc())
                .limit(1)
                .fetchOptional(row -> new Made(row.value1().toInstant(), row.value2())));
    }

    private static DatabaseUnavailableException unavailable(SQLException e) {
        return new DatabaseUnavailableException("the database cannot be read: " + Causes.innermost(e), e);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("the connection of a backup cannot be closed: {}", e.getMessage());
        }
    }

    /** A transaction that sees what was there when it began. */
    private static final class Held implements Moment {
        private final Connection connection;
        private final Instant at;
        private final String schema;
        private final String postgresql;
        private final List<Table> tables;

        Held(Connection connection) throws SQLException {
            this.connection = connection;
            KeptTables.speakPlainly(connection);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
                try (var row = statement.executeQuery("select statement_timestamp(), current_setting('server_version'),"
                        + " (select version from " + KeptTables.name(Schema.HISTORY)
                        + " where success order by installed_rank desc limit 1)")) {
                    row.next();
                    at = row.getObject(1, OffsetDateTime.class).toInstant();
                    postgresql = row.getString(2);
                    schema = row.getString(3);
                }
            }
            tables = KeptTables.of(connection);
        }

        @Override
        public Instant at() {
            return at;
        }

        @Override
        public String schema() {
            return schema;
        }

        @Override
        public String postgresql() {
            return postgresql;
        }

        @Override
        public List<Table> tables() {
            return tables;
        }

        @Override
        public List<String> leftOut() {
            return KeptTables.LEFT_OUT.stream().sorted().toList();
        }

        @Override
        public long copy(Table table, OutputStream to) throws IOException {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(KeptTables.copyOut(connection, table), to);
            } catch (SQLException e) {
                throw unavailable(e);
            }
        }

        @Override
        public List<Manifest.Sequence> sequences() {
            try {
                return KeptTables.sequences(connection, tables);
            } catch (SQLException e) {
                throw unavailable(e);
            }
        }

        @Override
        public void close() {
            // ends the transaction as well
            PostgresBackupStore.close(connection);
        }
    }
}
