package org.atelier.merge.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.internal.Outcomes.Outcome;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private final Outcomes outcomes = new Outcomes("atelier_tries", "Tries.", Outcome.APPLIED, Outcome.STALE);

    private void fails(Supplier<String> work, Class<? extends RuntimeException> how) {
        assertThrows(how, () -> outcomes.counting(work, _ -> Outcome.APPLIED));
    }

    @Test
    void every_wish_is_counted_once_by_what_became_of_it() {
        assertEquals("done", outcomes.counting(() -> "done", _ -> Outcome.APPLIED));
        outcomes.counting(() -> "done", _ -> Outcome.APPLIED);
        fails(
                () -> {
                    throw new MergeException(MergeException.Code.STALE_PLAN, "look again");
                },
                MergeException.class);
        fails(
                () -> {
                    throw new MergeException(MergeException.Code.SAME_RECORD, "the same");
                },
                MergeException.class);
        fails(
                () -> {
                    throw new IllegalStateException("the database is gone");
                },
                IllegalStateException.class);

        var told = outcomes.measures().stream()
                .collect(Collectors.toMap(measure -> measure.labels().get("outcome"), measure -> measure.value()));
        assertEquals(Map.of("applied", 2.0, "stale", 1.0, "refused", 1.0, "failed", 1.0), told);
    }
}
