package org.atelier.benchmarks;

import java.util.Locale;

/**
 * What so many published events cost; times are medians, in milliseconds.
 *
 * @param bytes of YAML
 * @param copy the same rows in the same order, by COPY
 * @param cold all of them rendered, when nothing is kept
 * @param changed the same after one event changed
 * @param kept whether anything was kept that could be taken over then
 * @param rounds how often each was done, after warming up
 * @param memory while all this was done
 * @param pages how long the pages of {@link GrownSize} waited for the database
 */
record Grown(
        long events,
        long bytes,
        double copy,
        double cold,
        double changed,
        boolean kept,
        int rounds,
        MemoryWatch.Most memory,
        Pages pages) {
    static final String FEEDS = """
            | published events | MB of YAML | COPY, ms | cold, ms | to COPY | after one change, ms | to COPY | kept | rounds \
            | most heap, MB | most left by a collection, MB | most resident, MB |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    static final String LISTS = """
            | events, published or not | first page, ms | page after nine tenths, ms | a word that 20 have, ms \
            | one that every 25th has, ms | one that all have, ms |
            |---|---|---|---|---|---|
            """;

    /** @param events of the list, published or not */
    record Pages(long events, double first, double deep, double rare, double some, double common) {}

    String feed() {
        return String.format(
                Locale.ROOT,
                "| %,d | %.1f | %,.1f | %,.1f | %.2f | %,.1f | %.2f | %s | %d | %.0f | %.0f | %.0f |%n",
                events,
                bytes / 1e6,
                copy,
                cold,
                cold / copy,
                changed,
                changed / copy,
                kept ? "yes" : "no",
                rounds,
                megabytes(memory.heap()),
                megabytes(memory.live()),
                megabytes(memory.resident()));
    }

    String list() {
        return String.format(
                Locale.ROOT,
                "| %,d | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                pages.events(),
                pages.first(),
                pages.deep(),
                pages.rare(),
                pages.some(),
                pages.common());
    }

    /** Of 1,048,576 bytes, which is what -Xmx counts in. */
    private static double megabytes(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
