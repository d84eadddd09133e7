package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.UndoConflict;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoPlan;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.StrategyRegistry;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking merges back, with and without what others did since: MERGE-CASES 22 to 25. */
class UndoTest {
    private static final NewOperation MERGE = new NewOperation("merge.event", "merger", "request-1", "");
    private static final NewOperation UNDO = new NewOperation("undo", "undoer", "request-2", "a mistake");

    private final CountedDatabase counted = new CountedDatabase();
    private final Database database = counted.database;
    private final Workshops workshops = new Workshops(database);
    private final StrategyRegistry registry = BuiltInStrategies.registry();
    private final Operations operations = new Operations(database);
    private final MergeService merges = new MergeService(registry, new PostgresMergeStore(database, operations));
    private final UndoService undos =
            new UndoService(registry, new PostgresUndoStore(database, operations, new VocabularyReliances()));
    private long a;
    private long b;
    private long task;
    private Map<String, List<Map<String, Object>>> before;

    @BeforeEach
    void two_events_with_everything() {
        a = workshops.event("a", "DC", "SWC");
        b = workshops.event("b", "LC", "SWC");
        workshops.event("bystander", "DC", "SWC", "LC");
        var both = workshops.person();
        workshops.task(a, both, "instructor", "");
        workshops.task(b, both, "instructor", "lead");
        task = workshops.task(b, workshops.person(), "learner", "");
        workshops.todo(b, "book the room");
        workshops.award(workshops.person(), "swc-instructor", b);
        workshops.sql(db -> db.execute("update event set notes = 'notes of ' || slug, url = 'https://' || slug"));
        before = workshops.dump();
    }

    @AfterEach
    void close() {
        counted.close();
    }

    private long merge(String a, String b, Side base, Map<String, String> choices) {
        var request = new MergeRequest("event", a, b, base, choices, Optional.empty());
        return merges.apply(request, merges.plan(request).fingerprint(), MERGE).id();
    }

    private UndoReceipt undo(long operation) {
        return assertInstanceOf(UndoOutcome.Done.class, undos.undo(UndoRequest.plain(operation), UNDO))
                .receipt();
    }

    private UndoPlan open(long operation) {
        var merged = workshops.dump();
        var plan = assertInstanceOf(UndoOutcome.Open.class, undos.undo(UndoRequest.plain(operation), UNDO))
                .plan();
        assertEquals(merged, workshops.dump());
        assertEquals(plan, undos.plan(operation));
        return plan;
    }

    private UndoOutcome answered(UndoPlan plan, Map<String, Resolution> answers) {
        return undos.undo(new UndoRequest(plan.operation(), answers, Optional.of(plan.fingerprint())), UNDO);
    }

    private static UndoConflict only(UndoPlan plan) {
        assertEquals(1, plan.conflicts().size(), plan.conflicts().toString());
        return plan.conflicts().getFirst();
    }

    private String text(String sql, Object... values) {
        return workshops.sql(db -> db.fetchOne(sql, values).get(0, String.class));
    }

    private void sql(String sql, Object... values) {
        workshops.sql(db -> db.execute(sql, values));
    }

    /** A change as a person makes it, under an operation of its own. */
    private void edit(String sql, Object... values) {
        operations.write(new NewOperation("event.edit", "editor", "request-3", ""), db -> db.execute(sql, values));
    }

    private long newest() {
        return workshops.sql(db -> db.fetchOne("select max(id) from operation").get(0, Long.class));
    }

    /** MERGE-CASES 22, 23: one undo brings back everything, moved children included. */
    @Test
    void undo_restores_every_row_of_every_table() {
        var merge = merge("a", "b", Side.A, Map.of("tags", "keep-b", "slug", "keep-b"));
        var receipt = undo(merge);
        assertEquals(before, workshops.dump());
        assertEquals(merge, receipt.undone());
        assertEquals("undoer", receipt.actor());
        assertEquals(Optional.of(receipt), undos.receipt(receipt.id()));
        assertEquals(Optional.of(receipt.id()), undos.undoneBy(merge));
    }

    @Test
    void the_plan_says_what_will_be_in_words() {
        var words = undos.plan(merge("a", "b", Side.A, Map.of())).restorations().stream()
                .map(UndoPlan.Restoration::words)
                .toList();
        assertTrue(words.contains("Event \"b\" comes back."), words.toString());
        assertTrue(words.contains("The redirect from \"b\" is withdrawn."), words.toString());
        assertTrue(words.contains("To-do \"book the room\": event from \"a\" back to \"b\"."), words.toString());
    }

    @Test
    void an_undo_can_be_undone_and_that_as_well() {
        var merge = merge("a", "b", Side.B, Map.of("tasks", "keep-b", "slug", "keep-a"));
        var merged = workshops.dump();
        var undo = undo(merge);
        assertEquals(before, workshops.dump());
        var redo = undo(undo.id());
        assertEquals(merged, workshops.dump());
        assertEquals(Optional.empty(), undos.undoneBy(merge));
        undo(redo.id());
        assertEquals(before, workshops.dump());
        assertEquals(Optional.of(undo.id()), undos.undoneBy(merge));
    }

    @Test
    void a_merge_is_not_undone_twice() {
        var merge = merge("a", "b", Side.A, Map.of());
        var undo = undo(merge);
        var refused = assertThrows(MergeException.class, () -> undo(merge));
        assertEquals(MergeException.Code.UNDONE_ALREADY, refused.code());
        assertTrue(refused.getMessage().contains("by operation " + undo.id()), refused.getMessage());
    }

    @Test
    void what_never_was_is_not_undone() {
        var refused = assertThrows(MergeException.class, () -> undos.plan(999_999L));
        assertEquals(MergeException.Code.UNKNOWN_OPERATION, refused.code());
    }

    @Test
    void a_row_changed_since_in_the_same_column_waits_for_an_answer() {
        var merge = merge("a", "b", Side.A, Map.of());
        sql("update event set notes = 'later notes', venue = 'later venue' where id = ?", a);
        var plan = open(merge);
        var conflict = only(plan);
        assertEquals("event{id=" + a + "}", conflict.id());
        assertEquals(UndoConflict.Reason.CHANGED, conflict.reason());
        assertEquals(List.of("notes"), conflict.columns());
        assertEquals(
                "notes of a\n\nnotes of b",
                conflict.merged().orElseThrow().get("notes").words());
        assertEquals("later notes", conflict.now().orElseThrow().get("notes").words());
        assertEquals("notes of a", conflict.before().orElseThrow().get("notes").words());
        assertTrue(conflict.since().isPresent());

        assertInstanceOf(UndoOutcome.Stopped.class, answered(plan, Map.of(conflict.id(), Resolution.STOP)));
        assertInstanceOf(UndoOutcome.Done.class, answered(plan, Map.of(conflict.id(), Resolution.RESTORE)));
        assertEquals("notes of a, later venue", text("select notes || ', ' || venue from event where id = ?", a));
    }

    @Test
    void a_row_changed_since_can_be_kept() {
        var merge = merge("a", "b", Side.A, Map.of());
        sql("update event set notes = 'later notes' where id = ?", a);
        var plan = open(merge);
        answered(plan, Map.of(only(plan).id(), Resolution.KEEP));
        assertEquals("later notes", text("select notes from event where id = ?", a));
        assertEquals("notes of b", text("select notes from event where id = ?", b));
    }

    @Test
    void a_moved_child_changed_elsewhere_goes_back_with_the_later_change() {
        var merge = merge("a", "b", Side.A, Map.of());
        sql("update task set title = 'later' where id = ?", task);
        var plan = open(merge);
        assertEquals(List.of("title"), only(plan).columns());
        answered(plan, Map.of(only(plan).id(), Resolution.RESTORE));
        assertEquals(b + " later", text("select event_id || ' ' || title from task where id = ?", task));
    }

    @Test
    void a_moved_child_deleted_since_comes_back_or_stays_away() {
        var merge = merge("a", "b", Side.A, Map.of());
        sql("delete from task where id = ?", task);
        var plan = open(merge);
        assertEquals(Optional.empty(), only(plan).now());
        answered(plan, Map.of(only(plan).id(), Resolution.RESTORE));
        assertEquals(before, workshops.dump());
    }

    @Test
    void what_somebody_put_back_by_hand_is_no_conflict() {
        var merge = merge("a", "b", Side.A, Map.of("tags", "keep-b"));
        sql("insert into event_tag select ?, id from tag where name = 'DC'", a);
        sql("delete from event_tag using tag where tag.id = tag_id and name = 'LC' and event_id = ?", a);
        undo(merge);
        assertEquals(before, workshops.dump());
    }

    /** MERGE-CASES 10, after the fact: a slug and a unique URL taken since are told, not stumbled over. */
    @Test
    void a_slug_taken_since_is_a_conflict_and_the_record_comes_back_under_another() {
        var merge = merge("a", "b", Side.A, Map.of());
        var other = workshops.event("b");
        sql("update event set url = 'https://b' where id = ?", other);
        var plan = open(merge);
        assertEquals(
                List.of("event{id=" + b + "}.slug", "event{id=" + b + "}.url"),
                plan.conflicts().stream().map(UndoConflict::id).toList());
        assertTrue(
                plan.conflicts().getFirst().words().contains("belongs to event \"b\" (number " + other + ") now"),
                plan.conflicts().getFirst().words());
        assertTrue(plan.conflicts().stream()
                .allMatch(conflict -> conflict.reason() == UndoConflict.Reason.TAKEN
                        && !conflict.choices().contains(Resolution.RESTORE)));
        answered(
                plan,
                Map.of(
                        plan.conflicts().get(0).id(), Resolution.KEEP,
                        plan.conflicts().get(1).id(), Resolution.KEEP));
        assertEquals("b-" + b, text("select slug from event where id = ?", b));
        assertEquals(null, text("select url from event where id = ?", b));
        assertEquals("b", text("select slug from event where id = ?", other));
    }

    @Test
    void an_equal_child_made_since_stays_and_the_folded_one_does_not_come_back() {
        var merge = merge("a", "b", Side.A, Map.of("tasks", "keep-b"));
        var person = workshops.sql(db -> db.fetchOne(
                        "select person_id from journal, "
                                + "jsonb_to_record(before) as r (person_id bigint, event_id bigint, title text) "
                                + "where operation_id = ? and table_name = 'task' and after is null",
                        merge)
                .get(0, Long.class));
        sql("update task set person_id = ? where event_id = ? and person_id = ?", workshops.person(), a, person);
        workshops.task(a, person, "instructor", "made since");
        var plan = undos.plan(merge);
        var ids = plan.conflicts().stream().map(UndoConflict::id).toList();
        assertEquals(2, ids.size(), ids.toString());
        assertTrue(ids.get(1).endsWith(".event_id+person_id+role_id"), ids.toString());
        assertInstanceOf(
                UndoOutcome.Done.class,
                answered(plan, Map.of(ids.get(0), Resolution.RESTORE, ids.get(1), Resolution.KEEP)));
        assertEquals("made since", text("select title from task where event_id = ? and person_id = ?", a, person));
    }

    @Test
    void a_host_merged_away_since_comes_back_as_its_survivor() {
        var york = workshops.insert("organization", "domain, fullname", "york.example", "York");
        var leeds = workshops.insert("organization", "domain, fullname", "leeds.example", "Leeds");
        sql("update event set host_id = ? where id = ?", york, b);
        var merge = merge("a", "b", Side.A, Map.of("host", "keep-a"));
        sql("delete from organization where id = ?", york);
        sql("insert into redirect select 'organization', 'id', ?::text, ?, min(id) from operation", york, leeds);
        var plan = open(merge);
        assertEquals(UndoConflict.Reason.MISSING, only(plan).reason());
        assertEquals("event{id=" + b + "}.host_id", only(plan).id());
        answered(plan, Map.of(only(plan).id(), Resolution.RESTORE));
        assertEquals(Long.toString(leeds), text("select host_id::text from event where id = ?", b));
    }

    private void mergeTags(String a, String b) {
        var request = new MergeRequest("tag", a, b, Side.A, Map.of(), Optional.empty());
        merges.apply(request, merges.plan(request).fingerprint(), MERGE);
    }

    @Test
    void a_tag_merged_away_since_comes_back_as_its_survivor() {
        var merge = merge("a", "b", Side.A, Map.of("tags", "keep-a"));
        mergeTags("DC", "LC");
        var plan = open(merge);
        assertEquals(UndoConflict.Reason.MISSING, only(plan).reason());
        assertTrue(
                only(plan).words().contains("(merged into \"DC\")"), only(plan).words());
        assertInstanceOf(
                UndoOutcome.Done.class, answered(plan, Map.of(only(plan).id(), Resolution.RESTORE)));
        assertEquals(
                "DC SWC",
                text(
                        "select string_agg(name, ' ' order by name) from event_tag join tag t on t.id = tag_id "
                                + "where event_id = ?",
                        b));
    }

    @Test
    void a_tag_whose_survivor_the_event_has_anyway_does_not_come_twice() {
        var merge = merge("a", "b", Side.A, Map.of("tags", "keep-a"));
        mergeTags("SWC", "LC");
        var plan = open(merge);
        assertInstanceOf(
                UndoOutcome.Done.class, answered(plan, Map.of(only(plan).id(), Resolution.RESTORE)));
        assertEquals(
                "SWC",
                text(
                        "select string_agg(name, ' ' order by name) from event_tag join tag t on t.id = tag_id "
                                + "where event_id = ?",
                        b));
    }

    /** The survivor got the tag by the merge, and has its survivor instead now: nobody could tell it from its own. */
    @Test
    void a_link_that_a_later_merge_took_over_names_that_merge() {
        var merge = merge("a", "b", Side.A, Map.of("tags", "combine"));
        workshops.named("tag", "other");
        mergeTags("other", "LC");
        var later = workshops.sql(db -> db.fetchOne("select max(id) from merge").get(0, Long.class));
        var refused = assertThrows(MergeException.class, () -> undos.plan(merge));
        assertEquals(MergeException.Code.LATER_OPERATION, refused.code());
        assertTrue(refused.getMessage().startsWith("undo operation " + later + " first"), refused.getMessage());
        undo(later);
        undo(merge);
        workshops.sql(db -> db.execute("delete from tag where name = 'other'"));
        assertEquals(before, workshops.dump());
    }

    @Test
    void a_row_that_waits_for_an_answer_is_not_told_as_settled() {
        var merge = merge("a", "b", Side.A, Map.of());
        sql("delete from task where id = ?", task);
        var plan = open(merge);
        assertTrue(plan.restorations().stream()
                .noneMatch(row -> row.change().name().equals("task{id=" + task + "}")));
        assertEquals(only(plan).id(), "task{id=" + task + "}");
    }

    @Test
    void a_host_deleted_since_is_left_out_if_somebody_says_so() {
        var york = workshops.insert("organization", "domain, fullname", "york.example", "York");
        sql("update event set host_id = ? where id = ?", york, b);
        var merge = merge("a", "b", Side.A, Map.of("host", "keep-a"));
        sql("delete from organization where id = ?", york);
        var plan = open(merge);
        assertEquals(
                java.util.Set.of(Resolution.KEEP, Resolution.STOP), only(plan).choices());
        answered(plan, Map.of(only(plan).id(), Resolution.KEEP));
        assertEquals(null, text("select host_id::text from event where id = ?", b));
    }

    @Test
    void the_older_of_two_chained_merges_names_the_one_to_undo_first() {
        var first = merge("b", "bystander", Side.A, Map.of());
        var between = workshops.dump();
        var second = merge("a", "b", Side.A, Map.of());
        var refused = assertThrows(MergeException.class, () -> undo(first));
        assertEquals(MergeException.Code.LATER_OPERATION, refused.code());
        assertEquals(
                "undo operation %d first (merge.event by merger): it changed event \"b\" after operation %d"
                        .formatted(second, first),
                refused.getMessage(),
                "the merged record is named, whatever else hung on it");
        assertEquals("it changed event \"b\" after operation " + first, refused.because());
        assertEquals(Optional.of(second), refused.operation());
        undo(second);
        assertEquals(between, workshops.dump());
        undo(first);
        assertEquals(before, workshops.dump());
    }

    /** Whoever is asked sees the whole texts, the names of what rows point to, and what each answer comes to. */
    @Test
    void a_conflict_tells_each_column_in_words_whole_and_with_names() {
        var york = workshops.insert("organization", "domain, fullname", "york.example", "York");
        var merge = merge("a", "b", Side.A, Map.of("notes", "keep-b"));
        var much = "later ".repeat(60).strip();
        edit("update event set notes = ?, host_id = ? where slug = 'a'", much, york);
        var conflict = only(open(merge));
        assertEquals("event \"a\"", conflict.row());
        assertEquals(
                List.of(
                        new UndoConflict.Versions("host_id", "", "York", "York"),
                        new UndoConflict.Versions("notes", "notes of b", much, "notes of a")),
                conflict.values());
        assertEquals(
                List.of(true, false),
                conflict.values().stream().map(UndoConflict.Versions::stays).toList());
    }

    /** A merge and its undo cancel out: what lies below them is as if neither had been. */
    @Test
    void a_later_merge_that_was_undone_is_not_in_the_way_and_not_to_blame() {
        var first = merge("a", "b", Side.A, Map.of("notes", "keep-b"));
        edit("update event set notes = 'edited' where slug = 'a'");
        var edit = newest();
        workshops.event("c", "C");
        undo(merge("c", "a", Side.A, Map.of()));
        var conflict = only(open(first));
        assertEquals(List.of("notes"), conflict.columns());
        assertEquals(edit, conflict.since().orElseThrow().operation());
        assertEquals(List.of(), undos.plan(first).since(), "what went and came back was there before");
        answered(undos.plan(first), Map.of(conflict.id(), Resolution.RESTORE));
        sql("delete from event_tag using event where event_id = event.id and slug = 'c'");
        sql("delete from event where slug = 'c'");
        sql("delete from tag where name = 'C'");
        assertEquals(before, workshops.dump());
    }

    /** Back and forth as often as somebody likes: only what stands in the end counts. */
    @Test
    void a_later_merge_undone_and_redone_is_named_itself_and_not_its_undo() {
        var first = merge("a", "b", Side.A, Map.of("notes", "keep-b"));
        edit("update event set notes = 'edited' where slug = 'a'");
        workshops.event("c", "C");
        var second = merge("c", "a", Side.A, Map.of());
        var undone = undo(second);
        undo(undone.id());
        var refused = assertThrows(MergeException.class, () -> undos.plan(first));
        assertEquals(Optional.of(second), refused.operation());
        undo(second);
        assertEquals(List.of("notes"), only(open(first)).columns());
    }

    /** A merge undone, and its undo undone: then an edit. Undoing the merge asks about the edit alone. */
    @Test
    void an_operation_undone_and_redone_asks_about_a_later_edit_as_if_it_had_just_been_done() {
        var merge = merge("a", "b", Side.A, Map.of("notes", "keep-b"));
        undo(undo(merge).id());
        edit("update event set notes = 'edited' where slug = 'a'");
        var edit = newest();
        var conflict = only(open(merge));
        assertEquals(edit, conflict.since().orElseThrow().operation());
        edit("delete from task where id = ?", task);
        assertEquals(2, open(merge).conflicts().size());
    }

    /** The undo of something older than the merge is no detour: the merge's rows are what it made of them. */
    @Test
    void an_undo_of_something_older_is_named_as_what_came_later() {
        edit("update task set title = 'earlier' where id = ?", task);
        var edit = newest();
        var merge = merge("a", "b", Side.A, Map.of());
        var plan = open(edit);
        var undo = assertInstanceOf(
                UndoOutcome.Done.class, answered(plan, Map.of(only(plan).id(), Resolution.RESTORE)));
        sql("delete from task where id = ?", task);
        var refused = assertThrows(MergeException.class, () -> undos.plan(merge));
        assertEquals(Optional.of(undo.receipt().id()), refused.operation());
    }

    @Test
    void an_edit_taken_back_leaves_nothing_to_ask_about() {
        var merge = merge("a", "b", Side.A, Map.of("notes", "keep-b"));
        edit("update event set notes = 'edited' where slug = 'a'");
        undo(newest());
        undo(merge);
        assertEquals(before, workshops.dump());
    }

    /** What an undo was told to keep is there: the undone merge is to blame for it, and in nobody's way. */
    @Test
    void what_the_undo_of_a_later_merge_kept_is_asked_about() {
        var first = merge("a", "b", Side.A, Map.of());
        workshops.event("c", "C");
        var second = merge("c", "a", Side.A, Map.of());
        sql("update task set title = 'edited' where id = ?", task);
        sql("delete from task where id = ?", task);
        var plan = open(second);
        answered(plan, Map.of(only(plan).id(), Resolution.KEEP));
        assertEquals("task{id=" + task + "}", only(open(first)).id());
    }

    @Test
    void the_older_of_two_independent_merges_is_undone_alone() {
        workshops.event("c", "C");
        workshops.event("d", "D");
        var start = workshops.dump();
        var first = merge("a", "b", Side.A, Map.of());
        var second = merge("c", "d", Side.A, Map.of());
        undo(first);
        undo(second);
        assertEquals(start, workshops.dump());
    }

    /** Brought back by an older undo, it would come without the tags that its deletion took along. */
    @Test
    void a_record_deleted_since_with_what_hung_on_it_comes_back_by_undoing_the_deletion_first() {
        edit("update event set notes = 'edited' where slug = 'a'");
        var edit = newest();
        var merge = merge("a", "b", Side.A, Map.of("notes", "keep-b"));
        operations.write(new NewOperation("event.delete", "editor", "request-4", ""), db -> {
            for (var table : List.of("task", "todo", "award")) {
                db.execute("delete from " + table + " where event_id = ?", a);
            }
            return db.execute("delete from event_tag where event_id = ?", a)
                    + db.execute("delete from event where id = ?", a);
        });
        var deletion = newest();
        for (var older : List.of(edit, merge)) {
            var refused = assertThrows(MergeException.class, () -> undos.plan(older));
            assertEquals(MergeException.Code.LATER_OPERATION, refused.code());
            assertEquals(Optional.of(deletion), refused.operation());
            assertTrue(
                    refused.getMessage().contains("it deleted event \"a\" and what hung on it"), refused.getMessage());
        }
        undo(deletion);
        undo(merge);
        undo(edit);
        assertEquals(before, workshops.dump());
    }

    /** What was made and deleted is gone already, and its maker can be undone. */
    @Test
    void what_an_operation_made_and_another_deleted_with_what_hung_on_it_is_no_question() {
        edit("insert into event (slug) values ('made')");
        var made = newest();
        edit("insert into event_tag select e.id, t.id from event e, tag t where e.slug = 'made' and t.name = 'DC'");
        operations.write(
                new NewOperation("event.delete", "editor", "request-4", ""),
                db -> db.execute("delete from event_tag using event where event_id = event.id and slug = 'made'")
                        + db.execute("delete from event where slug = 'made'"));
        assertEquals(List.of(), undos.plan(made).conflicts());
    }

    @Test
    void what_others_hung_on_the_survivor_since_is_listed_and_stays() {
        var merge = merge("a", "b", Side.A, Map.of());
        var todo = workshops.todo(a, "made since");
        sql("insert into event_tag values (?, ?)", a, workshops.named("tag", "since"));
        var plan = undos.plan(merge);
        assertEquals(
                List.of(
                        "event_tag{event_id=" + a + ", tag_id=" + workshops.named("tag", "since") + "}",
                        "todo{id=" + todo + "}"),
                plan.since().stream().map(UndoPlan.Since::row).toList());
        undo(merge);
        assertEquals(Long.toString(a), text("select event_id::text from todo where id = ?", todo));
    }

    @Test
    void answers_to_conflicts_that_changed_meanwhile_are_asked_for_anew() {
        var merge = merge("a", "b", Side.A, Map.of());
        sql("update event set notes = 'later' where id = ?", a);
        var shown = open(merge);
        sql("update event set notes = 'even later' where id = ?", a);
        var outcome = assertInstanceOf(
                UndoOutcome.Open.class, answered(shown, Map.of(only(shown).id(), Resolution.RESTORE)));
        assertEquals(
                "even later",
                only(outcome.plan()).now().orElseThrow().get("notes").words());
    }

    @Test
    void an_answer_to_nothing_or_not_offered_is_refused_by_name() {
        var merge = merge("a", "b", Side.A, Map.of());
        var refused = assertThrows(
                MergeException.class, () -> answered(undos.plan(merge), Map.of("event{id=1}", Resolution.KEEP)));
        assertEquals(MergeException.Code.UNKNOWN_CHOICE, refused.code());
        workshops.event("b");
        var taken = undos.plan(merge);
        var notOffered = assertThrows(
                MergeException.class, () -> answered(taken, Map.of(only(taken).id(), Resolution.RESTORE)));
        assertTrue(notOffered.getMessage().contains("but with keep, stop"), notOffered.getMessage());
    }

    /** DESIGN: no time limit. A column added since has its default, one taken away is no longer missed. */
    @Test
    void an_undo_works_after_the_tables_have_changed() {
        var merge = merge("a", "b", Side.A, Map.of());
        sql("alter table event add column colour text not null default 'red'");
        sql("alter table todo drop column additional");
        undo(merge);
        assertEquals("red notes of b", text("select colour || ' ' || notes from event where id = ?", b));
        assertEquals("notes of a", text("select notes from event where id = ?", a));
        assertEquals(Long.toString(b), text("select event_id::text from todo"));
    }

    @Test
    void ids_that_only_the_database_may_give_come_back_as_well() {
        sql("alter table todo alter column id set generated always");
        var after = workshops.dump();
        undo(merge("a", "b", Side.A, Map.of("todos", "keep-a")));
        assertEquals(after, workshops.dump());
    }

    @Test
    void a_trigger_that_meddles_with_an_undo_is_caught_by_the_ledger() {
        var merge = merge("a", "b", Side.A, Map.of());
        sql("create function meddle() returns trigger language plpgsql as $$ begin "
                + "update event set venue = 'meddled' where slug = 'bystander'; return null; end $$");
        sql("create trigger meddle after insert on event for each row execute function meddle()");
        var merged = workshops.dump();
        var refused = assertThrows(MergeException.class, () -> undo(merge));
        assertEquals(MergeException.Code.LEDGER_MISMATCH, refused.code());
        assertEquals(merged, workshops.dump());
    }

    @Test
    void what_came_to_point_to_a_row_that_would_go_again_is_named_and_has_to_go_first() {
        var undo = undo(merge("a", "b", Side.A, Map.of()));
        var todo = workshops.todo(b, "made since");
        var plan = open(undo.id());
        var conflict = only(plan);
        assertEquals(UndoConflict.Reason.POINTING, conflict.reason());
        assertEquals("todo{id=" + todo + "}", conflict.id());
        assertEquals(java.util.Set.of(Resolution.STOP), conflict.choices());
        assertTrue(
                conflict.words().startsWith("To-do \"made since\" points to event \"b\", which would go."),
                conflict.words());
        sql("update todo set event_id = ? where id = ?", a, todo);
        undo(undo.id());
        assertEquals("1", text("select count(*)::text from event where slug in ('a', 'b')"));
    }

    /** A value that an undo put back was said when it was said first. */
    @Test
    void merging_again_after_an_undo_decides_by_recency_as_the_first_time() {
        sql("update event set venue = 'said last' where id = ?", b);
        sql("update event set venue = 'x' where id = ?", a);
        sql("update event set venue = 'said last' where id = ?", a);
        sql("update event set venue = 'said first' where id = ?", b);
        sql("update event set venue = 'really last' where id = ?", a);
        var choices = Map.of("venue", "most-recent");
        undo(merge("a", "b", Side.B, choices));
        merge("a", "b", Side.B, choices);
        assertEquals("really last", text("select venue from event where id = ?", b));
    }

    @Test
    void a_thousand_children_take_as_many_statements_as_ten() {
        var few = statements("few", 10);
        var many = statements("many", 1000);
        assertEquals(few, many);
        assertTrue(many <= 40, many + " statements");
    }

    private int statements(String name, int children) {
        for (var side : List.of("a", "b")) {
            var event = workshops.event(name + "-" + side, "DC");
            sql(
                    "insert into todo (event_id, title) select ?, 'to do ' || n from generate_series(1, ?) n",
                    event,
                    children);
        }
        var start = workshops.dump();
        var merge = merge(name + "-a", name + "-b", Side.A, Map.of());
        var statements = counted.statements();
        undo(merge);
        var taken = counted.statements() - statements;
        assertEquals(start, workshops.dump());
        return taken;
    }
}
