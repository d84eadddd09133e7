package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.PlanWords;

/**
 * What a plan comes to, as the pages show it before it is done.
 *
 * @param survivor the name of the record that lives on, as it will be
 * @param kept what stays with the survivor as it is, a sentence each; only the first if there are very many
 * @param keptTotal how many there are
 * @param names what feeds will say by the names of both, if they are tags; else empty
 */
public record Outcome(
        String survivor, String retired, PlanView plan, List<String> kept, int keptTotal, List<TagName> names) {
    /** How many sentences of a sort are shown while somebody chooses. */
    private static final int GLANCE = 12;

    /** How many sentences about what stays are shown at all. */
    private static final int MAX_KEPT = 500;

    /** All of it. */
    static Outcome of(Plan plan, String json, List<TagName> names) {
        return of(plan, PlanView.of(json), MAX_KEPT, names);
    }

    /** So much of it that it can be taken in while choosing. */
    static Outcome atAGlance(Plan plan, String json, List<TagName> names) {
        return of(plan, PlanView.of(json).shortened(GLANCE), GLANCE, names);
    }

    private static Outcome of(Plan plan, PlanView view, int most, List<TagName> names) {
        var kept = new PlanWords(plan).kept().toList();
        return new Outcome(
                plan.survivingSlug(),
                plan.retired().slug(),
                view,
                kept.stream().limit(most).toList(),
                kept.size(),
                names);
    }

    /** How much of each sort there is, what is lost first. */
    public List<Count> counts() {
        var lost = groups(sort -> sort == PlanView.Sort.DISCARD);
        var values = plan.left().isEmpty()
                ? Stream.<Count>empty()
                : Stream.of(new Count(
                        Words.count(plan.left().size(), "value") + " discarded",
                        PlanView.Sort.DISCARD.look(),
                        "left-behind"));
        // that one record goes, and what goes with it, is so in every merge
        var others = groups(
                sort -> sort != PlanView.Sort.DISCARD && sort != PlanView.Sort.ENDED && sort != PlanView.Sort.RETIRE);
        var kept = keptTotal == 0 ? Stream.<Count>empty() : Stream.of(new Count(keptTotal + " kept", "keep", "kept"));
        return Stream.of(lost, values, others, kept).flatMap(counts -> counts).toList();
    }

    private Stream<Count> groups(Predicate<PlanView.Sort> wanted) {
        return plan.groups().stream()
                .filter(group -> wanted.test(group.sort()))
                .map(group -> new Count(
                        group.total() + " " + group.sort().title().toLowerCase(Locale.ROOT),
                        group.sort().look(),
                        "plan-" + group.sort().name().toLowerCase(Locale.ROOT)));
    }

    /** A count in words, its colours, and the id of what it counts. */
    public record Count(String words, String look, String id) {}
}
