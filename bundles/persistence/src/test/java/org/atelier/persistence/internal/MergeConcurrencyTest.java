package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Merging.BY;
import static org.atelier.persistence.internal.Merging.intoA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.atelier.merge.engine.MergeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Merges while others merge, edit and import, on the same and on other nodes. */
class MergeConcurrencyTest {
    private final Merging merging = new Merging();

    @AfterEach
    void close() {
        merging.close();
    }

    @Test
    void merges_of_the_same_events_at_the_same_time_end_with_one_merge_and_clear_refusals() throws Exception {
        var request = intoA(Map.of());
        var plan = merging.merges.plan(request);
        var outcomes = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var running = new ArrayList<Future<String>>();
            for (int i = 0; i < 4; i++) {
                running.add(threads.submit(() -> {
                    try {
                        merging.merges.apply(request, plan.fingerprint(), BY);
                        return "merged";
                    } catch (MergeException e) {
                        return e.code().name();
                    }
                }));
            }
            for (var one : running) {
                outcomes.add(one.get());
            }
        }
        assertEquals(1, outcomes.stream().filter("merged"::equals).count(), outcomes.toString());
        assertTrue(
                Set.of("merged", "STALE_PLAN", "RETIRED_RECORD", "UNKNOWN_RECORD")
                        .containsAll(outcomes),
                outcomes.toString());
    }
}
