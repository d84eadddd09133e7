package org.atelier.duplicates.internal;

import java.util.Arrays;
import java.util.SortedMap;

/**
 * Brings records together that share a key, without comparing each with each. What so many share that it tells nothing
 * brings nobody together.
 *
 * <p>All keys that are shown lie in one sorted array, each in one number with the record that shows it: 39 bits of the
 * key, whether it counts by itself, and which record it is. Where two keys are alike in those bits, which among a million
 * happens about once, they count as one; the rules look at what they bring together as at everything else.
 */
final class Blocks {
    /** How many records may share something for it to tell anything. */
    static final int MAX_SHARING = 20;

    private static final int RECORD_BITS = 24;
    private static final long RECORD = (1L << RECORD_BITS) - 1;
    private static final long SURE = 1L << RECORD_BITS;
    private static final long KEY = -SURE << 1;

    /** In ascending order; a record is known by its place here. */
    private final long[] ids;

    private final Keys[] keys;

    /** In ascending order, so that who shares a key stands together. */
    private final long[] shown;

    Blocks(SortedMap<Long, Keys> records) {
        if (records.size() > RECORD) {
            throw new IllegalArgumentException("too many records to look for duplicates: " + records.size());
        }
        ids = records.keySet().stream().mapToLong(Long::longValue).toArray();
        keys = records.values().toArray(Keys[]::new);
        shown = new long[Arrays.stream(keys).mapToInt(of -> of.shown().length).sum()];
        var at = 0;
        for (var record = 0; record < keys.length; record++) {
            for (var key : keys[record].shown()) {
                shown[at++] = bits(key) | (key & 1) << RECORD_BITS | record;
            }
        }
        Arrays.sort(shown);
    }

    private static long bits(long key) {
        return key & KEY;
    }

    /** Two records by their ids, the smaller one first. */
    record Pair(long a, long b) {}

    /**
     * Pairs in the order of their ids.
     *
     * @param cut whether there are more
     */
    record Pairs(Pair[] pairs, boolean cut) {}

    Pairs pairs(int limit) {
        var found = new Numbers();
        for (var from = 0; from < shown.length; ) {
            var to = end(from);
            if (to - from > 1 && to - from <= MAX_SHARING && anySure(to)) {
                for (var i = from; i < to; i++) {
                    for (var j = i + 1; j < to; j++) {
                        meet(shown[i] & RECORD, shown[j] & RECORD, found);
                    }
                }
            }
            from = to;
        }
        for (var record = 0; record < keys.length; record++) {
            for (var key : keys[record].sought()) {
                seek(record, key, found);
            }
        }
        var all = found.sortedDistinct();
        var pairs = Arrays.stream(all)
                .limit(limit)
                .mapToObj(pair -> new Pair(ids[(int) (pair >>> RECORD_BITS)], ids[(int) (pair & RECORD)]))
                .toArray(Pair[]::new);
        return new Pairs(pairs, all.length > limit);
    }

    private void seek(long record, long key, Numbers found) {
        var from = first(bits(key));
        if (from == shown.length || bits(shown[from]) != bits(key)) {
            return;
        }
        var to = end(from);
        if (to - from > MAX_SHARING) {
            return;
        }
        for (var i = from; i < to; i++) {
            meet(record, shown[i] & RECORD, found);
        }
    }

    private static void meet(long one, long other, Numbers found) {
        if (one != other) {
            found.add(Math.min(one, other) << RECORD_BITS | Math.max(one, other));
        }
    }

    /** How many records show this key; at least one, for what counts itself. */
    int sharing(long key) {
        var from = first(bits(key));
        return from == shown.length || bits(shown[from]) != bits(key) ? 1 : end(from) - from;
    }

    private int first(long bits) {
        var at = Arrays.binarySearch(shown, bits);
        return at < 0 ? -at - 1 : at;
    }

    private int end(int from) {
        var to = from + 1;
        while (to < shown.length && bits(shown[to]) == bits(shown[from])) {
            to++;
        }
        return to;
    }

    private boolean anySure(int to) {
        // those that count by themselves stand last
        return (shown[to - 1] & SURE) != 0;
    }

    /** Many numbers. */
    private static final class Numbers {
        private long[] numbers = new long[1024];
        private int size;

        void add(long number) {
            if (size == numbers.length) {
                // the same pair may come by several keys: those in excess are dropped before there are more
                numbers = sortedDistinct();
                size = numbers.length;
                numbers = Arrays.copyOf(numbers, 2 * Math.max(size, 1024));
            }
            numbers[size++] = number;
        }

        long[] sortedDistinct() {
            return Arrays.stream(numbers, 0, size).sorted().distinct().toArray();
        }
    }
}
