package org.atelier.upload;

import java.util.List;

/** What became of the wish to apply a preview. */
public sealed interface UploadOutcome {
    /** All of it was made. */
    record Done(UploadReceipt receipt) implements UploadOutcome {}

    /**
     * It would do something else by now; nothing was written.
     *
     * @param changes a sentence each; empty if nobody can say
     */
    record Stale(Preview now, List<String> changes) implements UploadOutcome {
        public Stale {
            changes = List.copyOf(changes);
        }
    }

    /** Something has to be mended or decided first, or nothing is left to do; nothing was written. */
    record NotReady(Preview now) implements UploadOutcome {}
}
