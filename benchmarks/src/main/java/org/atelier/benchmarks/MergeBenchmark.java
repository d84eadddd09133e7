package org.atelier.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.Undos;
import org.atelier.merge.spi.Side;

/** What a merge costs that cannot lose anything, beside the bare SQL of the same merge. */
final class MergeBenchmark {
    private static final NewOperation BY = new NewOperation("merge.event", "benchmark", "benchmark", "");
    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;
    private static final int WARMING = 30;

    private MergeBenchmark() {}

    /**
     * What came out of a comparison.
     *
     * @param atelier milliseconds of each round, from the confirmed request to the receipt
     * @param bare the same of the bare SQL with the journal's triggers
     * @param unjournaled the same without them
     * @param statements how many each merge of ours took
     * @param undone milliseconds of each undo of ours
     * @param undoStatements how many each undo took
     */
    record Comparison(
            double[] atelier,
            double[] bare,
            double[] unjournaled,
            int statements,
            double[] undone,
            int undoStatements) {
        double ratio() {
            return median(atelier) / median(bare);
        }

        double ratioUnjournaled() {
            return median(atelier) / median(unjournaled);
        }

        String words(int tasks) {
            return """
                    | 50 tasks a side | median ms | 95 %% ms | statements | ratio |
                    |---|---|---|---|---|
                    | Atelier: plan, census, apply, ledger, proof, receipt | %.2f | %.2f | %d | |
                    | bare SQL, journal on | %.2f | %.2f | %d | %.2f |
                    | bare SQL, journal off | %.2f | %.2f | %d | %.2f |
                    | Atelier: undo of the merge | %.2f | %.2f | %d | |
                    """.replace("50 tasks", tasks + " tasks").formatted(
                    median(atelier),
                    at(atelier, 0.95),
                    statements,
                    median(bare),
                    at(bare, 0.95),
                    BareSql.STATEMENTS,
                    ratio(),
                    median(unjournaled),
                    at(unjournaled, 0.95),
                    BareSql.STATEMENTS,
                    ratioUnjournaled(),
                    median(undone),
                    at(undone, 0.95),
                    undoStatements);
        }
    }

    /**
     * Merges pair after pair, in turn by the platform and by hand with and without the journal, so that all three see
     * the same machine.
     */
    static Comparison compare(Path directory, int tasks, int warmup, int rounds) throws IOException, SQLException {
        try (var bench = Bench.in(directory);
                var byHand = bench.connection();
                var bareByHand = bench.withoutJournal()) {
            var world = new World(byHand);
            var bareWorld = new World(bareByHand);
            var merges = bench.merges();
            var bare = new BareSql(byHand);
            var unjournaled = new BareSql(bareByHand);
            var undos = bench.the(Undos.class);
            var times = new double[4][rounds];
            var statements = 0;
            var undoStatements = 0;
            for (var round = -warmup; round < rounds; round++) {
                var ours = world.pair(tasks);
                var theirs = world.pair(tasks);
                var others = bareWorld.pair(tasks);
                if (round == -warmup) {
                    world.settle();
                    bareWorld.settle();
                }
                var request = request(ours);
                var fingerprint = merges.plan(request).fingerprint();
                var before = bench.statements();
                var start = System.nanoTime();
                var receipt = merges.apply(request, fingerprint, BY);
                var applied = System.nanoTime();
                statements = bench.statements() - before;
                var startBare = System.nanoTime();
                bare.merge(theirs.a(), theirs.b());
                var merged = System.nanoTime();
                unjournaled.merge(others.a(), others.b());
                var unjournaledMerged = System.nanoTime();
                before = bench.statements();
                var startUndo = System.nanoTime();
                undo(undos, receipt.id());
                var undone = System.nanoTime();
                undoStatements = bench.statements() - before;
                // again, so that in the end both ways can be compared
                merges.apply(request, merges.plan(request).fingerprint(), BY);
                if (round >= 0) {
                    times[3][round] = (undone - startUndo) / MILLION;
                    times[0][round] = (applied - start) / MILLION;
                    times[1][round] = (merged - startBare) / MILLION;
                    times[2][round] = (unjournaledMerged - merged) / MILLION;
                }
            }
            requireSame(byHand);
            return new Comparison(times[0], times[1], times[2], statements, times[3], undoStatements);
        }
    }

    /** Both ways must have come to the same result, or the comparison means nothing. */
    private static void requireSame(java.sql.Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select count(distinct (
                            (select array_agg((person_id, role_id, title) order by person_id) from task
                                where event_id = e.id),
                            (select array_agg(tag_id order by tag_id) from event_tag where event_id = e.id),
                            (select array_agg(title order by title) from todo where event_id = e.id),
                            (select count(*) from redirect where target_id = e.id),
                            venue, address, contact, attendance, notes)::text)
                        from event e""")) {
            rows.next();
            if (rows.getInt(1) != 1) {
                throw new IllegalStateException("the platform and the bare SQL did not merge alike");
            }
        }
    }

    /** How one merge of so many tasks a side went, beside the same by hand; times in seconds. */
    record Grown(int tasks, int statements, double atelier, double bare, int undoStatements, double undo) {
        static final String HEAD = """
                | tasks a side | statements | merge, s | bare SQL, journal on, s | ratio | statements of undo | undo, s |
                |---|---|---|---|---|---|---|""";

        String words() {
            return "| %,d | %d | %.2f | %.2f | %.2f | %d | %.2f |"
                    .formatted(tasks, statements, atelier, bare, atelier / bare, undoStatements, undo);
        }
    }

    /** How a merge grows with its children: after a few small ones, one of each size, smallest first. */
    static List<Grown> scale(Path directory, List<Integer> sizes) throws IOException, SQLException {
        var results = new ArrayList<Grown>();
        try (var bench = Bench.in(directory);
                var byHand = bench.connection()) {
            var world = new World(byHand);
            var merges = bench.merges();
            var bare = new BareSql(byHand);
            for (var i = 0; i < WARMING; i++) {
                var pair = request(world.pair(sizes.getFirst()));
                var receipt = merges.apply(pair, merges.plan(pair).fingerprint(), BY);
                undo(bench.the(Undos.class), receipt.id());
            }
            for (var size : sizes) {
                var ours = world.pair(size);
                var theirs = world.pair(size);
                world.settle();
                var request = request(ours);
                var fingerprint = merges.plan(request).fingerprint();
                var before = bench.statements();
                var start = System.nanoTime();
                var receipt = merges.apply(request, fingerprint, BY);
                var applied = System.nanoTime();
                var statements = bench.statements() - before;
                var startBare = System.nanoTime();
                bare.merge(theirs.a(), theirs.b());
                var merged = System.nanoTime();
                before = bench.statements();
                var startUndo = System.nanoTime();
                undo(bench.the(Undos.class), receipt.id());
                var undone = System.nanoTime();
                results.add(new Grown(
                        size,
                        statements,
                        (applied - start) / BILLION,
                        (merged - startBare) / BILLION,
                        bench.statements() - before,
                        (undone - startUndo) / BILLION));
            }
        }
        return results;
    }

    private static void undo(Undos undos, long merge) {
        if (!(undos.undo(UndoRequest.plain(merge), BY) instanceof UndoOutcome.Done)) {
            throw new IllegalStateException("merge " + merge + " was not undone");
        }
    }

    private static MergeRequest request(World.Pair pair) {
        return new MergeRequest("event", pair.a(), pair.b(), Side.A, Map.of(), Optional.empty());
    }

    private static double median(double[] values) {
        return at(values, 0.5);
    }

    private static double at(double[] values, double part) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.round(part * (sorted.length - 1)))];
    }
}
