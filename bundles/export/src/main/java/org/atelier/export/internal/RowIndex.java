package org.atelier.export.internal;

import java.time.LocalDate;
import java.util.Arrays;

/** Where in a rendered feed of events each event stands: newest start first, then by id. */
final class RowIndex {
    private long[] ids = new long[64];
    private int[] starts = new int[64];
    private int[] froms = new int[64];
    private int[] lengths = new int[64];
    private int size;

    void add(long id, LocalDate start, int from, int length) {
        add(id, Math.toIntExact(start.toEpochDay()), from, length);
    }

    private void add(long id, int start, int from, int length) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            froms = Arrays.copyOf(froms, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
        }
        ids[size] = id;
        starts[size] = start;
        froms[size] = from;
        lengths[size] = length;
        size++;
    }

    int size() {
        return size;
    }

    long id(int row) {
        return ids[row];
    }

    int from(int row) {
        return froms[row];
    }

    int length(int row) {
        return lengths[row];
    }

    LocalDate start(int row) {
        return LocalDate.ofEpochDay(starts[row]);
    }

    /** Whether the row stands before an event of this start and id. */
    boolean before(int row, LocalDate start, long id) {
        var day = start.toEpochDay();
        return starts[row] != day ? starts[row] > day : ids[row] < id;
    }

    /** How much memory it takes, in bytes. */
    long weight() {
        return ids.length * (Long.BYTES + 3L * Integer.BYTES);
    }
}
