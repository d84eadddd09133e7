package org.atelier.domain;

/**
 * The database cannot be used right now: it does not answer, answers too late, or has a schema that is not this
 * build's. Every port may throw it; the message is for people, and names no secret.
 */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatabaseUnavailableException(String message) {
        super(message);
    }

    public DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
