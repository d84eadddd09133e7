package org.atelier.web.admin.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Step;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;

/**
 * A plan to be confirmed.
 *
 * @param survivor the slug of the record that lives on, as it will be
 * @param retired the slug of the record that ends
 * @param choices every choice of the plan by the name of its field
 * @param leftBehind what the retired record says differently in fields, and nobody takes over
 * @param stale whether this plan replaces one that was confirmed too late
 */
public record PreviewView(
        String a,
        String b,
        Side base,
        String survivor,
        String retired,
        Map<String, String> choices,
        PlanView plan,
        List<PlanView.Entry> leftBehind,
        String fingerprint,
        String note,
        boolean stale) {

    static PreviewView of(MergeRequest wish, Plan plan, PlanView words, String note, boolean stale) {
        var after = new TreeMap<>(plan.survivor().values());
        for (var step : plan.steps()) {
            if (step instanceof Step.Set set) {
                after.put(set.column(), set.after());
            }
        }
        var slug = plan.kind().entity().slug();
        var leftBehind = plan.kind().entity().fields().stream()
                .filter(field -> !field.column().column().equals(slug))
                .filter(field -> {
                    var value = plan.retired().value(field.column().column());
                    return !value.isBlank()
                            && !isTakenOver(value, after.get(field.column().column()));
                })
                .map(field -> new PlanView.Entry(
                        field.label(), plan.retired().words(field.column().column())))
                .toList();
        return new PreviewView(
                wish.a(),
                wish.b(),
                wish.base(),
                after.get(slug).words(),
                plan.retired().slug(),
                plan.choices(),
                words,
                leftBehind,
                plan.fingerprint(),
                note,
                stale);
    }

    /** Whether what the retired record says stands in what the survivor will say, alone or combined. */
    private static boolean isTakenOver(Value value, Value after) {
        return value.equals(after)
                || value instanceof Value.Text(var said)
                        && after instanceof Value.Text(var combined)
                        && Arrays.stream(said.strip().split("\\R\\s*\\R")).allMatch(combined::contains);
    }

    public String baseLetter() {
        return base == Side.A ? "a" : "b";
    }
}
