package org.atelier.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That what is wrong would be seen; what ships is run by the benchmark itself, not in a build. */
class LifeBenchmarkTest {
    private static Feed feed(String text) {
        return new Feed("not looked at", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytes_that_the_etag_does_not_name_are_seen() {
        // of the empty text, as in FIPS 180-4's examples
        var ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertTrue(new Feed(ofNothing, new byte[0]).isNamedByItsBytes());
        assertFalse(new Feed(ofNothing, new byte[1]).isNamedByItsBytes());
    }

    @Test
    void a_feed_that_is_cut_off_is_seen() {
        feed("[{\"slug\": \"a\"}]").read(false);
        feed("- slug: a\n  venue: 'Hall'\n").read(true);
        assertThrows(RuntimeException.class, () -> feed("[{\"slug\": \"a\"}").read(false));
        assertThrows(RuntimeException.class, () -> feed("").read(false));
        assertThrows(
                RuntimeException.class, () -> feed("- slug: a\n  venue: 'Ha").read(true));
    }

    @Test
    void only_who_asked_while_something_was_away_is_excused() {
        var outages = new Outages();
        var before = outages.now();
        assertFalse(outages.since(before));
        outages.begin();
        var meanwhile = outages.now();
        outages.end();
        assertTrue(outages.since(before));
        assertTrue(outages.since(meanwhile));
        assertFalse(outages.since(outages.now()));
    }

    @Test
    void what_was_asked_is_told_by_kind_with_its_median_and_what_was_wrong() {
        var tally = new Tally(List.of("a page"));
        for (var milliseconds : new long[] {1, 2, 3}) {
            tally.answered("a page", 200, milliseconds * 1_000_000, 500_000);
        }
        tally.compared("a page");
        tally.excused("a page");
        tally.wrong("a page", "GET / was answered with 500");
        assertTrue(tally.words().contains("| a page | 3 | 200: 3 | 2.0 | 2.0 | 1.5 | 1 | 1 | 1 |"), tally.words());
        assertEquals(List.of("a page: GET / was answered with 500"), tally.faults());
        assertEquals(1, tally.wrong());
    }

    @Test
    void an_option_that_nobody_knows_or_without_its_number_is_refused() {
        assertEquals(
                new LifeBenchmark.Options(5, true, 3, 7),
                LifeBenchmark.Options.of(List.of("--seed", "7", "--kill", "--seconds", "5")));
        assertEquals(60, LifeBenchmark.Options.of(List.of()).seconds());
        assertThrows(IllegalArgumentException.class, () -> LifeBenchmark.Options.of(List.of("--hours")));
        assertThrows(IllegalArgumentException.class, () -> LifeBenchmark.Options.of(List.of("--seconds")));
        assertThrows(IllegalArgumentException.class, () -> LifeBenchmark.Options.of(List.of("--seconds", "0")));
    }
}
