package org.atelier.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Duplicates;
import org.atelier.duplicates.Kind;

/** How long duplicates are looked for in many records, and how long a page takes once they were. */
final class DuplicatesBenchmark {
    /** How often each is measured. */
    private static final int ROUNDS = 5;

    /** How many pairs a page of ours has. */
    private static final int PAGE = 20;

    private DuplicatesBenchmark() {}

    /** @param dataset a directory of CSV files, as the generator of test data writes them */
    static String measure(Path directory, Path dataset) throws IOException, SQLException {
        try (var bench = Bench.in(directory);
                var byHand = bench.connection()) {
            Dataset.load(byHand, dataset);
            var duplicates = bench.the(Duplicates.class);
            var lines = new StringBuilder("""
                    | of | pairs from 50 % on | pairs in all | first look, ms | look after a change, ms, median | page kept, ms, median |
                    |---|---|---|---|---|---|
                    """);
            for (var kind : Kind.values()) {
                var first = milliseconds(() -> page(duplicates, kind, DuplicateQuery.USUAL_MINIMUM));
                var again = new double[ROUNDS];
                var kept = new double[ROUNDS];
                for (var round = 0; round < ROUNDS; round++) {
                    change(byHand, kind, round);
                    again[round] = milliseconds(() -> page(duplicates, kind, DuplicateQuery.USUAL_MINIMUM));
                    kept[round] = milliseconds(() -> page(duplicates, kind, DuplicateQuery.USUAL_MINIMUM));
                }
                lines.append(String.format(
                        Locale.ROOT,
                        "| %s | %,d | %,d | %,.0f | %,.0f | %,.1f |%n",
                        kind.plural(),
                        page(duplicates, kind, DuplicateQuery.USUAL_MINIMUM),
                        page(duplicates, kind, 1),
                        first,
                        median(again),
                        median(kept)));
            }
            return lines.toString();
        }
    }

    private static int page(Duplicates duplicates, Kind kind, int minimum) {
        return duplicates
                .find(new DuplicateQuery(kind, Optional.empty(), minimum, 1, PAGE))
                .total();
    }

    private static void change(Connection connection, Kind kind, int round) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("update %s set notes = 'round %d' where id = 1".formatted(kind.word(), round));
        }
        connection.commit();
    }

    private static double milliseconds(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
