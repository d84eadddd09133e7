package org.atelier.merge.strategies.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenQuestion;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MostRecentTest {
    private static final FieldDescriptor URL =
            new FieldDescriptor(ColumnDescriptor.plain("url", "URL"), true, false, "non-empty-first");
    private static final Instant EARLIER = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2020-01-01T00:00:00.000001Z");
    private final MostRecent mostRecent = new MostRecent();

    private Choice decide(Side base, String a, String b, Map<Side, Instant> lastSet) {
        return mostRecent.decide(new FieldQuestion(URL, base, Value.text(a), Value.text(b), lastSet));
    }

    private static RelationDescriptor.Children consents(List<ColumnDescriptor> identity, Optional<String> recency) {
        return new RelationDescriptor.Children(
                "person", "consents", "Consents", "consent", "person_id", identity, List.of(), recency, "most-recent");
    }

    private static final RelationDescriptor.Children CONSENTS =
            consents(List.of(ColumnDescriptor.plain("term_id", "Term")), Optional.of("answered"));

    private static RelatedRow consent(long id, Side side, long term, String answered) {
        return new RelatedRow(
                id, side, Map.of("term_id", Value.Number.of(term), "answered", Value.text(answered)), Map.of());
    }

    private List<ChildFate> decide(Side base, List<RelatedRow> a, List<RelatedRow> b) {
        return mostRecent.decide(new ChildrenQuestion(CONSENTS, base, a, b));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void the_value_that_was_set_last_wins_whichever_side_survives(Side base) {
        assertEquals(new Choice.Keep(Side.B), decide(base, "x", "y", Map.of(Side.A, EARLIER, Side.B, LATER)));
        assertEquals(new Choice.Keep(Side.A), decide(base, "x", "y", Map.of(Side.A, LATER, Side.B, EARLIER)));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void a_blank_value_never_beats_a_filled_one(Side base) {
        assertEquals(new Choice.Keep(Side.A), decide(base, "x", " ", Map.of(Side.A, EARLIER, Side.B, LATER)));
        assertEquals(new Choice.Keep(Side.B), decide(base, null, "y", Map.of(Side.A, LATER, Side.B, EARLIER)));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void what_nobody_remembers_is_older_than_what_somebody_does_and_of_two_such_the_base_wins(Side base) {
        assertEquals(new Choice.Keep(Side.B), decide(base, "x", "y", Map.of(Side.B, EARLIER)));
        assertEquals(new Choice.Keep(base), decide(base, "x", "y", Map.of()));
        assertEquals(new Choice.Keep(base), decide(base, "x", "y", Map.of(Side.A, LATER, Side.B, LATER)));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void of_an_equal_pair_the_later_one_lives_on_and_everything_else_is_kept(Side base) {
        assertEquals(
                List.of(
                        new ChildFate.FoldInto(1, 4),
                        new ChildFate.Keep(2),
                        new ChildFate.Keep(3),
                        new ChildFate.Keep(4),
                        new ChildFate.FoldInto(5, 2),
                        new ChildFate.Keep(6)),
                decide(
                        base,
                        List.of(
                                consent(1, Side.A, 10, "2020-01-01T00:00:00+00:00"),
                                consent(2, Side.A, 20, "2020-01-01T00:00:00.5+00:00"),
                                consent(3, Side.A, 30, null)),
                        List.of(
                                consent(4, Side.B, 10, "2020-01-01T00:00:00.5+00:00"),
                                consent(5, Side.B, 20, "2020-01-01T00:00:00.49+00:00"),
                                consent(6, Side.B, 40, "2001-01-01T00:00:00+00:00"))));
    }

    @Test
    void where_neither_is_later_the_bases_lives_on_and_blank_is_earlier_than_any() {
        var a = List.of(consent(1, Side.A, 10, "2020-01-01"), consent(2, Side.A, 20, null));
        var b = List.of(consent(3, Side.B, 10, "2020-01-01"), consent(4, Side.B, 20, "1999-12-31"));
        assertEquals(
                List.of(
                        new ChildFate.Keep(1),
                        new ChildFate.FoldInto(2, 4),
                        new ChildFate.FoldInto(3, 1),
                        new ChildFate.Keep(4)),
                decide(Side.A, a, b));
        assertEquals(
                List.of(
                        new ChildFate.FoldInto(1, 3),
                        new ChildFate.FoldInto(2, 4),
                        new ChildFate.Keep(3),
                        new ChildFate.Keep(4)),
                decide(Side.B, a, b));
    }

    /** A table without a unique key may hold the same thing twice for one record. */
    @Test
    void nothing_is_folded_into_what_gives_way_itself() {
        assertEquals(
                List.of(new ChildFate.Keep(1), new ChildFate.Keep(2), new ChildFate.FoldInto(3, 1)),
                decide(
                        Side.B,
                        List.of(consent(1, Side.A, 10, "2022-01-01"), consent(2, Side.A, 10, "2020-01-01")),
                        List.of(consent(3, Side.B, 10, "2021-01-01"))));
    }

    @Test
    void it_is_offered_for_children_only_where_it_can_decide() {
        assertTrue(mostRecent.appliesTo(CONSENTS));
        assertFalse(mostRecent.appliesTo(consents(CONSENTS.identity(), Optional.empty())));
        assertFalse(mostRecent.appliesTo(consents(List.of(), Optional.of("answered"))));
    }
}
