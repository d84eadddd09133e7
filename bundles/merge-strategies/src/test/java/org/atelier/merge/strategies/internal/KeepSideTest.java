package org.atelier.merge.strategies.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenQuestion;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.LinkQuestion;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeepSideTest {
    private static final RelationDescriptor.Children TASKS = new RelationDescriptor.Children(
            "event",
            "tasks",
            "Tasks",
            "task",
            "event_id",
            List.of(ColumnDescriptor.plain("person_id", "Person")),
            List.of(),
            Optional.empty(),
            "combine");
    private static final RelationDescriptor.Link TAGS = new RelationDescriptor.Link(
            "event",
            "tags",
            "Tags",
            "event_tag",
            "event_id",
            ColumnDescriptor.reference("tag", "Tag", "tag", "name"),
            "combine");

    private static RelatedRow task(long id, Side side, long person) {
        return new RelatedRow(id, side, Map.of("person_id", Value.Number.of(person)), Map.of());
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whichever_side_survives_the_chosen_sides_tasks_live_on(Side base) {
        var question = new ChildrenQuestion(
                TASKS,
                base,
                List.of(task(1, Side.A, 10), task(2, Side.A, 20)),
                List.of(task(3, Side.B, 20), task(4, Side.B, 30)));
        assertEquals(
                List.of(
                        new ChildFate.Keep(1),
                        new ChildFate.Keep(2),
                        new ChildFate.FoldInto(3, 2),
                        new ChildFate.Discard(4, "tasks are kept from A")),
                new KeepA().decide(question));
        assertEquals(
                List.of(
                        new ChildFate.Discard(1, "tasks are kept from B"),
                        new ChildFate.FoldInto(2, 3),
                        new ChildFate.Keep(3),
                        new ChildFate.Keep(4)),
                new KeepB().decide(question));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whichever_side_survives_the_chosen_sides_links_live_on(Side base) {
        var a = new TreeSet<>(Set.of(new Target(1, "DC")));
        var b = new TreeSet<>(Set.of(new Target(2, "SWC"), new Target(1, "DC")));
        assertEquals(a, new KeepA().decide(new LinkQuestion(TAGS, base, a, b)));
        assertEquals(b, new KeepB().decide(new LinkQuestion(TAGS, base, a, b)));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void the_bases_value_links_and_children_live_on_whichever_side_it_is(Side base) {
        var keepBase = new KeepBase();
        var keepThat = base == Side.A ? new KeepA() : new KeepB();
        var children = new ChildrenQuestion(
                TASKS,
                base,
                List.of(task(1, Side.A, 10), task(2, Side.A, 20)),
                List.of(task(3, Side.B, 20), task(4, Side.B, 30)));
        var links = new LinkQuestion(
                TAGS, base, new TreeSet<>(Set.of(new Target(1, "DC"))), new TreeSet<>(Set.of(new Target(2, "SWC"))));
        var venue = new FieldDescriptor(ColumnDescriptor.plain("venue", "Venue"), false, false, "non-empty-first");
        assertEquals(keepThat.decide(children), keepBase.decide(children));
        assertEquals(links.of(base), keepBase.decide(links));
        assertEquals(
                new Choice.Keep(base),
                keepBase.decide(new FieldQuestion(venue, base, Value.text("Oslo"), Value.text("Bergen"), Map.of())));
    }

    @Test
    void a_filled_value_is_preferred_and_the_bases_among_two() {
        var venue = new FieldDescriptor(ColumnDescriptor.plain("venue", "Venue"), false, false, "non-empty-first");
        var prefer = new NonEmptyFirst();
        assertEquals(
                new Choice.Keep(Side.B),
                prefer.decide(new FieldQuestion(venue, Side.A, Value.text(" "), Value.text("Oslo"), Map.of())));
        assertEquals(
                new Choice.Keep(Side.B),
                prefer.decide(new FieldQuestion(venue, Side.B, Value.text("Bergen"), Value.text("Oslo"), Map.of())));
        assertEquals(
                new Choice.Keep(Side.A),
                prefer.decide(new FieldQuestion(venue, Side.A, Value.ABSENT, Value.text(""), Map.of())));
    }
}
