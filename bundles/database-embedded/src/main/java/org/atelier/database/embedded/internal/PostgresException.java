package org.atelier.database.embedded.internal;

/** PostgreSQL could not be unpacked, started, reached or stopped. The message is for an operator to act on. */
public final class PostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
