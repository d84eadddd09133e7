package org.atelier.startup.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    @Test
    void what_the_framework_repeats_at_the_end_is_left_out() {
        assertEquals(
                "Unable to resolve a: missing requirement b",
                Reasons.shortened("Unable to resolve a: missing requirement b Unresolved requirements: [[a] b]"));
    }

    @Test
    void consequences_are_counted_and_their_causes_told() {
        assertEquals(
                List.of("a: missing x", "2 more bundles do not start in consequence"),
                Reasons.rootsOf(List.of("b: y [caused by: x]", "a: missing x", "c: z [caused by: y]")));
    }

    @Test
    void without_a_cause_among_them_all_are_told() {
        var all = List.of("b: y [caused by: x]", "c: z [caused by: y]");
        assertEquals(all, Reasons.rootsOf(all));
        assertEquals(List.of("a: missing x"), Reasons.rootsOf(List.of("a: missing x")));
    }
}
