package org.atelier.merge.engine;

import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes back what an operation did, row by row and three-way, with no time limit. Every method that can refuse throws
 * {@link MergeException}, having changed nothing.
 */
@ProviderType
public interface Undos {
    /**
     * What taking the operation back would do now; nothing is changed.
     *
     * @param operation the id of any operation: a merge, an undo, an edit, an import, what psql did
     * @throws MergeException UNKNOWN_OPERATION if there is none; UNDONE_ALREADY naming the undo; LATER_OPERATION naming
     *     what must be undone first
     */
    UndoPlan plan(long operation);

    /**
     * Takes the operation back, in one transaction, if nothing stands against it that the request does not answer.
     *
     * @throws MergeException as {@link #plan} does; UNKNOWN_CHOICE and UNKNOWN_STRATEGY for an answer to no conflict, or
     *     one that the conflict does not offer
     */
    UndoOutcome undo(UndoRequest request, NewOperation by);

    /** The receipt of an undo. */
    Optional<UndoReceipt> receipt(long id);

    /** The undo that took this operation back, where it is taken back now: an undo that was itself undone does not count. */
    Optional<Long> undoneBy(long operation);
}
