package org.atelier.health.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.atelier.health.Check;
import org.atelier.http.Load;
import org.junit.jupiter.api.Test;

class LoadCheckTest {
    private static Load.Figures figures(int waiting) {
        return new Load.Figures(
                32, 32, waiting, 128, 200, 1_000, Map.of(Load.Reason.FULL, 1_999L, Load.Reason.SLOW, 1L));
    }

    @Test
    void what_there_is_to_do_is_told_in_one_sentence() {
        assertEquals(
                Check.ok(
                        "requests",
                        "32 of 32 worked on, 127 of 128 waiting, 200 of 1,000 connections, 2,000 turned away since the start"),
                LoadCheck.of(figures(127)));
    }

    @Test
    void a_line_that_is_full_needs_a_look() {
        assertEquals(
                Check.degraded(
                        "requests",
                        "whoever comes now is turned away: 32 of 32 worked on, 128 of 128 waiting, 200 of 1,000"
                                + " connections, 2,000 turned away since the start"),
                LoadCheck.of(figures(128)));
    }
}
