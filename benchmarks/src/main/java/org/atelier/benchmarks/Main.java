package org.atelier.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the benchmarks and prints what belongs into RESULTS.md. */
public final class Main {
    private static final int TASKS = 50;
    private static final int WARMUP = 150;
    private static final int ROUNDS = 200;
    private static final List<Integer> SIZES = List.of(10, 1_000, 100_000);

    private static final String LIFE = "./atelier bench life [--seconds N] [--kill] [--starts N] [--seed N]";

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(System.getProperty("atelier.bench.directory", "target/bench"));
        var dataset =
                Optional.ofNullable(System.getenv("ATELIER_BENCH_DATASET")).map(Path::of);
        if (arguments.length > 0 && arguments[0].equals("life")) {
            life(directory, dataset, List.of(arguments).subList(1, arguments.length));
            return;
        }
        var known = List.of("merge", "scale", "growth", "duplicates", "exports", "pages");
        // without data, all is all that needs none
        var all = dataset.isPresent() ? known : known.subList(0, 3);
        var wanted = arguments.length == 0 ? all : List.of(arguments);
        if (!known.containsAll(wanted)) {
            System.err.println("usage: ./atelier bench [" + String.join("|", known) + "]...");
            System.err.println("       " + LIFE);
            System.exit(2);
        }
        for (var benchmark : wanted) {
            switch (benchmark) {
                case "merge" -> merge(directory);
                case "growth" -> System.out.print(GrowthBenchmark.measure(directory));
                case "duplicates" -> System.out.print(DuplicatesBenchmark.measure(directory, required(dataset)));
                case "exports" -> System.out.print(ExportsBenchmark.measure(directory, required(dataset)));
                case "pages" -> System.out.print(PagesBenchmark.measure(directory, required(dataset)));
                default -> scale(directory);
            }
        }
    }

    private static void merge(Path directory) throws Exception {
        System.out.print(
                MergeBenchmark.compare(directory, TASKS, WARMUP, ROUNDS).words(TASKS));
    }

    /** What ships is run, as it is; anything wrong ends with 1. */
    private static void life(Path directory, Optional<Path> dataset, List<String> arguments) throws Exception {
        LifeBenchmark.Options options;
        try {
            options = LifeBenchmark.Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; usage: " + LIFE);
            System.exit(2);
            return;
        }
        var distribution = Path.of(System.getProperty("atelier.distribution", "distribution/target/atelier"));
        if (!LifeBenchmark.measure(directory, distribution, required(dataset), options)) {
            System.exit(1);
        }
    }

    private static Path required(Optional<Path> dataset) {
        return dataset.orElseGet(() -> {
            System.err.println("ATELIER_BENCH_DATASET must name a directory of generated CSV files");
            System.exit(2);
            return null;
        });
    }

    private static void scale(Path directory) throws Exception {
        System.out.println(MergeBenchmark.Grown.HEAD);
        MergeBenchmark.scale(directory, SIZES).forEach(grown -> System.out.println(grown.words()));
    }
}
