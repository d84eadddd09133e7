package org.atelier.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was asked, how long each kind of it took, and what went wrong. */
final class Tally {
    private static final int TOLD = 20;

    private static final class Kind {
        private final List<Long> times = new ArrayList<>();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private long bytes;
        private int bodies;
        private int wrong;
        private int excused;
    }

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** @param kinds in the order in which they are to be told */
    Tally(List<String> kinds) {
        kinds.forEach(kind -> this.kinds.put(kind, new Kind()));
    }

    /**
     * An answer that came.
     *
     * @param nanoseconds from the question to its last byte
     * @param bytes of its body, as they were sent
     */
    synchronized void answered(String kind, int status, long nanoseconds, long bytes) {
        var of = kinds.get(kind);
        of.times.add(nanoseconds);
        of.statuses.merge(status, 1, Integer::sum);
        of.bytes += bytes;
    }

    /** A body that was compared with the digest that names it. */
    synchronized void compared(String kind) {
        kinds.get(kind).bodies++;
    }

    /** Something that must not be. */
    synchronized void wrong(String kind, String what) {
        kinds.get(kind).wrong++;
        if (faults.size() < TOLD) {
            faults.add(kind + ": " + what);
        }
    }

    /** No answer, or that there is none now, while the node or its database was away. */
    synchronized void excused(String kind) {
        kinds.get(kind).excused++;
    }

    synchronized int wrong() {
        return kinds.values().stream().mapToInt(kind -> kind.wrong).sum();
    }

    /** What there was so far, in a few words. */
    synchronized String brief() {
        return String.format(
                Locale.ROOT,
                "%,d answers, %,d bodies compared, %,d while away, %,d wrong",
                kinds.values().stream().mapToInt(kind -> kind.times.size()).sum(),
                kinds.values().stream().mapToInt(kind -> kind.bodies).sum(),
                kinds.values().stream().mapToInt(kind -> kind.excused).sum(),
                wrong());
    }

    /** The first things that must not be, one in a line. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized String words() {
        var words = new StringBuilder("""
                | what | answers | of these | median ms | 95 % ms | MB sent | bodies compared | while away | wrong |
                |---|---|---|---|---|---|---|---|---|
                """);
        var bytes = 0L;
        for (var named : kinds.entrySet()) {
            var kind = named.getValue();
            bytes += kind.bytes;
            words.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %s | %.1f | %.1f | %.1f | %,d | %d | %d |%n",
                    named.getKey(),
                    kind.times.size(),
                    kind.statuses.entrySet().stream()
                            .map(status -> String.format(Locale.ROOT, "%d: %,d", status.getKey(), status.getValue()))
                            .reduce((a, b) -> a + ", " + b)
                            .orElse(""),
                    quantile(kind.times, 0.5),
                    quantile(kind.times, 0.95),
                    kind.bytes / 1e6,
                    kind.bodies,
                    kind.excused,
                    kind.wrong));
        }
        return words + String.format(Locale.ROOT, "%n%.1f MB were sent in all.%n", bytes / 1e6);
    }

    /** In milliseconds; of nothing, 0. */
    static double quantile(List<Long> nanoseconds, double part) {
        if (nanoseconds.isEmpty()) {
            return 0;
        }
        var sorted = new ArrayList<>(nanoseconds);
        Collections.sort(sorted);
        return sorted.get((int) (part * (sorted.size() - 1))) / 1e6;
    }
}
