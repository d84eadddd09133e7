package org.atelier.backup;

import java.io.IOException;

/** A file that is no backup, or no longer what it was. The message is a sentence for people. */
public final class BadBackupException extends IOException {
    private static final long serialVersionUID = 1;

    public BadBackupException(String message) {
        super(message);
    }

    public BadBackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
