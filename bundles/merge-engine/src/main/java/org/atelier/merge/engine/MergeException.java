package org.atelier.merge.engine;

import java.util.Optional;

/** A merge that was refused; nothing was changed. Programs read the code, people the message. */
public final class MergeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why a merge was refused. */
    public enum Code {
        /** No kind of this name can be merged. */
        UNKNOWN_KIND,
        /** There is no record of this slug or id. */
        UNKNOWN_RECORD,
        /** The record was merged away; the message names the survivor. */
        RETIRED_RECORD,
        /** Both names lead to the same record. */
        SAME_RECORD,
        /** The kind has no field or relation of this name. */
        UNKNOWN_CHOICE,
        /** No strategy of this id is offered there. */
        UNKNOWN_STRATEGY,
        /** Nothing installed can decide some fields or relations; the message names them. */
        MISSING_STRATEGY,
        /** A plugin answered what it may not, failed, or took too long; the message names it. */
        BAD_ANSWER,
        /** A unique value the survivor would get belongs to somebody else. */
        VALUE_TAKEN,
        /** Something points to the retired record that no relation declares; the message names the key. */
        UNDECLARED_REFERENCE,
        /** The result would break a rule of the database; the message names it. */
        RULE_BROKEN,
        /**
         * The database has a key or column that no descriptor answers for, or one a descriptor names is not there; the
         * message names each.
         */
        CENSUS_INCOMPLETE,
        /** More hangs on the records than one merge takes. */
        TOO_MANY_ROWS,
        /** No operation has this id. */
        UNKNOWN_OPERATION,
        /** The operation is taken back already; the message names the undo. */
        UNDONE_ALREADY,
        /** A later operation stands on this one; the message names what must be undone first. */
        LATER_OPERATION,
        /** The records are no longer as the plan saw them. */
        STALE_PLAN,
        /** What the transaction changed is not what the plan says; it was rolled back. */
        LEDGER_MISMATCH,
        /** Undone from its own journal, the merge would not leave what was there before; it was rolled back. */
        NOT_REVERSIBLE
    }

    private final Code code;

    /** 0 for none. */
    private final long operation;

    private final String because;

    public MergeException(Code code, String message) {
        super(message);
        this.code = code;
        operation = 0;
        because = "";
    }

    /** @param operation that stands in the way */
    public MergeException(Code code, String message, long operation) {
        this(code, message, operation, "");
    }

    /**
     * @param operation that stands in the way
     * @param because what it did that makes it stand there, such as {@code it changed event "a" after operation 27}
     */
    public MergeException(Code code, String message, long operation, String because) {
        super(message);
        this.code = code;
        this.operation = operation;
        this.because = because;
    }

    public MergeException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        operation = 0;
        because = "";
    }

    /** The operation that stands in the way, where it is one: the undo that was, or what must be undone first. */
    public Optional<Long> operation() {
        return Optional.of(operation).filter(id -> id != 0);
    }

    /** Why that operation stands in the way, for whoever sees which it is; empty where the message says all. */
    public String because() {
        return because;
    }

    public Code code() {
        return code;
    }
}
