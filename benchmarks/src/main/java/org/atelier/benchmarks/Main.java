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

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(System.getProperty("atelier.bench.directory", "target/bench"));
        var dataset =
                Optional.ofNullable(System.getenv("ATELIER_BENCH_DATASET")).map(Path::of);
        var known = List.of("merge", "scale", "growth", "duplicates", "exports", "pages");
        // without data, all is all that needs none
        var all = dataset.isPresent() ? known : known.subList(0, 3);
        var wanted = arguments.length == 0 ? all : List.of(arguments);
        if (!known.containsAll(wanted)) {
            System.err.println("usage: ./atelier bench [" + String.join("|", known) + "]...");
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
