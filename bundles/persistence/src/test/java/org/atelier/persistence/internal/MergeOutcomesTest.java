package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Merging.BY;
import static org.atelier.persistence.internal.Merging.events;
import static org.atelier.persistence.internal.Merging.intoA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.atelier.merge.engine.PlanWords;
import org.atelier.merge.engine.Step;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes out of merges that once went wrong, each looked at by itself; MergeMatrixTest has all combinations. */
class MergeOutcomesTest {
    private static Merging merging;

    @BeforeAll
    static void open() {
        merging = new Merging();
    }

    @BeforeEach
    void begin() {
        merging.begin();
    }

    @AfterAll
    static void close() {
        merging.close();
    }

    private List<String> rows(String query, Object... values) {
        return merging.workshops.sql(db -> db.fetch(query, values).getValues(0, String.class));
    }

    /** MERGE-CASES 1: base A, tags from B; the tag DC itself was deleted with all its links. */
    @Test
    void tags_taken_off_the_survivor_stay_on_every_other_event() {
        merging.merge(intoA(Map.of("tags", "keep-b")));
        assertEquals(List.of("a LC", "bystander DC", "bystander LC", "bystander SWC"), tagged());
    }

    /** MERGE-CASES 2: base A, tags from A; the tag LC was deleted, two years after the first time. */
    @Test
    void tags_of_the_retired_event_stay_on_every_other_event() {
        merging.merge(intoA(Map.of("tags", "keep-a")));
        assertEquals(List.of("a DC", "a SWC", "bystander DC", "bystander LC", "bystander SWC"), tagged());
    }

    private List<String> tagged() {
        return rows("select e.slug || ' ' || t.name from event_tag join event e on e.id = event_id "
                + "join tag t on t.id = tag_id order by 1");
    }

    @Test
    void redirects_follow_the_survivor_when_it_is_merged_in_turn() {
        merging.merge(intoA(Map.of()));
        merging.merge(events("a", "bystander", Side.B, Map.of("slug", "keep-b")));
        assertEquals(
                List.of("id " + merging.a, "id " + merging.b, "slug a", "slug b"),
                rows("select form || ' ' || value from redirect where target_id = ? order by 1", merging.bystander));
    }

    /** MERGE-CASES 10: the survivor takes unique values that the other record still holds. */
    @Test
    void the_survivor_takes_slug_and_url_of_the_other_and_its_own_old_slug_leads_to_it() {
        merging.sql("update event set url = 'https://' || slug");
        var request = intoA(Map.of("slug", "keep-b", "url", "keep-b"));
        var plan = merging.merges.plan(request);
        var words = plan.steps().stream().map(new PlanWords(plan)::of).toList();
        assertTrue(words.contains("The old slug a leads to b."), words.toString());
        assertTrue(
                words.contains("Event number " + merging.b + " is retired; its slug b lives on with the survivor."),
                words.toString());
        var receipt = merging.merge(request);
        assertEquals("b", receipt.survivor());
        assertEquals(
                "b https://b",
                merging.one(String.class, "select slug || ' ' || url from event where id = ?", merging.a));
        assertEquals(
                List.of("id " + merging.b, "slug a"), rows("select form || ' ' || value from redirect order by 1"));
    }

    /** MERGE-CASES 8: folding keeps the payload. */
    @Test
    void folding_fills_what_is_blank_and_says_what_differs() {
        var workshops = merging.workshops;
        var person = workshops.person();
        var survivor = workshops.task(merging.a, person, "instructor", "");
        workshops.task(merging.b, person, "instructor", "lead");
        merging.sql("update task set url = 'https://' || title || event_id");
        var plan = merging.merges.plan(intoA(Map.of("tasks", "combine")));
        var fold = plan.steps().stream()
                .filter(Step.Fold.class::isInstance)
                .map(Step.Fold.class::cast)
                .toList();
        assertEquals(1, fold.size());
        assertEquals(Map.of("title", new Value.Text("lead")), fold.getFirst().fills());
        var words = new PlanWords(plan).of(fold.getFirst());
        assertTrue(words.contains("takes over title \"lead\""), words);
        assertTrue(words.contains("its url \"https://lead" + merging.b + "\" stays in the history only"), words);
        merging.merge(intoA(Map.of("tasks", "combine")));
        assertEquals(
                "lead https://" + merging.a,
                merging.one(String.class, "select title || ' ' || url from task where id = ?", survivor));
    }

    /** MERGE-CASES 16: texts were glued together. */
    @Test
    void prose_is_combined_without_repetition() {
        merging.sql("update event set notes = E'one\\n\\ntwo' where id = ?", merging.a);
        merging.sql("update event set notes = E'two\\n\\nthree' where id = ?", merging.b);
        merging.merge(intoA(Map.of()));
        assertEquals(
                "one\n\ntwo\n\nthree", merging.one(String.class, "select notes from event where id = ?", merging.a));
    }

    /** MERGE-CASES 18 and 25: deletions, links included, are in the journal. */
    @Test
    void everything_a_merge_changed_is_in_the_journal_under_its_operation() {
        var receipt = merging.merge(intoA(Map.of("tags", "keep-b")));
        assertEquals(
                List.of("event 1", "event_tag 4", "redirect 2"),
                rows(
                        "select table_name || ' ' || count(*) from journal where operation_id = ? "
                                + "group by table_name order by 1",
                        receipt.id()));
        assertEquals("request-1", receipt.requestId());
    }

    @Test
    void the_same_request_gives_the_same_plan_to_the_byte() {
        var request = intoA(Map.of("tags", "keep-b"));
        var merges = merging.merges;
        assertEquals(merges.json(merges.plan(request)), merges.json(merges.plan(request)));
    }

    /** PEERS: the number of statements does not grow with the number of children. */
    @Test
    void a_thousand_children_take_as_many_statements_as_ten() {
        var few = statementsOfMerge("few", 10);
        var many = statementsOfMerge("many", 1000);
        assertEquals(few, many);
        assertTrue(many <= 40, many + " statements");
    }

    private int statementsOfMerge(String name, int children) {
        for (var side : List.of("a", "b")) {
            var event = merging.workshops.event(name + "-" + side, "DC");
            merging.sql(
                    "insert into todo (event_id, title) select ?, 'to do ' || n from generate_series(1, ?) n",
                    event,
                    children);
        }
        var request = events(name + "-a", name + "-b", Side.A, Map.of());
        var plan = merging.merges.plan(request);
        assertEquals(
                children,
                plan.steps().stream().filter(Step.Move.class::isInstance).count());
        var before = merging.counted.statements();
        merging.merges.apply(request, plan.fingerprint(), BY);
        return merging.counted.statements() - before;
    }
}
