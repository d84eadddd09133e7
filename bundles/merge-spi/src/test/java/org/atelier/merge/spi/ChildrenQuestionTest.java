package org.atelier.merge.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildrenQuestionTest {
    private static ChildrenQuestion question(List<ColumnDescriptor> identity, List<RelatedRow> a, List<RelatedRow> b) {
        return new ChildrenQuestion(
                new RelationDescriptor.Children(
                        "event",
                        "tasks",
                        "Tasks",
                        "task",
                        "event_id",
                        identity,
                        List.of(),
                        Optional.empty(),
                        "combine"),
                Side.A,
                a,
                b);
    }

    private static RelatedRow task(long id, Side side, long person, long role) {
        return new RelatedRow(
                id, side, Map.of("person_id", Value.Number.of(person), "role_id", Value.Number.of(role)), Map.of());
    }

    private static final List<ColumnDescriptor> PERSON_AND_ROLE = List.of(
            ColumnDescriptor.reference("person", "Person", "person", "full_name"),
            ColumnDescriptor.reference("role", "Role", "role", "name"));

    @Test
    void twins_are_equal_in_every_column_of_the_identity_and_on_different_sides() {
        var both = task(1, Side.A, 10, 1);
        var otherRole = task(2, Side.A, 10, 2);
        var twin = task(3, Side.B, 10, 1);
        var alone = task(4, Side.B, 20, 2);
        assertEquals(
                Map.of(1L, twin, 3L, both),
                question(PERSON_AND_ROLE, List.of(both, otherRole), List.of(twin, alone))
                        .twins());
    }

    @Test
    void of_several_the_first_by_id_is_the_twin() {
        var first = task(1, Side.A, 10, 1);
        var second = task(2, Side.A, 10, 1);
        var other = task(3, Side.B, 10, 1);
        assertEquals(
                Map.of(1L, other, 2L, other, 3L, first),
                question(PERSON_AND_ROLE, List.of(first, second), List.of(other))
                        .twins());
    }

    @Test
    void where_nothing_makes_two_children_equal_there_are_no_twins() {
        assertEquals(
                Map.of(),
                question(List.of(), List.of(task(1, Side.A, 10, 1)), List.of(task(2, Side.B, 10, 1)))
                        .twins());
    }
}
