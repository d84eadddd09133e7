package org.atelier.web.admin.internal;

import java.util.Optional;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.Undos;

/**
 * Another operation that stands in the way of taking one back just now.
 *
 * @param operation to look at, and to undo first
 * @param why as a sentence
 */
public record InTheWay(long operation, String why) {
    /** Asks; empty if none stands in the way. Whatever else speaks against it is told on the way to undoing it. */
    static Optional<InTheWay> of(Undos undos, long operation) {
        try {
            undos.plan(operation);
            return Optional.empty();
        } catch (MergeException e) {
            return e.operation().map(first -> new InTheWay(first, Words.sentence(e.getMessage())));
        }
    }
}
