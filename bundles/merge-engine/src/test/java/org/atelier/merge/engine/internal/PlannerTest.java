package org.atelier.merge.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atelier.merge.engine.LastSet;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.PlanJson;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.engine.Step;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.ReferenceFate;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.Test;

/** A kind of an operator's own whose rows refer to each other in every way there is: teams. */
class PlannerTest {
    private static final ColumnDescriptor PARENT = ColumnDescriptor.reference("parent", "Parent", "team", "slug");
    private static final EntityDescriptor TEAM = new EntityDescriptor(
            "team",
            "Team",
            "team",
            "slug",
            List.of(
                    new FieldDescriptor(ColumnDescriptor.plain("slug", "Slug"), true, false, "base"),
                    new FieldDescriptor(PARENT, false, false, "base")),
            Map.of("id", "the survivor keeps its own"));

    /** A match has a home team, and the team that beat it; the same table hangs on a team twice. */
    private static final RelationDescriptor.Children MATCHES = matches("matches", "home_id");

    private static final RelationDescriptor.Children AWAY = matches("away_matches", "away_id");
    private static final RelationDescriptor.References BEATEN = new RelationDescriptor.References(
            "team", "beaten", "Beaten", "match", "winner_id", true, List.of(), "repoint");
    private static final RelationDescriptor.Link FRIENDS = new RelationDescriptor.Link(
            "team",
            "friends",
            "Friends",
            "friend",
            "team_id",
            ColumnDescriptor.reference("friend", "Friend", "team", "slug"),
            "both");

    private static RelationDescriptor.Children matches(String name, String owner) {
        return new RelationDescriptor.Children(
                "team",
                name,
                "Matches",
                "match",
                owner,
                List.of(ColumnDescriptor.plain("day", "Day")),
                List.of(ColumnDescriptor.reference("winner", "Winner", "team", "slug")),
                Optional.empty(),
                "keep");
    }

    private final StrategyRegistry registry = new StrategyRegistry();

    PlannerTest() {
        registry.addFieldStrategy(question -> new Choice.Keep(question.base()), Plans.named("base"));
        registry.addLinkStrategy(question -> question.both(), Plans.named("both"));
        ChildrenStrategy keep = question -> question.children()
                .<ChildFate>map(child -> new ChildFate.Keep(child.id()))
                .toList();
        registry.addChildrenStrategy(keep, Plans.named("keep"));
        ChildrenStrategy discard = question -> question.children()
                .<ChildFate>map(child -> new ChildFate.Discard(child.id(), "not wanted"))
                .toList();
        registry.addChildrenStrategy(discard, Plans.named("discard"));
        registry.addReferenceStrategy(
                question -> question.rows()
                        .<ReferenceFate>map(row -> new ReferenceFate.Repoint(row.id()))
                        .toList(),
                Plans.named("repoint"));
        registry.addReferenceStrategy(
                question -> question.rows()
                        .<ReferenceFate>map(row -> new ReferenceFate.Detach(row.id()))
                        .toList(),
                Plans.named("detach"));
    }

    private Plan plan(Snapshot snapshot, Map<String, String> choices, RelationDescriptor... relations) {
        var kind = new MergeableKind(TEAM, List.of(relations));
        try (var runner = new StrategyRunner(registry, Duration.ofSeconds(60))) {
            return new Planner(kind, registry.snapshot(), runner)
                    .plan(snapshot, new LastSet(Map.of(), Map.of()), Side.A, choices, Optional.empty());
        }
    }

    private static Snapshot.Subject team(long id, String slug, Value parent) {
        return new Snapshot.Subject(
                id,
                slug,
                new TreeMap<>(Map.of("id", Value.Number.of(id), "slug", Value.text(slug), "parent_id", parent)),
                new TreeMap<>());
    }

    private static Snapshot snapshot(Map<String, Snapshot.Rows> rows) {
        return new Snapshot(
                team(1, "a", Value.ABSENT),
                team(2, "b", Value.ABSENT),
                new TreeMap<>(),
                new TreeMap<>(rows),
                List.of());
    }

    private static RelatedRow match(long id, Side side, long home, String day, Value winner) {
        return new RelatedRow(
                id,
                side,
                Map.of(
                        "id", Value.Number.of(id),
                        "home_id", Value.Number.of(home),
                        "away_id", Value.Number.of(3 - home),
                        "day", Value.text(day),
                        "winner_id", winner),
                Map.of());
    }

    private static List<Step> ofRows(Plan plan) {
        return plan.steps().stream().filter(Step.OfRow.class::isInstance).toList();
    }

    @Test
    void what_a_folded_row_says_of_the_retired_record_is_filled_in_as_the_survivor() {
        var ofA = match(11, Side.A, 1, "monday", Value.ABSENT);
        var ofB = match(21, Side.B, 2, "monday", Value.Number.of(2));
        var snapshot = snapshot(Map.of(
                "matches", new Snapshot.Rows(List.of(ofA), List.of(ofB)),
                "beaten", new Snapshot.Rows(List.of(), List.of(ofB))));
        var repointed = plan(snapshot, Map.of(), BEATEN, MATCHES);
        assertEquals(
                List.of(new Step.Fold("matches", 21, 11, new TreeMap<>(Map.of("winner_id", Value.Number.of(1))))),
                ofRows(repointed));
        var detached = plan(snapshot, Map.of("beaten", "detach"), BEATEN, MATCHES);
        assertEquals(List.of(new Step.Fold("matches", 21, 11, new TreeMap<>())), ofRows(detached));
    }

    @Test
    void a_row_that_is_child_and_reference_is_one_row_to_the_ledger() {
        var ofB = match(21, Side.B, 2, "monday", Value.Number.of(2));
        var plan = plan(
                snapshot(Map.of(
                        "matches", new Snapshot.Rows(List.of(), List.of(ofB)),
                        "beaten", new Snapshot.Rows(List.of(), List.of(ofB)))),
                Map.of(),
                BEATEN,
                MATCHES);
        assertEquals(List.of(new Step.Move("matches", 21), new Step.Repoint("beaten", 21)), ofRows(plan));
        var after = new TreeMap<>(ofB.values());
        after.put("home_id", Value.Number.of(1));
        after.put("winner_id", Value.Number.of(1));
        assertEquals(
                new RowChange(
                        "match",
                        new TreeMap<>(Map.of("id", Value.Number.of(21))),
                        Optional.of(new TreeMap<>(ofB.values())),
                        Optional.of(after)),
                Ledger.expected(plan, 7).get("match{id=21}"));
    }

    @Test
    void what_goes_by_one_relation_is_not_moved_by_another() {
        var ofB = match(21, Side.B, 2, "monday", Value.ABSENT);
        var awayOfA = new RelatedRow(21, Side.A, ofB.values(), Map.of());
        var snapshot = snapshot(Map.of(
                "matches", new Snapshot.Rows(List.of(), List.of(ofB)),
                "away_matches", new Snapshot.Rows(List.of(awayOfA), List.of())));
        assertEquals(
                List.of(new Step.Discard("away_matches", 21, "not wanted")),
                ofRows(plan(snapshot, Map.of("away_matches", "discard"), AWAY, MATCHES)));
        var refused = assertThrows(
                MergeException.class,
                () -> plan(snapshot, Map.of("away_matches", "discard", "matches", "discard"), AWAY, MATCHES));
        assertEquals(MergeException.Code.BAD_ANSWER, refused.code());
        assertTrue(refused.getMessage().contains("team.away_matches"), refused.getMessage());
        assertTrue(refused.getMessage().contains("team.matches"), refused.getMessage());
    }

    @Test
    void of_two_rows_folded_into_one_the_first_fills_what_is_blank() {
        ChildrenStrategy foldBoth = question -> question.children()
                .<ChildFate>map(child -> child.side() == Side.B
                        ? new ChildFate.FoldInto(child.id(), 11)
                        : new ChildFate.Keep(child.id()))
                .toList();
        registry.addChildrenStrategy(foldBoth, Plans.named("fold"));
        var plan = plan(
                snapshot(Map.of(
                        "matches",
                        new Snapshot.Rows(
                                List.of(match(11, Side.A, 1, "monday", Value.ABSENT)),
                                List.of(
                                        match(21, Side.B, 2, "monday", Value.Number.of(8)),
                                        match(22, Side.B, 2, "monday", Value.Number.of(9)))))),
                Map.of("matches", "fold"),
                MATCHES);
        assertEquals(
                List.of(
                        new Step.Fold("matches", 21, 11, new TreeMap<>(Map.of("winner_id", Value.Number.of(8)))),
                        new Step.Fold("matches", 22, 11, new TreeMap<>())),
                ofRows(plan));
    }

    @Test
    void a_survivor_whose_parent_retires_is_not_left_pointing_at_nobody() {
        var snapshot = new Snapshot(
                team(1, "a", Value.Number.of(2)),
                team(2, "b", Value.ABSENT),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
        assertTrue(plan(snapshot, Map.of())
                .steps()
                .contains(new Step.Set("parent", "parent_id", Value.Number.of(2), Value.Number.of(1))));
    }

    @Test
    void a_link_between_the_two_is_refused_and_named() {
        var friends = new TreeSet<>(List.of(new Target(2, "b")));
        var snapshot = new Snapshot(
                team(1, "a", Value.ABSENT),
                team(2, "b", Value.ABSENT),
                new TreeMap<>(Map.of("friends", new Snapshot.Links(friends, new TreeSet<>()))),
                new TreeMap<>(),
                List.of());
        var refused = assertThrows(MergeException.class, () -> plan(snapshot, Map.of(), FRIENDS));
        assertEquals(MergeException.Code.RULE_BROKEN, refused.code());
        assertTrue(refused.getMessage().contains("team.friends"), refused.getMessage());
    }

    /** With a pass over all children for each of them, this would not end today. */
    @Test
    void fifty_thousand_children_a_side_are_planned_told_and_checked() {
        var a = new ArrayList<RelatedRow>();
        var b = new ArrayList<RelatedRow>();
        for (int i = 0; i < 50_000; i++) {
            a.add(match(i + 1, Side.A, 1, "day " + i, Value.ABSENT));
            b.add(match(100_000 + i, Side.B, 2, "day " + 2 * i, Value.ABSENT));
        }
        var plan = plan(snapshot(Map.of("matches", new Snapshot.Rows(a, b))), Map.of(), MATCHES);
        assertEquals(
                25_000,
                plan.steps().stream().filter(Step.Fold.class::isInstance).count());
        assertTrue(PlanJson.write(plan).endsWith("}"));
        // every child of B, B itself, and the names that lead from B to A: its id and its slug
        assertEquals(50_000 + 1 + 2, Ledger.expected(plan, 7).size());
    }
}
