package org.atelier.web.admin.internal;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.atelier.domain.Lookup;
import org.atelier.domain.Vocabulary;
import org.atelier.domain.Vocabulary.Term;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Step;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;

/**
 * What a feed that asks for a tag by its name gets, before and after two tags are merged.
 *
 * @param retired whether it is no longer given to events
 * @param leads whether the name leads to the other tag from then on
 * @param before how many events carry it
 * @param after how many events the survivor has, and with it whoever asks by this name
 * @param reliedOnBy who relies on it
 */
public record TagName(String name, boolean retired, boolean leads, int before, int after, List<String> reliedOnBy) {
    /** The relation of a tag with the events that carry it. */
    private static final String EVENTS = "events";

    /** For both names; empty if the plan merges no tags. */
    static List<TagName> of(Plan plan, Vocabulary vocabulary) {
        var links = plan.snapshot().links().get(EVENTS);
        if (!plan.kind().entity().kind().equals("tag") || links == null) {
            return List.of();
        }
        var after = new HashSet<>(links.of(plan.base()));
        for (var step : plan.steps()) {
            switch (step) {
                case Step.Link(var relation, var target) when relation.equals(EVENTS) -> after.add(target);
                case Step.Unlink(var relation, var from, var target)
                when relation.equals(EVENTS) && from == plan.base() -> after.remove(target);
                default -> {}
            }
        }
        return Stream.of(Side.A, Side.B)
                .map(side -> {
                    var name = plan.snapshot().of(side).slug();
                    return new TagName(
                            name,
                            new Value.Flag(true)
                                    .equals(plan.snapshot().of(side).values().get("retired")),
                            !name.equals(plan.survivingSlug()),
                            links.of(side).size(),
                            after.size(),
                            vocabulary.find(Vocabulary.Kind.TAG, name) instanceof Lookup.Found<Term>(var term)
                                    ? term.reliedOnBy()
                                    : List.of());
                })
                .toList();
    }
}
