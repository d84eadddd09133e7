package org.atelier.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A feed, rendered whole before anybody sees a byte of it. To be closed by whoever asked for it: a large one lies in a
 * file that nobody else sees, and is gone with it.
 */
public interface Export extends AutoCloseable {
    Exports.Format format();

    /** SHA-256 of the body in lower-case hexadecimal, from which its entity tags are made. */
    String digest();

    /** Since when its bytes are these, as far as this node knows, by the database's clock. */
    Instant changed();

    /**
     * How long ago it was last known to be what the database has, where the database could not be asked now; empty where
     * it was asked.
     */
    default Optional<Duration> age() {
        return Optional.empty();
    }

    /** How many bytes it has. */
    long length();

    /** The bytes, unless they are too many to be held in memory; not to be changed. */
    Optional<byte[]> bytes();

    /** The bytes compressed with gzip, where that is of use and they are in memory; not to be changed. */
    Optional<byte[]> gzip();

    void writeTo(OutputStream out) throws IOException;

    /**
     * Notes that it is answered.
     *
     * @param had whether whoever asked has it already, and is sent no byte
     */
    default void served(boolean had) {}

    @Override
    void close();
}
