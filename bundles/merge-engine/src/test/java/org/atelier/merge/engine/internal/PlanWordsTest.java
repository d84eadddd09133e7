package org.atelier.merge.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atelier.merge.engine.PlanJson;
import org.atelier.merge.engine.PlanWords;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.Test;

class PlanWordsTest {
    @Test
    void every_step_is_one_sentence_somebody_can_read() {
        var plan = Plans.plan(Plans.snapshot(), Side.A);
        var words = new PlanWords(plan);
        assertEquals(
                List.of(
                        "Task \"Person 100, helper, lead\" is folded into the equal one, which takes over title \"lead\".",
                        "Task \"Person 200, helper\" moves to a.",
                        "Tag tag-1 is taken off b; the tag itself stays.",
                        "Tag tag-2 is taken off b; the tag itself stays.",
                        "Tag tag-2 is added to a.",
                        "Event b is retired.",
                        "The old id 2 leads to a.",
                        "The old slug b leads to a."),
                plan.steps().stream().map(words::of).toList());
    }

    @Test
    void a_to_do_is_called_by_its_title_and_completed_only_when_it_is() {
        var open = todo(31, false);
        var done = todo(32, true);
        var rows = new TreeMap<>(Plans.snapshot().rows());
        rows.put("todos", new Snapshot.Rows(List.of(), List.of(open, done)));
        var snapshot = Plans.snapshot();
        var plan = Plans.plan(
                new Snapshot(snapshot.a(), snapshot.b(), snapshot.links(), rows, snapshot.redirects()), Side.A);
        var words = new PlanWords(plan);
        assertEquals("Print name tags", words.describe("todos", 31));
        assertEquals("Print name tags, completed", words.describe("todos", 32));
    }

    /** Task 100 is in both: whatever the folded one says otherwise ends with it, and is told. */
    @Test
    void what_a_folded_row_says_otherwise_is_told_and_no_part_of_the_fingerprint() {
        var folded = Plans.plan(Plans.snapshot(), Side.A);
        assertEquals(List.of(), new PlanWords(folded).foldedAway(), "its title is taken over");

        var snapshot = Plans.snapshot();
        var tasks = snapshot.rows().get("tasks");
        var rows = new TreeMap<>(snapshot.rows());
        rows.put(
                "tasks",
                new Snapshot.Rows(
                        tasks.a().stream().map(row -> titled(row, "first")).toList(), tasks.b()));
        var plan = Plans.plan(
                new Snapshot(snapshot.a(), snapshot.b(), snapshot.links(), rows, snapshot.redirects()), Side.A);
        var away = new PlanWords(plan).foldedAway();
        assertEquals(1, away.size(), away.toString());
        assertEquals("task \"Person 100, helper\"", away.getFirst().of());
        assertEquals("title", away.getFirst().column());
        assertEquals("lead", away.getFirst().words());
        assertEquals("first", away.getFirst().kept());
        assertTrue(PlanJson.write(plan).contains("\"folded_away\":[{\"relation\":\"tasks\""), PlanJson.write(plan));
    }

    private static RelatedRow titled(RelatedRow row, String title) {
        var values = new TreeMap<>(row.values());
        values.put("title", new Value.Text(title));
        var words = new TreeMap<>(row.words());
        words.put("title", title);
        return new RelatedRow(row.id(), row.side(), values, words);
    }

    private static RelatedRow todo(long id, boolean completed) {
        return new RelatedRow(
                id,
                Side.B,
                Map.of(
                        "id",
                        Value.Number.of(id),
                        "event_id",
                        Value.Number.of(2),
                        "title",
                        new Value.Text("Print name tags"),
                        "completed",
                        new Value.Flag(completed)),
                Map.of("title", "Print name tags", "completed", completed ? "yes" : "no", "due", "", "additional", ""));
    }
}
