package org.atelier.merge.engine;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** One transaction under one operation, every row of which the database's own triggers write down. */
@ProviderType
public interface JournaledTransaction {
    /** The id of the operation. */
    long operation();

    /** When the operation began. */
    Instant at();

    /** The net change of every row this transaction touched so far, whoever touched it. */
    List<RowChange> journaled();

    /**
     * Puts rows back to what they were before these changes; the only way back there is.
     *
     * @param changes net changes of rows that are now as {@link RowChange#after()} says
     */
    void revert(List<RowChange> changes);

    /** Runs the work, then puts everything back as it was before it, journal included; an exception passes on. */
    void rehearse(Runnable work);
}
