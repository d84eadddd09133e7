package org.atelier.history;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.spi.Value;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which the journal is read; it decides nothing and knows no words. */
@ProviderType
public interface JournalStore {
    /** Reads in one transaction that sees one state and changes nothing. */
    <R> R reading(Function<Reading, R> work);

    /** What can be read of one state. */
    @ProviderType
    interface Reading {
        /** The journaled tables, by name. */
        SortedMap<String, Table> tables();

        /**
         * Operations, newest first, each with its first rows.
         *
         * @param query its kind of record is not looked at
         * @param table only those that changed a row of this table
         * @param rows how many rows of each to read
         */
        List<Logged> operations(LogQuery query, Optional<String> table, int rows);

        /** These operations, by id. */
        Map<Long, Done> operations(Collection<Long> ids);

        /** How many rows an operation changed, counted up to {@link LoggedOperation#COUNTED}. */
        long rows(long operation);

        /** Rows that an operation changed, in the order of the changes, after the change of this id. */
        List<Entry> entries(long operation, long after, int limit);

        /** Whether there is such a row now. */
        boolean lives(String table, long id);

        /** Whether there ever was one, as far as the journal knows. */
        boolean lived(String table, long id);

        /** The row of the table that is called so. */
        Optional<Long> named(String table, List<String> columns, String name);

        /** The rows of the table that were ever called so, the latest first. */
        List<Long> onceNamed(String table, List<String> columns, String name);

        /**
         * Operations that changed a row, or one that pointed or points to it; newest first.
         *
         * @param mentions the columns that point to rows of its table, and the tables that have them
         * @param before only operations older than the one of this id
         * @param limit at most so many operations
         * @param rows at most so many rows of each, its own first
         */
        List<Touched> touching(
                String table, long id, Map<String, List<String>> mentions, Optional<Long> before, int limit, int rows);

        /** The last change of a row by an operation that began no later. */
        Optional<Entry> last(String table, long id, Instant at);

        /**
         * The last change, by operations that began no later, of each row that ever mentioned this one.
         *
         * @param mentions as {@link #touching} takes them
         * @param limit at most so many rows
         */
        List<Entry> mentioning(String table, long id, Map<String, List<String>> mentions, Instant at, int limit);

        /** The merges that took this record away, or would have, by operation. */
        Map<Long, Long> survivors(String kind, long retired);

        /** What people call these rows, and those that they point to. */
        RowNames names(Collection<Entry> entries);
    }

    /**
     * A journaled table.
     *
     * @param key the columns of its primary key, in its order
     * @param columns all columns, in the order of the table
     * @param references the tables that columns point to, by column
     */
    record Table(String name, List<String> key, List<String> columns, Map<String, String> references) {
        public Table {
            key = List.copyOf(key);
            columns = List.copyOf(columns);
            references = Map.copyOf(references);
        }

        /** Whether its rows are records, which an id names. */
        public boolean hasRecords() {
            return key.equals(List.of("id"));
        }

        /** Whether its rows say nothing but what they link. */
        public boolean isLink() {
            return key.size() > 1
                    && references.keySet().containsAll(key)
                    && references.keySet().containsAll(columns);
        }
    }

    /**
     * An operation as it is written down.
     *
     * @param merged the names of survivor and retired record, where it merged two
     */
    record Done(
            long id,
            String kind,
            String actor,
            Instant at,
            String requestId,
            String note,
            Optional<Long> undoneBy,
            Optional<Long> undid,
            Optional<Merged> merged) {}

    /** What a merge's receipt says. */
    record Merged(String kind, String survivor, String retired) {}

    /** An operation with its first rows, and how many there are, counted up to {@link LoggedOperation#COUNTED}. */
    record Logged(Done operation, long rows, List<Entry> first) {
        public Logged {
            first = List.copyOf(first);
        }
    }

    /** An operation with those of its rows that have to do with one record. */
    record Touched(Done operation, long rows, List<Entry> first) {
        public Touched {
            first = List.copyOf(first);
        }
    }

    /** One change of one row. */
    record Entry(
            long id,
            long operation,
            String table,
            SortedMap<String, Value> key,
            Optional<SortedMap<String, Value>> before,
            Optional<SortedMap<String, Value>> after) {}
}
