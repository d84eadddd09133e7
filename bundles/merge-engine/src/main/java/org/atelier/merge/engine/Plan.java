package org.atelier.merge.engine;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.spi.Side;

/**
 * Everything one merge will do, as data: what is shown is what is fingerprinted, applied and journaled.
 *
 * @param choices the strategy that decided each field and relation, by name
 * @param steps in the order in which they are applied
 * @param fingerprint SHA-256, in lower-case hexadecimal, of the plan's canonical form
 */
public record Plan(
        MergeableKind kind,
        Snapshot snapshot,
        Side base,
        SortedMap<String, String> choices,
        List<Step> steps,
        String fingerprint) {
    public Plan {
        choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
        steps = List.copyOf(steps);
    }

    public Snapshot.Subject survivor() {
        return snapshot.of(base);
    }

    public Snapshot.Subject retired() {
        return snapshot.of(base.other());
    }

    /** The survivor's slug as it will be: it may take over the other's. */
    public String survivingSlug() {
        return steps.stream()
                .filter(step -> step instanceof Step.Set set
                        && set.column().equals(kind.entity().slug()))
                .map(step -> ((Step.Set) step).after().words())
                .findFirst()
                .orElse(survivor().slug());
    }
}
