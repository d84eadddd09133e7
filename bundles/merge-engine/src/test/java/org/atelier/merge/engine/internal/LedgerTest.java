package org.atelier.merge.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long OPERATION = 99;
    private final org.atelier.merge.engine.Plan plan = Plans.plan(Plans.snapshot(), Side.A);
    private final List<RowChange> planned =
            new ArrayList<>(Ledger.expected(plan, OPERATION).values());

    private List<String> differences(List<RowChange> journaled) {
        return Ledger.differences(plan, OPERATION, journaled);
    }

    @Test
    void a_plan_says_which_rows_change_and_how() {
        assertEquals(
                List.of(
                        "event_tag{event_id=1, tag_id=2} created",
                        "event_tag{event_id=2, tag_id=1} deleted",
                        "event_tag{event_id=2, tag_id=2} deleted",
                        "event{id=2} deleted",
                        "redirect{form=id, kind=event, value=2} created",
                        "redirect{form=slug, kind=event, value=b} created",
                        "task{id=11} changed",
                        "task{id=21} deleted",
                        "task{id=22} changed"),
                planned.stream()
                        .map(change -> change.name()
                                + (change.before().isEmpty()
                                        ? " created"
                                        : change.after().isEmpty() ? " deleted" : " changed"))
                        .toList());
    }

    @Test
    void what_was_done_as_planned_has_no_difference() {
        assertEquals(List.of(), differences(planned));
    }

    @Test
    void a_row_that_ends_as_it_began_is_no_change() {
        var row = new TreeMap<String, Value>(Map.of("id", Value.Number.of(5)));
        planned.add(new RowChange("tag", row, Optional.of(row), Optional.of(row)));
        assertEquals(List.of(), differences(planned));
    }

    @Test
    void a_deleted_tag_that_no_step_names_is_a_difference() {
        var tag = new TreeMap<String, Value>(Map.of("id", Value.Number.of(5)));
        planned.add(new RowChange("tag", tag, Optional.of(tag), Optional.empty()));
        assertEquals(List.of("tag{id=5} was deleted, which the plan does not say"), differences(planned));
    }

    @Test
    void each_planned_change_that_did_not_happen_is_a_difference() {
        for (var missing : List.copyOf(planned)) {
            var done = new ArrayList<>(planned);
            done.remove(missing);
            assertEquals(List.of(missing.name() + " was not changed, although the plan says so"), differences(done));
        }
    }

    @Test
    void a_row_changed_otherwise_than_planned_names_the_column() {
        var done = new ArrayList<RowChange>();
        for (var change : planned) {
            done.add(change.name().equals("task{id=22}") ? with(change, "title", new Value.Text("meddled")) : change);
        }
        assertEquals(List.of("task{id=22} is not as the plan says: column title"), differences(done));
    }

    @Test
    void a_row_deleted_instead_of_changed_is_a_difference() {
        var done = new ArrayList<RowChange>();
        for (var change : planned) {
            done.add(
                    change.name().equals("task{id=22}")
                            ? new RowChange(change.table(), change.key(), change.before(), Optional.empty())
                            : change);
        }
        assertEquals(List.of("task{id=22} is not as the plan says: it was deleted, not changed"), differences(done));
    }

    private static RowChange with(RowChange change, String column, Value value) {
        var after = new TreeMap<>(change.after().orElseThrow());
        after.put(column, value);
        return new RowChange(change.table(), change.key(), change.before(), Optional.of(after));
    }
}
