package org.atelier.merge.engine;

/** The answer to one conflict of an undo. */
public enum Resolution {
    /** Put back what the operation changed; the later change stays in the journal only. */
    RESTORE,
    /** Leave it as it is now; what the operation changed there is not put back. */
    KEEP,
    /** Undo nothing at all. */
    STOP
}
