package org.atelier.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the comparisons compare what they say; how long anything takes is no test's business. */
class MergeBenchmarkTest {
    private static final Path DIRECTORY = Path.of("target", "bench");

    @Test
    void a_merge_with_everything_on_takes_at_most_forty_statements_and_ends_as_the_bare_sql_does() throws Exception {
        var comparison = MergeBenchmark.compare(DIRECTORY, 50, 0, 3);
        assertTrue(comparison.statements() <= 40, comparison.statements() + " statements");
        assertEquals(3, comparison.atelier().length);
        assertTrue(
                comparison.words(50).contains("| %d | |".formatted(comparison.undoStatements())), comparison.words(50));
    }

    @Test
    void a_thousand_tasks_take_as_many_statements_as_ten() throws Exception {
        var grown = MergeBenchmark.scale(DIRECTORY, List.of(10, 1_000));
        assertEquals(grown.getFirst().statements(), grown.getLast().statements());
        assertEquals(grown.getFirst().undoStatements(), grown.getLast().undoStatements());
    }
}
