package org.atelier.history;

/** Something that has no history. Programs read the code, people the message. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What it is that there is not. */
    public enum Code {
        /** No kind of record has this name. */
        UNKNOWN_KIND,
        /** No record of the kind was ever called so. */
        UNKNOWN_RECORD
    }

    private final Code code;

    public HistoryException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
