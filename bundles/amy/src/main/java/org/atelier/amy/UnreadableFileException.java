package org.atelier.amy;

import org.atelier.domain.Dataset;

/** A file that is not what AMY publishes; the message says where, what is wrong, and what was expected. */
public final class UnreadableFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableFileException(Dataset.Origin where, String what) {
        super(where + ": " + what);
    }

    public UnreadableFileException(Dataset.Origin where, String what, Throwable cause) {
        super(where + ": " + what, cause);
    }
}
