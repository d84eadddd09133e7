package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.spi.Side;

/**
 * A plan to be confirmed.
 *
 * @param survivor the slug of the record that lives on, as it will be
 * @param retired the slug of the record that ends
 * @param choices every choice of the plan by the name of its field
 * @param seen what the page shows of the records, to be compared if they change before it is confirmed
 * @param stale where this plan replaces one that was confirmed too late
 */
public record PreviewView(
        MergeKind kind,
        String a,
        String b,
        Side base,
        String survivor,
        String retired,
        Map<String, String> choices,
        Outcome outcome,
        String fingerprint,
        String seen,
        String note,
        Optional<Stale> stale) {

    /**
     * A plan that was confirmed too late.
     *
     * @param changes what is different from what was shown, a sentence each; empty where nobody can tell
     */
    public record Stale(String problem, List<String> changes) {}

    static PreviewView of(
            MergeKind kind, MergeRequest wish, Plan plan, Outcome outcome, String note, Optional<Stale> stale) {
        return new PreviewView(
                kind,
                wish.a(),
                wish.b(),
                wish.base(),
                plan.survivingSlug(),
                plan.retired().slug(),
                plan.choices(),
                outcome,
                plan.fingerprint(),
                Seen.of(plan),
                note,
                stale);
    }

    public String baseLetter() {
        return base == Side.A ? "a" : "b";
    }
}
