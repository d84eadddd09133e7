package org.atelier.merge.engine;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which the engine reaches the database; it reads and does, and decides nothing. */
@ProviderType
public interface MergeStore {
    /** The id of the record of this slug, else of this id; a live slug beats an id, and both beat a redirect. */
    Lookup<Long> find(MergeableKind kind, String slugOrId);

    /** What the database has of these tables now, and every foreign key from or to one of them. */
    Catalogue catalogue(Set<String> tables);

    /**
     * Both records with all that hangs on them and what the journal says of them, in one consistent read; empty if either
     * is gone.
     *
     * @param catalogue of the kind's tables: what the database computes is left out
     */
    Optional<Seen> look(MergeableKind kind, Catalogue catalogue, long a, long b);

    /**
     * Two records as one consistent read saw them.
     *
     * @param lastSet when their values were last set. What was undone counts as if it had never been, and so does the
     *     undoing
     */
    record Seen(Snapshot snapshot, LastSet lastSet) {}

    /**
     * Runs the work in one transaction under one new operation; an exception rolls everything back.
     *
     * <p>The transaction holds the lock that keeps operations on many rows apart, on every node.
     *
     * @param catalogue as the plan saw it: what the database computes is left out of all that is read
     */
    <R> R inTransaction(NewOperation by, Catalogue catalogue, Function<Transaction, R> work);

    /** The receipt of a merge. */
    Optional<Receipt> receipt(long id);

    /** What can be done within the transaction of a merge. */
    @ProviderType
    interface Transaction extends JournaledTransaction {
        /** Locks the rows of both records, in the order of table and id, and reads them again. */
        Optional<Snapshot> lockAndRead(MergeableKind kind, long a, long b);

        /** Does exactly the plan's steps; the number of statements does not depend on how many rows they touch. */
        void apply(Plan plan);

        /** Reads both records again, as this transaction sees them now. */
        Optional<Snapshot> read(MergeableKind kind, long a, long b);

        /**
         * What the database has of these tables now. A key to a table whose rows this transaction changed can be added
         * by nobody until it ends.
         */
        Catalogue catalogue(Set<String> tables);

        /** Writes the receipt. */
        void record(Receipt receipt);
    }
}
