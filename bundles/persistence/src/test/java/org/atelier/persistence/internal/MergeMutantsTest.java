package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Merging.BY;
import static org.atelier.persistence.internal.Merging.intoA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeException.Code;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.Step;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.ReferenceFate;
import org.atelier.merge.spi.ReferenceStrategy;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Faulty plugins, a faulty engine and a faulty database, one at a time: which lock catches each, and that nothing at all
 * is left behind.
 */
class MergeMutantsTest {
    /** What stands before a loss, from the outermost to the innermost. */
    private enum Lock {
        /** The comparison of the database's own catalogue with what is declared. */
        CENSUS(Code.CENSUS_INCOMPLETE),
        /** The engine's check of what a plugin answers; whatever the types let through. */
        ANSWERS(Code.BAD_ANSWER),
        /** The fingerprint, and the state that every statement expects. */
        FINGERPRINT(Code.STALE_PLAN),
        /** Foreign keys, unique keys and rules of the database. */
        DATABASE(Code.UNDECLARED_REFERENCE, Code.VALUE_TAKEN, Code.RULE_BROKEN),
        /** The comparison of the journal with the plan. */
        LEDGER(Code.LEDGER_MISMATCH),
        /** The rehearsal of the way back. */
        PROOF(Code.NOT_REVERSIBLE);

        private final Set<Code> codes;

        Lock(Code first, Code... more) {
            codes = EnumSet.of(first, more);
        }
    }

    private static Merging merging;
    private static Workshops workshops;

    @BeforeAll
    static void open() {
        merging = new Merging();
        workshops = merging.workshops;
    }

    @BeforeEach
    void begin() {
        merging.begin();
    }

    @AfterAll
    static void close() {
        merging.close();
    }

    private MergeException caught(Lock lock, String words, MergeRequest request) {
        return caught(merging.merges, lock, words, request);
    }

    private MergeException caught(MergeService merges, Lock lock, String words, MergeRequest request) {
        var refused = merging.unchanged(() -> Merging.merge(merges, request));
        assertTrue(lock.codes.contains(refused.code()), refused.code() + ": " + refused.getMessage());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
        return refused;
    }

    /** A merge with every sort of step in it. */
    private MergeRequest everySortOfStep() {
        var both = workshops.person();
        workshops.task(merging.a, both, "instructor", "");
        workshops.task(merging.b, both, "instructor", "leads");
        workshops.task(merging.b, workshops.person(), "helper", "");
        workshops.todo(merging.a, "book the room");
        workshops.todo(merging.b, "print the badges");
        workshops.award(workshops.person(), "instructor", merging.a);
        workshops.award(workshops.person(), "instructor", merging.b);
        merging.sql("update event set venue = 'the library' where id = ?", merging.b);
        merging.registry.addReferenceStrategy(
                question -> question.rows()
                        .<ReferenceFate>map(row -> row.side() == Side.A
                                ? new ReferenceFate.Detach(row.id())
                                : new ReferenceFate.Repoint(row.id()))
                        .toList(),
                plugin("half", "Half"));
        var request = intoA(
                Map.of("tags", "keep-b", "tasks", "combine", "todos", "keep-a", "awards", "half", "venue", "keep-b"));
        var sorts = merging.merges.plan(request).steps().stream()
                .map(Step::getClass)
                .collect(Collectors.toSet());
        assertEquals(allSorts(Step.class), sorts);
        return request;
    }

    private static Set<Class<?>> allSorts(Class<?> step) {
        return step.isSealed()
                ? Arrays.stream(step.getPermittedSubclasses())
                        .flatMap(sort -> allSorts(sort).stream())
                        .collect(Collectors.toSet())
                : Set.of(step);
    }

    private static Map<String, Object> plugin(String id, String component) {
        return Map.of("atelier.merge.id", id, "component.name", "org.example." + component);
    }

    /** Strategies that answer what they may not. */
    @Nested
    class Answers {
        private void links(String words, LinkStrategy strategy) {
            merging.registry.addLinkStrategy(strategy, plugin("mutant", "Mutant"));
            var refused = caught(Lock.ANSWERS, words, intoA(Map.of("tags", "mutant")));
            assertTrue(refused.getMessage().contains("org.example.Mutant"), refused.getMessage());
            merging.registry.removeLinkStrategy(strategy, plugin("mutant", "Mutant"));
        }

        private void children(String words, ChildrenStrategy strategy) {
            merging.registry.addChildrenStrategy(strategy, plugin("mutant", "Mutant"));
            var refused = caught(Lock.ANSWERS, words, intoA(Map.of("tasks", "mutant")));
            assertTrue(refused.getMessage().contains("org.example.Mutant"), refused.getMessage());
            merging.registry.removeChildrenStrategy(strategy, plugin("mutant", "Mutant"));
        }

        private void references(String words, ReferenceStrategy strategy) {
            merging.registry.addReferenceStrategy(strategy, plugin("mutant", "Mutant"));
            var refused = caught(Lock.ANSWERS, words, intoA(Map.of("awards", "mutant")));
            assertTrue(refused.getMessage().contains("org.example.Mutant"), refused.getMessage());
            merging.registry.removeReferenceStrategy(strategy, plugin("mutant", "Mutant"));
        }

        private void field(String words, String field, FieldStrategy strategy) {
            merging.registry.addFieldStrategy(strategy, plugin("mutant", "Mutant"));
            var refused = caught(Lock.ANSWERS, words, intoA(Map.of(field, "mutant")));
            assertTrue(refused.getMessage().contains("org.example.Mutant"), refused.getMessage());
            merging.registry.removeFieldStrategy(strategy, plugin("mutant", "Mutant"));
        }

        @Test
        void a_target_of_neither_side() {
            var tag = workshops.named("tag", "unrelated");
            links("which neither side is linked to", _ -> Set.of(new Target(tag, "DC")));
            links("which neither side is linked to", _ -> Set.of(new Target(4711, "invented")));
        }

        @Test
        void no_answer_at_all() {
            var task = workshops.task(merging.a, workshops.person(), "helper", "");
            workshops.award(workshops.person(), "instructor", merging.b);
            links("NullPointerException", _ -> null);
            links("NullPointerException", _ -> new HashSet<>(Arrays.asList((Target) null)));
            children("NullPointerException", _ -> null);
            children("NullPointerException", _ -> Arrays.asList(new ChildFate.Keep(task), null));
            references("NullPointerException", _ -> null);
            references("NullPointerException", _ -> Arrays.asList((ReferenceFate) null));
            field("answered nothing", "venue", _ -> null);
            field("NullPointerException", "venue", _ -> new Choice.Keep(null));
            field("NullPointerException", "venue", _ -> new Choice.Combine(null));
        }

        @Test
        void a_child_dropped_without_a_word() {
            workshops.task(merging.a, workshops.person(), "helper", "");
            workshops.task(merging.b, workshops.person(), "helper", "");
            children(
                    "said nothing about row",
                    question -> question.of(Side.A).stream()
                            .<ChildFate>map(child -> new ChildFate.Keep(child.id()))
                            .toList());
            children("said nothing about row", _ -> List.of());
        }

        @Test
        void a_reference_dropped_without_a_word() {
            workshops.award(workshops.person(), "instructor", merging.b);
            references("said nothing about row", _ -> List.of());
        }

        @Test
        void a_row_answered_twice() {
            var task = workshops.task(merging.a, workshops.person(), "helper", "");
            var award = workshops.award(workshops.person(), "instructor", merging.b);
            children(
                    "answered twice for row " + task,
                    _ -> List.of(new ChildFate.Keep(task), new ChildFate.Discard(task, "no")));
            references(
                    "answered twice for row " + award,
                    _ -> List.of(new ReferenceFate.Repoint(award), new ReferenceFate.Repoint(award)));
        }

        @Test
        void a_row_of_somebody_else() {
            var task = workshops.task(merging.bystander, workshops.person(), "helper", "");
            var award = workshops.award(workshops.person(), "instructor", merging.bystander);
            children("which was not asked about", _ -> List.of(new ChildFate.Discard(task, "gotcha")));
            references("which was not asked about", _ -> List.of(new ReferenceFate.Detach(award)));
        }

        @Test
        void discarding_without_a_reason() {
            var task = workshops.task(merging.b, workshops.person(), "helper", "");
            children("needs a reason", _ -> List.of(new ChildFate.Discard(task, " \t")));
            children("reason", _ -> List.of(new ChildFate.Discard(task, null)));
        }

        @Test
        void folding_into_what_is_not_an_equal_child_that_is_kept() {
            var person = workshops.person();
            var ofA = workshops.task(merging.a, person, "helper", "");
            var equal = workshops.task(merging.b, person, "helper", "");
            var other = workshops.task(merging.b, workshops.person(), "helper", "");
            var elsewhere = workshops.task(merging.bystander, person, "helper", "");
            var words = "which is not an equal child that is kept";
            // into one that goes
            children(
                    words,
                    _ -> List.of(
                            new ChildFate.Discard(ofA, "no"),
                            new ChildFate.FoldInto(equal, ofA),
                            new ChildFate.Keep(other)));
            // into each other
            children(
                    words,
                    _ -> List.of(
                            new ChildFate.FoldInto(ofA, equal),
                            new ChildFate.FoldInto(equal, ofA),
                            new ChildFate.Keep(other)));
            // into one that differs
            children(
                    words,
                    _ -> List.of(
                            new ChildFate.Keep(ofA), new ChildFate.Keep(equal), new ChildFate.FoldInto(other, ofA)));
            // into another event's
            children(
                    words,
                    _ -> List.of(
                            new ChildFate.Keep(ofA),
                            new ChildFate.FoldInto(equal, elsewhere),
                            new ChildFate.Keep(other)));
            // into itself
            children(
                    "into itself",
                    _ -> List.of(
                            new ChildFate.Keep(ofA), new ChildFate.FoldInto(equal, equal), new ChildFate.Keep(other)));
        }

        @Test
        void made_up_values() {
            merging.sql("update event set url = 'https://' || slug, venue = slug, attendance = id");
            field(
                    "made up a value for a field that names the record",
                    "url",
                    _ -> new Choice.Combine(new Value.Text("https://new")));
            field(
                    "made up a value for a field that names the record",
                    "slug",
                    _ -> new Choice.Combine(new Value.Text("new")));
            field("combined what is not text", "attendance", _ -> new Choice.Combine(Value.Number.of(11)));
            field("combined what is not text", "venue", _ -> new Choice.Combine(Value.ABSENT));
            field("combined what is not text", "contact", _ -> new Choice.Combine(new Value.Text("of nothing")));
        }

        @Test
        void exceptions_and_errors() {
            links("out of order", _ -> {
                throw new IllegalStateException("out of order");
            });
            links("StackOverflowError", question -> endless(question.both()));
            links("NoClassDefFoundError", _ -> {
                throw new NoClassDefFoundError("org/example/Forgotten");
            });
        }

        private static Set<Target> endless(Set<Target> targets) {
            return new HashSet<>(endless(targets));
        }

        @Test
        void a_strategy_that_loops_is_set_aside_and_the_others_go_on() {
            LinkStrategy endless = _ -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                return new TreeSet<>();
            };
            merging.registry.addLinkStrategy(endless, plugin("endless", "Endless"));
            caught(Lock.ANSWERS, "set aside", intoA(Map.of("tags", "endless")));
            merging.refused(Code.UNKNOWN_STRATEGY, "endless", intoA(Map.of("tags", "endless")));
            assertEquals("a", merging.merge(intoA(Map.of("tags", "keep-a"))).survivor());
        }

        @Test
        void an_endless_answer_is_set_aside() {
            merging.registry.addChildrenStrategy(
                    _ -> new AbstractList<>() {
                        @Override
                        public ChildFate get(int index) {
                            return new ChildFate.Keep(1);
                        }

                        @Override
                        public int size() {
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            return 0;
                        }
                    },
                    plugin("endless", "Endless"));
            caught(Lock.ANSWERS, "set aside", intoA(Map.of("tasks", "endless")));
        }

        /** The engine has its own copy before the plugin's thread ends. */
        @Test
        void an_answer_that_is_changed_later_changes_nothing() {
            var task = workshops.task(merging.b, workshops.person(), "helper", "");
            var given = new ArrayList<ChildFate>();
            var asked = new AtomicInteger();
            merging.registry.addChildrenStrategy(
                    _ -> {
                        asked.incrementAndGet();
                        given.clear();
                        given.add(new ChildFate.Keep(task));
                        return given;
                    },
                    plugin("fickle", "Fickle"));
            var plan = merging.merges.plan(intoA(Map.of("tasks", "fickle")));
            given.set(0, new ChildFate.Discard(task, "on second thoughts"));
            assertTrue(
                    plan.steps().contains(new Step.Move("tasks", task)),
                    plan.steps().toString());
            merging.merges.apply(intoA(Map.of("tasks", "fickle")), plan.fingerprint(), BY);
            assertEquals(2, asked.get());
            assertEquals(merging.a, merging.one(Long.class, "select event_id from task where id = ?", task));
        }
    }

    @Test
    void the_fingerprint_catches_a_strategy_that_answers_differently_the_second_time() {
        var asked = new AtomicInteger();
        merging.registry.addLinkStrategy(
                question -> asked.incrementAndGet() % 2 == 1 ? question.both() : question.a(),
                plugin("moody", "Moody"));
        caught(Lock.FINGERPRINT, "look at a new plan", intoA(Map.of("tags", "moody")));
        assertEquals(2, asked.get());
    }

    /** What PostgreSQL will not read as the column's type is a rule broken, not an error of ours. */
    @Test
    void the_database_catches_a_combined_value_that_is_none_of_its_column() {
        merging.sql("update event set start = '2016-05-01', notes = slug");
        for (var mutant : Map.of("start", "whenever", "notes", "half a \0 text").entrySet()) {
            FieldStrategy strategy = _ -> new Choice.Combine(new Value.Text(mutant.getValue()));
            merging.registry.addFieldStrategy(strategy, plugin("mutant", "Mutant"));
            caught(Lock.DATABASE, "the database refuses it", intoA(Map.of(mutant.getKey(), "mutant")));
            merging.registry.removeFieldStrategy(strategy, plugin("mutant", "Mutant"));
        }
    }

    /** AMY as it was, as a step that does too much within the transaction. */
    @Nested
    class Amy {
        private static final List<String> CASCADE = List.of("delete from event_tag where tag_id = any (?)");
        private static final String TARGETS = "delete from tag where id = any (?)";

        private MergeService rogue(Side whose, boolean cascading) {
            return new MergeService(merging.registry, Sabotage.applying(merging.store, (transaction, plan) -> {
                transaction.apply(plan);
                var tags = plan.snapshot().links().get("tags").of(whose).stream()
                        .map(Target::id)
                        .toArray(Long[]::new);
                if (cascading) {
                    // as Django does for itself what it does not leave to the database
                    CASCADE.forEach(sql -> transaction.db.execute(sql, (Object) tags));
                }
                transaction.db.execute(TARGETS, (Object) tags);
            }));
        }

        /** MERGE-CASES 1: {@code event_a.tags.all().delete()} where tags were to be taken from B, v1.5.1. */
        @Test
        void the_ledger_catches_v1_5_1_which_deletes_the_tags_of_the_base() {
            var refused = caught(rogue(Side.A, true), Lock.LEDGER, "tag{id=", intoA(Map.of("tags", "keep-b")));
            assertTrue(refused.getMessage().contains("was deleted, which the plan does not say"), refused.getMessage());
            assertTrue(refused.getMessage().contains("event_tag{event_id=" + merging.bystander), refused.getMessage());
        }

        /** MERGE-CASES 2: {@code event_b.tags.all().delete()} where tags were to be kept from A, v1.11.3. */
        @Test
        void the_ledger_catches_v1_11_3_which_deletes_the_tags_of_the_other() {
            caught(rogue(Side.B, true), Lock.LEDGER, "tag{id=", intoA(Map.of("tags", "keep-a")));
        }

        /** MERGE-CASES 1 and 2: without deleting links first, the foreign key has the first word. */
        @Test
        void the_database_catches_either_which_leaves_the_links_to_it() {
            caught(rogue(Side.A, false), Lock.DATABASE, "event_tag", intoA(Map.of("tags", "keep-b")));
            caught(rogue(Side.B, false), Lock.DATABASE, "event_tag", intoA(Map.of("tags", "keep-a")));
        }

        /** MERGE-CASES 6: tasks were emptied before they were read back. */
        @Test
        void the_ledger_catches_the_tasks_of_the_base_emptied() {
            workshops.task(merging.a, workshops.person(), "helper", "");
            var store = Sabotage.applying(merging.store, (transaction, plan) -> {
                transaction.db.execute(
                        "delete from task where event_id = ?", plan.survivor().id());
                transaction.apply(plan);
            });
            caught(
                    new MergeService(merging.registry, store),
                    Lock.LEDGER,
                    "task{id=",
                    intoA(Map.of("tasks", "keep-a")));
        }

        /** MERGE-CASES 8: the colliding task goes with its title. */
        @Test
        void the_ledger_catches_a_colliding_task_that_goes_with_its_title() {
            var person = workshops.person();
            workshops.task(merging.a, person, "helper", "");
            workshops.task(merging.b, person, "helper", "leads");
            var store = Sabotage.applying(
                    merging.store,
                    (transaction, plan) -> transaction.apply(with(
                            plan,
                            plan.steps().stream()
                                    .map(step -> step instanceof Step.Fold(var relation, var row, var _, var _)
                                            ? new Step.Discard(relation, row, "collides")
                                            : step)
                                    .toList())));
            caught(
                    new MergeService(merging.registry, store),
                    Lock.LEDGER,
                    "was not changed, although the plan says so",
                    intoA(Map.of("tasks", "combine")));
        }
    }

    private static Plan with(Plan plan, List<Step> steps) {
        return new Plan(plan.kind(), plan.snapshot(), plan.base(), plan.choices(), steps, plan.fingerprint());
    }

    @Test
    void a_step_that_the_engine_forgets_is_caught_whichever_it_is() {
        var request = everySortOfStep();
        var steps = merging.merges.plan(request).steps();
        var caught = new HashMap<Class<?>, Set<Code>>();
        for (int i = 0; i < steps.size(); i++) {
            var left = new ArrayList<>(steps);
            var forgotten = left.remove(i);
            var store = Sabotage.applying(merging.store, (transaction, plan) -> transaction.apply(with(plan, left)));
            var refused = merging.unchanged(() -> Merging.merge(new MergeService(merging.registry, store), request));
            caught.computeIfAbsent(forgotten.getClass(), _ -> EnumSet.noneOf(Code.class))
                    .add(refused.code());
        }
        var database = Set.of(Code.UNDECLARED_REFERENCE);
        var ledger = Set.of(Code.LEDGER_MISMATCH);
        assertEquals(
                Map.of(
                        Step.Move.class, database,
                        Step.Fold.class, database,
                        Step.Discard.class, database,
                        Step.Repoint.class, database,
                        Step.Detach.class, ledger,
                        Step.Link.class, ledger,
                        Step.Unlink.class, Set.of(Code.UNDECLARED_REFERENCE, Code.LEDGER_MISMATCH),
                        Step.Retire.class, ledger,
                        Step.Set.class, ledger,
                        Step.Redirect.class, ledger),
                caught);
    }

    @Test
    void the_proof_catches_a_way_back_that_forgets_a_row_whichever_it_is() {
        var request = everySortOfStep();
        var forgotten = new ArrayList<String>();
        var changes = new AtomicInteger(1);
        for (int i = 0; i < changes.get(); i++) {
            int place = i;
            var store = Sabotage.reverting(merging.store, all -> {
                changes.set(all.size());
                var left = new ArrayList<RowChange>(all);
                forgotten.add(left.remove(place).name());
                return left;
            });
            var refused = merging.unchanged(() -> Merging.merge(new MergeService(merging.registry, store), request));
            // without the retired event nothing can be put back on it
            var expected = forgotten.getLast().equals("event{id=" + merging.b + "}") ? Lock.DATABASE : Lock.PROOF;
            assertTrue(expected.codes.contains(refused.code()), forgotten.getLast() + ": " + refused.getMessage());
        }
        assertEquals(changes.get(), Set.copyOf(forgotten).size());
        assertTrue(changes.get() > 10, forgotten.toString());
    }

    /** A database in which somebody put triggers and keys of their own. */
    @Nested
    class Schema {
        @AfterEach
        void drop() {
            merging.sql("drop function if exists mutant() cascade");
            merging.sql("drop table if exists invoice");
            merging.sql("alter table event_tag drop constraint event_tag_tag_id_fkey, add foreign key (tag_id) "
                    + "references tag on delete restrict");
        }

        private void trigger(String when, String body) {
            merging.sql("create function mutant() returns trigger language plpgsql as $$ begin " + body + " end $$");
            merging.sql("create trigger mutant " + when + " for each row execute function mutant()");
        }

        @Test
        void the_ledger_catches_a_trigger_that_deletes_a_tag() {
            workshops.named("tag", "forgotten");
            trigger("after delete on event", "delete from tag where name = 'forgotten'; return null;");
            caught(Lock.LEDGER, "was deleted, which the plan does not say", intoA(Map.of()));
        }

        @Test
        void the_ledger_catches_a_trigger_that_changes_the_survivor() {
            trigger("after delete on event", "update event set notes = 'meddled' where slug = 'a'; return null;");
            caught(Lock.LEDGER, "event{id=" + merging.a + "}", intoA(Map.of()));
        }

        @Test
        void the_ledger_catches_a_trigger_that_writes_something_else() {
            merging.sql("update event set venue = slug");
            trigger("before update on event", "new.venue := 'nowhere'; return new;");
            caught(Lock.LEDGER, "column venue", intoA(Map.of("venue", "keep-b")));
        }

        @Test
        void the_ledger_catches_a_trigger_that_makes_a_row() {
            trigger(
                    "after delete on event",
                    "insert into todo (event_id, title) select id, 'mourn' from event "
                            + "where slug = 'a'; return null;");
            caught(Lock.LEDGER, "was created, which the plan does not say", intoA(Map.of()));
        }

        @Test
        void the_expected_count_catches_a_trigger_that_leaves_a_row_alone() {
            trigger("before delete on event_tag", "return null;");
            caught(Lock.FINGERPRINT, "rows were to change", intoA(Map.of()));
        }

        /** Law 4: what cannot be undone is not done. */
        @Test
        void the_proof_catches_a_trigger_that_would_hinder_the_way_back() {
            trigger("before insert on event", "new.venue := 'not what it was'; return new;");
            caught(Lock.PROOF, "nothing was merged", intoA(Map.of()));
        }

        /** MERGE-CASES 9 and 11. */
        @Test
        void the_census_catches_a_reference_nobody_declared() {
            merging.sql("create table invoice (event_id bigint references event on delete restrict)");
            merging.sql("insert into invoice values (?)", merging.b);
            caught(Lock.CENSUS, "invoice.event_id", intoA(Map.of()));
        }

        /** MERGE-CASES 1: the links go with the tag, and no foreign key objects any more. */
        @Test
        void the_ledger_catches_a_deleted_tag_whose_links_cascade() {
            merging.sql("alter table event_tag drop constraint event_tag_tag_id_fkey, "
                    + "add foreign key (tag_id) references tag on delete cascade");
            workshops.sql(Schema::tagOfBystanderOnly);
            trigger("after delete on event", "delete from tag where name = 'DC'; return null;");
            caught(Lock.LEDGER, "event_tag{event_id=" + merging.bystander, intoA(Map.of()));
        }

        private static int tagOfBystanderOnly(DSLContext db) {
            return db.execute("delete from event_tag using event e, tag t "
                    + "where e.id = event_id and t.id = tag_id and e.slug = 'a' and t.name = 'DC'");
        }
    }
}
