package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.history.History;
import org.atelier.history.Operation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.Undos;

/**
 * Another operation that stands in the way of taking one back just now.
 *
 * @param operation to look at, and to undo first
 * @param known the same in words; empty if nothing is known of it
 * @param undone whether it is the undo that took the one in question back
 * @param why as the rest of a sentence, with its full stop
 */
public record InTheWay(long operation, Optional<Operation> known, boolean undone, String why) {
    /** Asks; empty if none stands in the way. Whatever else speaks against it is told on the way to undoing it. */
    static Optional<InTheWay> of(Undos undos, History history, long operation) {
        try {
            undos.plan(operation);
            return Optional.empty();
        } catch (MergeException e) {
            return of(e, history);
        }
    }

    /** Empty if it is not another operation that an undo was refused for. */
    static Optional<InTheWay> of(MergeException e, History history) {
        return e.operation()
                .map(first -> new InTheWay(
                        first,
                        Optional.ofNullable(history.operations(List.of(first)).get(first)),
                        e.code() == MergeException.Code.UNDONE_ALREADY,
                        Words.lower(Words.sentence(e.because().isEmpty() ? e.getMessage() : e.because()))));
    }

    public String title() {
        return undone ? "This is undone already" : "Something later has to be undone first";
    }

    /** What it was, such as {@code Event tagged}. */
    public String words() {
        return known.map(Operation::words).orElse("Operation " + operation);
    }
}
