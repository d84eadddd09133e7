package org.atelier.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How time and memory grow with the number of events; each number has a JVM of its own, which may take 256 MB of heap. */
final class GrowthBenchmark {
    private static final List<Long> SIZES = List.of(1_000L, 10_000L, 30_000L, 100_000L, 1_000_000L);
    private static final String HEAP = "-Xmx256m";
    private static final long MOST_MINUTES = 20;

    private GrowthBenchmark() {}

    /** What belongs into RESULTS.md; the picture is made beside the rest of what is measured. */
    static String measure(Path directory) throws IOException, InterruptedException {
        var all = new ArrayList<Grown>();
        for (var size : SIZES) {
            all.add(inItsOwnJvm(directory, size));
            System.err.print(all.getLast().feed());
        }
        var picture = directory.resolve("growth.svg");
        Files.writeString(picture, GrowthPicture.of(all));
        var words = new StringBuilder(Grown.FEEDS);
        all.forEach(grown -> words.append(grown.feed()));
        words.append('\n').append(Grown.LISTS);
        all.forEach(grown -> words.append(grown.list()));
        return words.append("\nThe picture is ").append(picture).append(".\n").toString();
    }

    private static Grown inItsOwnJvm(Path directory, long size) throws IOException, InterruptedException {
        var result = Files.createDirectories(directory).resolve("growth-" + size + ".json");
        Files.deleteIfExists(result);
        var jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GrownSize.class.getName(),
                        directory.toString(),
                        Long.toString(size),
                        result.toString())
                .inheritIO()
                .start();
        try {
            if (!jvm.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(size + " events took longer than " + MOST_MINUTES + " minutes");
            }
        } finally {
            jvm.destroy();
        }
        if (jvm.exitValue() != 0) {
            throw new IllegalStateException(size + " events: the JVM ended with " + jvm.exitValue());
        }
        return new ObjectMapper().readValue(result.toFile(), Grown.class);
    }
}
