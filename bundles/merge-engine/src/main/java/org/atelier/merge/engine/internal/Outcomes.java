package org.atelier.merge.engine.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.atelier.domain.Measure;
import org.atelier.merge.engine.MergeException;

/** Counts what became of the wishes to merge, or to undo. */
final class Outcomes {
    /** What became of one. */
    enum Outcome {
        /** It is done. */
        APPLIED,
        /** What was shown is not what is there any more. */
        STALE,
        /** It wants answers first. */
        OPEN,
        /** An answer was to leave it. */
        STOPPED,
        /** It would have broken a rule. */
        REFUSED,
        /** Something else went wrong, such as the database. */
        FAILED
    }

    private final String name;
    private final String help;
    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    /** @param outcomes those there can be, besides refused and failed */
    Outcomes(String name, String help, Outcome... outcomes) {
        this.name = name;
        this.help = help;
        for (var outcome : outcomes) {
            counts.put(outcome, new LongAdder());
        }
        counts.put(Outcome.REFUSED, new LongAdder());
        counts.put(Outcome.FAILED, new LongAdder());
    }

    /** Does the work, and counts what became of it. */
    <T> T counting(Supplier<T> work, Function<T, Outcome> told) {
        var outcome = Outcome.FAILED;
        try {
            var result = work.get();
            outcome = told.apply(result);
            return result;
        } catch (MergeException e) {
            outcome = e.code() == MergeException.Code.STALE_PLAN ? Outcome.STALE : Outcome.REFUSED;
            throw e;
        } finally {
            counts.get(outcome).increment();
        }
    }

    List<Measure> measures() {
        return counts.entrySet().stream()
                .map(count -> Measure.counter(name, help, count.getValue().sum())
                        .label("outcome", count.getKey().name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
