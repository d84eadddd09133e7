package org.atelier.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/** Reads the database for a backup. */
@ProviderType
public interface BackupStore {
    /**
     * All that is there now. Whatever others do meanwhile is not in it, and does not wait for it.
     *
     * @return to be closed
     * @throws org.atelier.domain.DatabaseUnavailableException if the database does not answer
     */
    Moment now();

    /** The kind of the operation that a backup is written down as. */
    String KIND = "backup";

    /** Writes down that a backup was made, as an operation of this kind. */
    void made(NewOperation by, Instant asOf);

    /** The last one that was made. */
    Optional<Backups.Made> last();

    /** A table, and what of it is kept. */
    record Table(String name, List<String> columns) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /** The database at one moment. */
    interface Moment extends AutoCloseable {
        Instant at();

        /** The version of the schema. */
        String schema();

        /** The version of the server. */
        String postgresql();

        /** By name; without {@link #leftOut()}. */
        List<Table> tables();

        /** Tables of which nothing is to be kept. */
        List<String> leftOut();

        /**
         * Writes the rows of a table in the order of its primary key, each on a line, as PostgreSQL's COPY does.
         *
         * @return how many rows
         */
        long copy(Table table, OutputStream to) throws IOException;

        /** By name; no row that was copied has a number that they would give again. */
        List<Manifest.Sequence> sequences();

        @Override
        void close();
    }
}
