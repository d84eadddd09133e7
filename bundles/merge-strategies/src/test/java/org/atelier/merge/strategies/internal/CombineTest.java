package org.atelier.merge.strategies.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.LinkQuestion;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.Test;

class CombineTest {
    private static final FieldDescriptor NOTES =
            new FieldDescriptor(ColumnDescriptor.plain("notes", "Notes"), false, true, "combine");
    private static final FieldDescriptor VENUE =
            new FieldDescriptor(ColumnDescriptor.plain("venue", "Venue"), false, false, "combine");
    private final Combine combine = new Combine();

    private Value combined(String a, String b) {
        var question = new FieldQuestion(NOTES, Side.A, Value.text(a), Value.text(b), Map.of());
        return switch (combine.decide(question)) {
            case Choice.Keep(var side) -> question.of(side);
            case Choice.Combine(var value) -> value;
        };
    }

    @Test
    void it_is_offered_for_prose_only() {
        assertTrue(combine.appliesTo(NOTES));
        assertFalse(combine.appliesTo(VENUE));
    }

    @Test
    void two_texts_stand_one_below_the_other() {
        assertEquals(new Value.Text("first\n\nsecond"), combined("first", "second"));
    }

    @Test
    void what_only_one_side_says_is_kept_to_the_character() {
        assertEquals(new Value.Text(" as it was "), combined(null, " as it was "));
        assertEquals(new Value.Text(" as it was "), combined(" as it was ", "  "));
    }

    @Test
    void nothing_on_both_sides_stays_what_it_was_on_the_base() {
        assertEquals(Value.ABSENT, combined(null, ""));
        assertEquals(new Value.Text(""), combined("", null));
    }

    @Property
    void combining_again_adds_nothing(
            @ForAll @Size(max = 5) List<@AlphaChars @StringLength(min = 1, max = 3) String> a,
            @ForAll @Size(max = 5) List<@AlphaChars @StringLength(min = 1, max = 3) String> b) {
        var once = combined(String.join("\n\n", a), String.join("\n\n", b)).words();
        assertEquals(once, combined(once, String.join("\n\n", b)).words());
        assertEquals(once, combined(once, String.join("\n\n", a)).words());
        var paragraphs = new ArrayList<>(Arrays.asList(once.split("\n\n")));
        assertTrue(paragraphs.containsAll(a));
        assertTrue(paragraphs.containsAll(b));
    }

    @Property
    void links_are_the_union_and_nothing_else(@ForAll Set<Long> a, @ForAll Set<Long> b) {
        var relation = new RelationDescriptor.Link(
                "event",
                "tags",
                "Tags",
                "event_tag",
                "event_id",
                ColumnDescriptor.reference("tag", "Tag", "tag", "name"),
                "combine");
        var union = new TreeSet<>(a);
        union.addAll(b);
        assertEquals(targets(union), combine.decide(new LinkQuestion(relation, Side.B, targets(a), targets(b))));
    }

    private static TreeSet<Target> targets(Set<Long> ids) {
        var targets = new TreeSet<Target>();
        ids.forEach(id -> targets.add(new Target(id, "tag " + id)));
        return targets;
    }
}
