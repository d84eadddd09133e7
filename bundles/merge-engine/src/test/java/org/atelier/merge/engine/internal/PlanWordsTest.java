package org.atelier.merge.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
