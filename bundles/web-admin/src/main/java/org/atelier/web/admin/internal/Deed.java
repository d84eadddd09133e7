package org.atelier.web.admin.internal;

import java.util.Optional;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.Undos;

/**
 * What an operation did, as people call it: "merge of B into A", "undo of the merge of B into A".
 *
 * @param operation its number
 * @param undos how many undos stand between it and the merge: none if it is the merge itself
 * @param merge the merge that it did or took back; empty if the number is that of no merge and no undo
 */
public record Deed(long operation, int undos, Optional<Receipt> merge) {
    /** Follows undos to the merge at their beginning. */
    static Deed of(long operation, Merges merges, Undos undos) {
        var number = operation;
        var steps = 0;
        // an undo is always younger than what it took back, so this ends
        for (var undo = undos.receipt(number); undo.isPresent(); undo = undos.receipt(number)) {
            number = undo.map(UndoReceipt::undone).orElseThrow();
            steps++;
        }
        return new Deed(operation, steps, merges.receipt(number));
    }

    /** Such as {@code undo of the merge of oslo-2 into oslo}. */
    public String words() {
        return merge.map(receipt -> lead() + receipt.retired() + " into " + receipt.survivor())
                .orElse("operation " + operation);
    }

    /** The words before the names, such as {@code undo of the merge of}, with a blank after them. */
    public String lead() {
        return "undo of the ".repeat(undos) + "merge of ";
    }
}
