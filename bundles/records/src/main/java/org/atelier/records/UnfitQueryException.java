package org.atelier.records;

/** A query asks for what a kind does not have; the message says what, and what there is. */
public final class UnfitQueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String parameter;

    /** @param parameter what is wrong: the name of a filter, {@code sort}, {@code missing} or {@code after} */
    public UnfitQueryException(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
