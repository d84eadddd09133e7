package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.PlanWords;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.Step;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must be refused, and that a refused merge leaves every table as it was. */
class MergeSafetyTest {
    private static final NewOperation BY = new NewOperation("merge.event", "tester", "request-1", "");

    private final CountedDatabase counted = new CountedDatabase();
    private final Database database = counted.database;
    private final Workshops workshops = new Workshops(database);
    private final org.atelier.merge.engine.internal.StrategyRegistry registry = BuiltInStrategies.registry();
    private final MergeService merges =
            new MergeService(registry, new PostgresMergeStore(database, new Operations(database)));
    private long a;
    private long b;

    @BeforeEach
    void two_events() {
        a = workshops.event("a", "DC", "SWC");
        b = workshops.event("b", "LC");
        workshops.event("bystander", "DC", "SWC", "LC");
    }

    @AfterEach
    void close() {
        counted.close();
    }

    private static MergeRequest request(String a, String b, Side base, Map<String, String> choices) {
        return new MergeRequest("event", a, b, base, choices, Optional.empty());
    }

    private static MergeRequest aIntoIt(Map<String, String> choices) {
        return request("a", "b", Side.A, choices);
    }

    private Receipt merge(MergeRequest request) {
        return merges.apply(request, merges.plan(request).fingerprint(), BY);
    }

    private void refused(MergeException.Code code, String message, MergeRequest request) {
        var before = workshops.dump();
        var operations = operations();
        var refused = assertThrows(MergeException.class, () -> merge(request));
        assertEquals(code, refused.code(), refused.getMessage());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertEquals(before, workshops.dump());
        assertEquals(operations, operations());
    }

    private int operations() {
        return workshops.sql(db -> db.fetchOne("select count(*) from operation where kind <> 'external'")
                .get(0, Integer.class));
    }

    /** MERGE-CASES 1: base A, tags from B; the tag DC itself was deleted with all its links. */
    @Test
    void tags_taken_off_the_survivor_stay_on_every_other_event() {
        merge(aIntoIt(Map.of("tags", "keep-b")));
        assertEquals(
                List.of("a LC", "bystander DC", "bystander LC", "bystander SWC"),
                workshops.sql(
                        db -> db.fetch("select e.slug || ' ' || t.name from event_tag join event e on e.id = event_id "
                                        + "join tag t on t.id = tag_id order by 1")
                                .getValues(0, String.class)));
    }

    @Test
    void the_ledger_refuses_a_merge_during_which_a_trigger_deletes_a_tag() {
        workshops.named("tag", "forgotten");
        workshops.sql(db -> db.execute("create function rogue() returns trigger language plpgsql as $$ begin "
                + "delete from tag where name = 'forgotten'; return null; end $$"));
        workshops.sql(
                db -> db.execute("create trigger rogue after delete on event for each row execute function rogue()"));
        refused(MergeException.Code.LEDGER_MISMATCH, "was deleted, which the plan does not say", aIntoIt(Map.of()));
    }

    @Test
    void the_ledger_refuses_a_merge_whose_survivor_a_trigger_changes() {
        workshops.sql(db -> db.execute("create function meddle() returns trigger language plpgsql as $$ begin "
                + "update event set notes = 'meddled' where slug = 'a'; return null; end $$"));
        workshops.sql(
                db -> db.execute("create trigger meddle after delete on event for each row execute function meddle()"));
        refused(MergeException.Code.LEDGER_MISMATCH, "event{id=" + a + "}", aIntoIt(Map.of()));
    }

    /** Law 4: what cannot be undone is not done. */
    @Test
    void a_merge_that_could_not_be_undone_is_refused() {
        workshops.sql(db -> db.execute("create function hinder() returns trigger language plpgsql as $$ begin "
                + "if new.id = " + b + " then new.venue = 'not what it was'; end if; return new; end $$"));
        workshops.sql(db ->
                db.execute("create trigger hinder before insert on event for each row execute function hinder()"));
        refused(MergeException.Code.NOT_REVERSIBLE, "nothing was merged", aIntoIt(Map.of()));
    }

    @Test
    void a_reference_nobody_declared_refuses_the_merge_and_is_named() {
        workshops.sql(db -> db.execute("create table invoice (event_id bigint references event on delete restrict)"));
        workshops.sql(db -> db.execute("insert into invoice values (?)", b));
        refused(MergeException.Code.UNDECLARED_REFERENCE, "invoice", aIntoIt(Map.of()));
    }

    @Test
    void dates_that_would_end_before_they_start_are_refused() {
        workshops.sql(
                db -> db.execute("update event set start = '2016-05-01', \"end\" = '2016-05-02' where id = ?", a));
        workshops.sql(
                db -> db.execute("update event set start = '2016-04-01', \"end\" = '2016-04-02' where id = ?", b));
        refused(
                MergeException.Code.RULE_BROKEN,
                "event_dates_in_order",
                aIntoIt(Map.of("start", "keep-a", "end", "keep-b")));
    }

    /** MERGE-CASES 26. */
    @Test
    void a_plan_made_before_somebody_changed_a_record_is_stale() {
        var request = aIntoIt(Map.of());
        var shown = merges.plan(request).fingerprint();
        workshops.sql(db -> db.execute("update event set venue = 'elsewhere' where id = ?", b));
        var before = workshops.dump();
        var refused = assertThrows(MergeException.class, () -> merges.apply(request, shown, BY));
        assertEquals(MergeException.Code.STALE_PLAN, refused.code());
        assertEquals(before, workshops.dump());
    }

    /** MERGE-CASES 14. */
    @Test
    void merging_an_event_with_itself_is_refused_by_slug_and_by_id() {
        refused(MergeException.Code.SAME_RECORD, "same event", request("a", "a", Side.A, Map.of()));
        refused(MergeException.Code.SAME_RECORD, "same event", request("a", Long.toString(a), Side.A, Map.of()));
    }

    @Test
    void what_is_not_known_is_named() {
        refused(MergeException.Code.UNKNOWN_RECORD, "\"nowhere\"", request("a", "nowhere", Side.A, Map.of()));
        refused(MergeException.Code.UNKNOWN_CHOICE, "\"colour\"", aIntoIt(Map.of("colour", "keep-a")));
        refused(MergeException.Code.UNKNOWN_STRATEGY, "\"toss\"", aIntoIt(Map.of("tags", "toss")));
        refused(MergeException.Code.UNKNOWN_STRATEGY, "\"combine\"", aIntoIt(Map.of("slug", "combine")));
        refused(
                MergeException.Code.UNKNOWN_STRATEGY,
                "\"toss\"",
                new MergeRequest("event", "a", "b", Side.A, Map.of(), Optional.of("toss")));
        refused(
                MergeException.Code.UNKNOWN_KIND,
                "\"cow\"",
                new MergeRequest("cow", "a", "b", Side.A, Map.of(), Optional.empty()));
    }

    @Test
    void merging_a_retired_record_names_the_survivor() {
        merge(aIntoIt(Map.of()));
        refused(
                MergeException.Code.RETIRED_RECORD,
                "was merged into \"a\"",
                request("bystander", "b", Side.A, Map.of()));
    }

    @Test
    void redirects_follow_the_survivor_when_it_is_merged_in_turn() {
        merge(aIntoIt(Map.of()));
        var bystander = workshops.sql(db ->
                db.fetchOne("select id from event where slug = 'bystander'").get(0, Long.class));
        merge(request("a", "bystander", Side.B, Map.of("slug", "keep-b")));
        assertEquals(
                List.of("id " + a, "id " + b, "slug a", "slug b"),
                workshops.sql(db -> db.fetch(
                                "select form || ' ' || value from redirect where target_id = ? order by 1", bystander)
                        .getValues(0, String.class)));
    }

    /** MERGE-CASES 10: the survivor takes unique values that the other record still holds. */
    @Test
    void the_survivor_takes_slug_and_url_of_the_other_and_its_own_old_slug_leads_to_it() {
        workshops.sql(db -> db.execute("update event set url = 'https://' || slug where id in (?, ?)", a, b));
        var request = aIntoIt(Map.of("slug", "keep-b", "url", "keep-b"));
        var plan = merges.plan(request);
        var words = plan.steps().stream().map(new PlanWords(plan)::of).toList();
        assertTrue(words.contains("The old slug a leads to b."), words.toString());
        assertTrue(
                words.contains("Event number " + b + " is retired; its slug b lives on with the survivor."),
                words.toString());
        var receipt = merge(request);
        assertEquals("b", receipt.survivor());
        assertEquals(
                "b https://b",
                workshops.sql(db -> db.fetchOne("select slug || ' ' || url from event where id = ?", a)
                        .get(0, String.class)));
        assertEquals(
                List.of("id " + b, "slug a"),
                workshops.sql(db -> db.fetch("select form || ' ' || value from redirect order by 1")
                        .getValues(0, String.class)));
    }

    /** MERGE-CASES 8: folding keeps the payload. */
    @Test
    void folding_fills_what_is_blank_and_says_what_differs() {
        var person = workshops.person();
        var survivor = workshops.task(a, person, "instructor", "");
        workshops.task(b, person, "instructor", "lead");
        workshops.sql(db -> db.execute("update task set url = 'https://' || title || event_id"));
        var plan = merges.plan(aIntoIt(Map.of("tasks", "combine")));
        var fold = plan.steps().stream()
                .filter(Step.Fold.class::isInstance)
                .map(Step.Fold.class::cast)
                .toList();
        assertEquals(1, fold.size());
        assertEquals(Map.of("title", new Value.Text("lead")), fold.getFirst().fills());
        var words = new PlanWords(plan).of(fold.getFirst());
        assertTrue(words.contains("takes over title \"lead\""), words);
        assertTrue(words.contains("its url \"https://lead" + b + "\" stays in the history only"), words);
        merge(aIntoIt(Map.of("tasks", "combine")));
        assertEquals(
                "lead https://" + a,
                workshops.sql(db -> db.fetchOne("select title || ' ' || url from task where id = ?", survivor)
                        .get(0, String.class)));
    }

    /** MERGE-CASES 16. */
    @Test
    void prose_is_combined_without_repetition() {
        workshops.sql(db -> db.execute("update event set notes = E'one\\n\\ntwo' where id = ?", a));
        workshops.sql(db -> db.execute("update event set notes = E'two\\n\\nthree' where id = ?", b));
        merge(aIntoIt(Map.of()));
        assertEquals(
                "one\n\ntwo\n\nthree",
                workshops.sql(db ->
                        db.fetchOne("select notes from event where id = ?", a).get(0, String.class)));
    }

    @Test
    void everything_a_merge_changed_is_in_the_journal_under_its_operation() {
        var receipt = merge(aIntoIt(Map.of("tags", "keep-b")));
        assertEquals(
                List.of("event 1", "event_tag 4", "redirect 2"),
                workshops.sql(db -> db.fetch(
                                "select table_name || ' ' || count(*) from journal where operation_id = ? "
                                        + "group by table_name order by 1",
                                receipt.id())
                        .getValues(0, String.class)));
        assertEquals("request-1", receipt.requestId());
    }

    @Test
    void an_answer_that_links_to_what_neither_side_has_is_refused_and_names_the_plugin() {
        registry.addLinkStrategy(
                _ -> Set.of(new Target(4711, "invented")), named("inventive", "org.example.Inventive"));
        refused(MergeException.Code.BAD_ANSWER, "org.example.Inventive", aIntoIt(Map.of("tags", "inventive")));
    }

    @Test
    void a_child_nobody_speaks_of_refuses_the_merge() {
        workshops.todo(a, "one");
        workshops.todo(b, "two");
        registry.addChildrenStrategy(
                question -> question.of(Side.A).stream()
                        .<ChildFate>map(child -> new ChildFate.Keep(child.id()))
                        .toList(),
                named("forgetful", "org.example.Forgetful"));
        refused(MergeException.Code.BAD_ANSWER, "said nothing about row", aIntoIt(Map.of("todos", "forgetful")));
    }

    @Test
    void a_child_answered_twice_refuses_the_merge() {
        var todo = workshops.todo(a, "one");
        registry.addChildrenStrategy(
                _ -> List.of(new ChildFate.Keep(todo), new ChildFate.Discard(todo, "no")),
                named("stutter", "org.example.Stutter"));
        refused(MergeException.Code.BAD_ANSWER, "answered twice", aIntoIt(Map.of("todos", "stutter")));
    }

    @Test
    void a_strategy_that_throws_or_answers_nothing_refuses_the_merge() {
        LinkStrategy broken = _ -> {
            throw new IllegalStateException("out of order");
        };
        registry.addLinkStrategy(broken, named("broken", "org.example.Broken"));
        refused(MergeException.Code.BAD_ANSWER, "out of order", aIntoIt(Map.of("tags", "broken")));
        ChildrenStrategy silent = _ -> null;
        registry.addChildrenStrategy(silent, named("silent", "org.example.Silent"));
        refused(MergeException.Code.BAD_ANSWER, "org.example.Silent", aIntoIt(Map.of("todos", "silent")));
    }

    @Test
    void a_strategy_that_loops_is_set_aside_and_the_others_go_on() {
        LinkStrategy endless = _ -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return new TreeSet<>();
        };
        registry.addLinkStrategy(endless, named("endless", "org.example.Endless"));
        refused(MergeException.Code.BAD_ANSWER, "set aside", aIntoIt(Map.of("tags", "endless")));
        refused(MergeException.Code.UNKNOWN_STRATEGY, "endless", aIntoIt(Map.of("tags", "endless")));
        assertEquals("a", merge(aIntoIt(Map.of("tags", "keep-a"))).survivor());
    }

    @Test
    void without_strategies_the_missing_ones_are_named() {
        var empty = new org.atelier.merge.engine.internal.StrategyRegistry();
        empty.addDescriptorSource(new org.atelier.merge.engine.internal.EventDescriptors());
        var bare = new MergeService(empty, new PostgresMergeStore(database, new Operations(database)));
        var refused = assertThrows(MergeException.class, () -> bare.plan(aIntoIt(Map.of())));
        assertEquals(MergeException.Code.MISSING_STRATEGY, refused.code());
        assertTrue(refused.getMessage().contains("combine, needed for awards, notes, tags, tasks, todos"));
        assertTrue(refused.getMessage().contains("prefer-filled, needed for address"));
    }

    @Test
    void the_same_request_gives_the_same_plan_to_the_byte() {
        var request = aIntoIt(Map.of("tags", "keep-b"));
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
            var event = workshops.event(name + "-" + side, "DC");
            workshops.sql(db -> db.execute(
                    "insert into todo (event_id, title) select ?, 'to do ' || n from generate_series(1, ?) n",
                    event,
                    children));
        }
        var request = request(name + "-a", name + "-b", Side.A, Map.of());
        var plan = merges.plan(request);
        assertEquals(
                children,
                plan.steps().stream().filter(Step.Move.class::isInstance).count());
        var before = counted.statements();
        merges.apply(request, plan.fingerprint(), BY);
        return counted.statements() - before;
    }

    @Test
    void merges_of_the_same_events_at_the_same_time_end_with_one_merge_and_clear_refusals() throws Exception {
        var request = aIntoIt(Map.of());
        Plan plan = merges.plan(request);
        var outcomes = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var running = new ArrayList<java.util.concurrent.Future<String>>();
            for (int i = 0; i < 4; i++) {
                running.add(threads.submit(() -> {
                    try {
                        merges.apply(request, plan.fingerprint(), BY);
                        return "merged";
                    } catch (MergeException e) {
                        return e.code().name();
                    }
                }));
            }
            for (var one : running) {
                outcomes.add(one.get());
            }
        }
        assertEquals(1, outcomes.stream().filter("merged"::equals).count(), outcomes.toString());
        assertTrue(Set.of("merged", "STALE_PLAN", "RETIRED_RECORD", "UNKNOWN_RECORD")
                .containsAll(outcomes));
        assertFalse(outcomes.stream().allMatch("merged"::equals));
    }

    private static Map<String, Object> named(String id, String component) {
        return Map.of("atelier.merge.id", id, "component.name", component);
    }
}
