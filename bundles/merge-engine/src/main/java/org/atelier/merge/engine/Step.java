package org.atelier.merge.engine;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;

/**
 * One change a merge makes. What is not a step does not happen: before the commit, the journal of the transaction is
 * compared with the steps, row by row.
 */
public sealed interface Step {
    /** A row that hangs on the survivor or on the other record. */
    sealed interface OfRow extends Step {
        String relation();

        long row();
    }

    /** The child lives on with the survivor. */
    record Move(String relation, long row) implements OfRow {}

    /**
     * The child is the same as another; that one lives on and takes over what was blank in it.
     *
     * @param fills what the surviving child takes over, by column
     */
    record Fold(String relation, long row, long into, SortedMap<String, Value> fills) implements OfRow {
        public Fold {
            fills = Collections.unmodifiableSortedMap(new TreeMap<>(fills));
        }
    }

    /** The child goes. */
    record Discard(String relation, long row, String reason) implements OfRow {}

    /** The referring row points to the survivor. */
    record Repoint(String relation, long row) implements OfRow {}

    /** The referring row points to nothing any more. */
    record Detach(String relation, long row) implements OfRow {}

    /** The survivor is linked to the target. */
    record Link(String relation, Target target) implements Step {}

    /** The record of this side is no longer linked to the target; the target itself stays. */
    record Unlink(String relation, Side from, Target target) implements Step {}

    /** The record that does not survive is deleted. */
    record Retire(long record, String slug) implements Step {}

    /** A field of the survivor changes. */
    record Set(String field, String column, Value before, Value after) implements Step {}

    /** From now on this name leads to the survivor, whatever it led to before. */
    record Redirect(String form, String value) implements Step {}
}
