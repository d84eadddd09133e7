package org.atelier.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/** Makes backups while everybody works. */
@ProviderType
public interface Backups {
    /**
     * As of when the last one was made, and by whom; that it arrived somewhere, and is still there, nobody here knows.
     *
     * @param by the name of whoever asked for it
     */
    record Made(Instant at, String by) {}

    /** Another one is being made here. */
    final class UnderWayException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnderWayException() {
            super("another backup is being made");
        }
    }

    /** One that began: it holds the database at that moment, and is the only one of this node until it is closed. */
    interface Begun extends AutoCloseable {
        Instant at();

        /**
         * Writes it, with memory that does not depend on its size. If this throws, what was written is no backup, and
         * {@link BackupFile} says so.
         *
         * @param to is flushed, not closed
         */
        void writeTo(OutputStream to) throws IOException;

        @Override
        void close();
    }

    /**
     * Begins a backup.
     *
     * @return to be closed
     * @throws UnderWayException if another one has not come to its end
     * @throws org.atelier.domain.DatabaseUnavailableException if the database does not answer
     */
    Begun begin(NewOperation by);

    Optional<Made> last();
}
