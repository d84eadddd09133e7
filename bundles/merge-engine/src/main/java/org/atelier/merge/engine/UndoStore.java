package org.atelier.merge.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.atelier.domain.NewOperation;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which undoing reaches the database; it reads and does, and decides nothing. */
@ProviderType
public interface UndoStore {
    /** What is known of an operation, whatever it was; empty if there is none of this id. */
    Optional<Undoable> find(long operation);

    /** The receipt of an undo. */
    Optional<UndoReceipt> receipt(long id);

    /** Reads in one transaction that sees one state and changes nothing. */
    <R> R reading(Function<Reading, R> work);

    /**
     * Runs the work in one transaction under one new operation; an exception rolls everything back, and so does work
     * that changed nothing.
     *
     * <p>The transaction holds the lock that keeps operations on many rows apart, on every node.
     */
    <R> R inTransaction(NewOperation by, Function<Transaction, R> work);

    /**
     * An operation that can be taken back.
     *
     * @param kind what it was, such as {@code merge.event}
     * @param undoneBy the undo that took it back, where it is taken back now
     * @param merge the merge it was; empty for everything else
     */
    record Undoable(
            long operation, String kind, String actor, Instant at, Optional<Long> undoneBy, Optional<Merge> merge) {}

    /** The kind of the merged records, and the one that survived. */
    record Merge(String kind, long survivor) {}

    /** What an undo has to know of the database. */
    @ProviderType
    interface Reading {
        /** As {@link UndoStore#find} does, within this transaction. */
        Optional<Undoable> find(long operation);

        /** The net change of every row the operation touched, in the columns the tables have today. */
        List<RowChange> changes(long operation);

        /** The rows as they are now, by {@link RowChange#name()}; those that are gone are left out. */
        Map<String, SortedMap<String, Value>> now(List<RowChange> rows);

        /** What operations did to the rows of this operation after it, by {@link RowChange#name()}, oldest first. */
        Map<String, List<Later>> later(long operation);

        /** Rows that hold a value which must be one row's only, which a wanted row needs, and which they will keep. */
        List<Taken> taken(List<RowChange> wanted);

        /** Rows gone that a wanted row points to, and that no wanted row brings back. */
        List<Missing> missing(List<RowChange> wanted);

        /** Rows that point to a row that goes by what is wanted, and that it does not change. */
        List<Pointing> pointing(List<RowChange> wanted);

        /** Words that rows of these carry, that somebody relies on, and that nothing would mean any more. */
        List<Relied> relied(List<RowChange> wanted);

        /** Rows that came to hang on the survivor after the operation, by the relation's name. */
        Map<String, List<SortedMap<String, Value>>> since(MergeableKind kind, long survivor, long operation);

        /** What people call the rows, and those that they point to. */
        RowNames names(List<RowChange> rows);
    }

    /** What can be done within the transaction of an undo; {@link #now} locks the rows it reads. */
    @ProviderType
    interface Transaction extends Reading, JournaledTransaction {
        /** Writes the receipt. */
        void record(UndoReceipt receipt);
    }

    /**
     * An operation that changed a row later.
     *
     * @param undoneBy the undo that took it back, where it is taken back now
     * @param order whether it has to be undone first where both changed the same: a merge, or an undo of something that
     *     was before the operation asked about, and neither of them taken back. An undo of something that came after it
     *     is none: undoing that would only bring the other back
     * @param tookAlong whether it deleted the row, and with it others that pointed to it
     */
    record Later(UndoConflict.Change change, Optional<Long> undoneBy, boolean order, boolean tookAlong) {}

    /**
     * A value that belongs to somebody else.
     *
     * @param wanted the row that needs it
     * @param columns the columns of which it consists
     * @param droppable whether the wanted row may do without: one column, which may be NULL
     * @param holder the row that has it now
     */
    record Taken(RowChange wanted, List<String> columns, boolean droppable, SortedMap<String, Value> holder) {
        public Taken {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A row that is not there to be pointed to.
     *
     * @param wanted the row that points to it
     * @param id of the row that is gone
     * @param droppable whether the column may be NULL
     * @param mergedInto the row it was merged into, where it was
     */
    record Missing(
            RowChange wanted, String column, String table, long id, boolean droppable, Optional<Target> mergedInto) {}

    /**
     * A row that stands in the way of another's going.
     *
     * @param row as it is now
     * @param goes the row that it points to
     */
    record Pointing(RowChange row, RowChange goes) {}

    /**
     * A word that must not go.
     *
     * @param wanted the row that would go, or be called otherwise
     * @param who relies on it, by name
     */
    record Relied(RowChange wanted, List<String> who) {
        public Relied {
            who = List.copyOf(who);
        }
    }
}
