package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of what once went wrong cannot rot: every case is in it, and every test it names is there. */
class MergeCasesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final int CASES = 29;
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*\\| ([^|]*) \\|");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private static Map<Integer, String> rows() throws IOException {
        var rows = new TreeMap<Integer, String>();
        for (var line : Files.readAllLines(ROOT.resolve("docs/merge-cases.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                assertEquals(null, rows.put(Integer.valueOf(row.group(1)), row.group(2)), line);
            }
        }
        return rows;
    }

    @Test
    void every_case_is_there_once_and_names_a_test() throws IOException {
        var rows = rows();
        assertEquals(IntStream.rangeClosed(1, CASES).boxed().toList(), List.copyOf(rows.keySet()));
        assertEquals(
                List.of(),
                rows.entrySet().stream()
                        .filter(row -> !NAMED.matcher(row.getValue()).find())
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void every_test_that_is_named_is_there() throws IOException {
        var sources = sources();
        var missing = new ArrayList<String>();
        for (var tests : rows().values()) {
            NAMED.matcher(tests).results().forEach(test -> {
                var source = sources.getOrDefault(test.group(1), "");
                if (!source.contains("void " + test.group(2) + "(")) {
                    missing.add(test.group());
                }
            });
        }
        assertFalse(sources.isEmpty());
        assertEquals(List.of(), missing);
    }

    /** The sources of all tests, by the name of their class. */
    private static Map<String, String> sources() throws IOException {
        try (var files = Files.walk(ROOT, 14)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            MergeCasesTest::read,
                            String::concat));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
