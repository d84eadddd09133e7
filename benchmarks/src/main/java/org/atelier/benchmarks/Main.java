package org.atelier.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Runs the benchmarks and prints what belongs into RESULTS.md. */
public final class Main {
    private static final int TASKS = 50;
    private static final int WARMUP = 150;
    private static final int ROUNDS = 200;
    private static final List<Integer> SIZES = List.of(10, 1_000, 100_000);

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(System.getProperty("atelier.bench.directory", "target/bench"));
        var known = List.of("merge", "scale");
        var wanted = arguments.length == 0 ? known : List.of(arguments);
        if (!known.containsAll(wanted)) {
            System.err.println("usage: ./atelier bench [" + String.join("|", known) + "]...");
            System.exit(2);
        }
        for (var benchmark : wanted) {
            switch (benchmark) {
                case "merge" -> merge(directory);
                default -> scale(directory);
            }
        }
    }

    private static void merge(Path directory) throws Exception {
        System.out.print(
                MergeBenchmark.compare(directory, TASKS, WARMUP, ROUNDS).words(TASKS));
    }

    private static void scale(Path directory) throws Exception {
        System.out.println(MergeBenchmark.Grown.HEAD);
        MergeBenchmark.scale(directory, SIZES).forEach(grown -> System.out.println(grown.words()));
    }
}
