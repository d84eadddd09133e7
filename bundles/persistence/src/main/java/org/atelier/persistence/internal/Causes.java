package org.atelier.persistence.internal;

import java.sql.SQLException;

/** Finds what really happened. */
final class Causes {
    private Causes() {}

    /** The message of the innermost cause that the driver reported, else of the innermost cause; on one line. */
    static String innermost(Throwable thrown) {
        var told = thrown;
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || !(told instanceof SQLException)) {
                told = cause;
            }
        }
        var message = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
