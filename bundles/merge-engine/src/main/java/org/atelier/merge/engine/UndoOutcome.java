package org.atelier.merge.engine;

/** What became of the wish to undo. */
public sealed interface UndoOutcome {
    /** It is undone. */
    record Done(UndoReceipt receipt) implements UndoOutcome {}

    /** Nothing was done: these conflicts want an answer first, or their answers are to another plan than this. */
    record Open(UndoPlan plan) implements UndoOutcome {}

    /** Nothing was done, because an answer was {@link Resolution#STOP}. */
    record Stopped(UndoPlan plan) implements UndoOutcome {}
}
