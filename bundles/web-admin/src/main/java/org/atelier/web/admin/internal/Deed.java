package org.atelier.web.admin.internal;

import java.util.Optional;
import org.atelier.history.History;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.Undos;

/**
 * What an operation did, as people call it: "merge of B into A", "undo of the merge of B into A".
 *
 * @param operation its number
 * @param undos how many undos stand between it and the merge: none if it is the merge itself
 * @param merge the merge that it did or took back; empty if it was something else
 * @param what that something else, as people call it; empty for a merge
 */
public record Deed(long operation, int undos, Optional<Receipt> merge, String what) {
    /** Follows undos to what stands at their beginning. */
    static Deed of(long operation, Merges merges, Undos undos, History history) {
        var number = operation;
        var steps = 0;
        // an undo is always younger than what it took back, so this ends
        for (var undo = undos.receipt(number); undo.isPresent(); undo = undos.receipt(number)) {
            number = undo.map(UndoReceipt::undone).orElseThrow();
            steps++;
        }
        var merge = merges.receipt(number);
        var first = number;
        return new Deed(
                operation,
                steps,
                merge,
                merge.isPresent()
                        ? ""
                        : history.operation(first, 0, 1)
                                .map(found -> "operation %d (%s)"
                                        .formatted(first, found.operation().words()))
                                .orElse("operation " + first));
    }

    /** Such as {@code undo of the merge of oslo-2 into oslo}. */
    public String words() {
        return merge.map(receipt -> lead() + receipt.retired() + " into " + receipt.survivor())
                .orElseGet(() -> (undos == 0 ? "" : "undo of the ".repeat(undos - 1) + "undo of ") + what);
    }

    /** The same as a sentence begins with it, such as {@code The merge of oslo-2 into oslo}. */
    public String named() {
        return merge.isPresent() || undos > 0 ? "The " + words() : Words.capital(what);
    }

    /** What taking it back is called, as a heading. */
    public String title() {
        return "Undo " + (merge.isPresent() || undos > 0 ? "the " : "") + words();
    }

    /** The words before the names, such as {@code undo of the merge of}, with a blank after them. */
    public String lead() {
        return "undo of the ".repeat(undos) + "merge of ";
    }

    /** Where to look at it: its receipt, where it has one. */
    public String link() {
        return undos > 0 || merge.isPresent() ? Links.receipt(operation) : Links.operation(operation);
    }
}
