package org.atelier.domain;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Brings whole sets of rows in: all of them in one operation, or none. */
@ProviderType
public interface Datasets {
    /**
     * Creates and updates what the rows state; never deletes, never unlinks. A row about a record that was merged is
     * skipped, and so is one that a merge moved or removed: no merge is undone. A reference to a record that was merged
     * means the survivor.
     *
     * @param badRows what to do when the database cannot take a row
     * @param progress told now and then, from the calling thread
     * @return the counts, and the rows that were rejected; {@link Report#applied()} tells whether anything was written
     */
    Report load(Dataset rows, BadRows badRows, NewOperation by, Progress progress);

    /** What to do with rows that cannot be taken. */
    enum BadRows {
        /** One bad row, and nothing is brought in. */
        REFUSE_ALL,
        /** Bad rows are left out and reported; so are rows that point to them. */
        SKIP
    }

    /** Listens to how far a load is. */
    interface Progress {
        void at(Dataset.Kind kind, int done, int of);

        /** Listens to nothing. */
        Progress SILENT = (_, _, _) -> {};
    }

    /** How many rows of a kind met which fate. */
    record Counts(int created, int updated, int unchanged, int mergedEarlier, int rejected) {}

    /** A row that was not taken, and why, in words for people. */
    record Rejection(Dataset.Kind kind, String key, Dataset.Origin origin, String reason) {}

    /**
     * What a load came to; kinds without rows are left out.
     *
     * @param applied whether anything was written: not if rows were bad and all were to be refused, and not if all rows
     *     were as they are already
     * @param counts what became of the rows, or, if bad ones had them all refused, would have become
     */
    record Report(boolean applied, Map<Dataset.Kind, Counts> counts, List<Rejection> rejections) {
        public Report {
            counts = Map.copyOf(counts);
            rejections = List.copyOf(rejections);
        }
    }
}
