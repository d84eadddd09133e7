package org.atelier.records;

/** A text is not what a field takes; the message says what it takes. */
public final class UnfitTextException extends Exception {
    private static final long serialVersionUID = 1;

    public UnfitTextException(String message) {
        super(message);
    }
}
