package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.NewOperation;
import org.atelier.history.Change;
import org.atelier.history.HistoryException;
import org.atelier.history.LogQuery;
import org.atelier.history.LoggedOperation;
import org.atelier.history.Moment;
import org.atelier.history.Timeline;
import org.atelier.history.internal.JournalHistory;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;
import org.atelier.records.internal.DeclaredKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log, timelines and time travel, on the journal that the database writes. */
class JournalHistoryTest {
    private static final int MANY = 50;

    private final CountedDatabase counted = new CountedDatabase();
    private final Database database = counted.database;
    private final Workshops workshops = new Workshops(database);
    private final Operations operations = new Operations(database);
    private final PostgresEvents events = new PostgresEvents(database, operations);
    private final org.atelier.merge.engine.internal.StrategyRegistry registry = BuiltInStrategies.registry();
    private final MergeService merges = new MergeService(registry, new PostgresMergeStore(database, operations));
    private final UndoService undos =
            new UndoService(registry, new PostgresUndoStore(database, operations, new VocabularyReliances()));
    private final JournalHistory history =
            new JournalHistory(new PostgresJournalStore(database), declarations(), registry);
    private long a;
    private long tag;

    private static DeclaredKinds declarations() {
        var declared = new DeclaredKinds();
        BuiltInStrategies.descriptors().forEach(declared::addDescriptorSource);
        return declared;
    }

    @BeforeEach
    void an_event() {
        a = workshops.event("a", "DC");
        tag = workshops.named("tag", "SWC");
    }

    @AfterEach
    void close() {
        counted.close();
    }

    private static NewOperation by(String kind, String actor, String note) {
        return new NewOperation(kind, actor, "request-" + actor, note);
    }

    private long last() {
        return workshops.sql(db -> db.fetchOne("select max(id) from operation").get(0, Long.class));
    }

    private void sql(String sql, Object... values) {
        workshops.sql(db -> db.execute(sql, values));
    }

    private Timeline timeline(String kind, String record) {
        return history.timeline(kind, record, Optional.empty(), MANY);
    }

    private static List<String> words(Timeline.Step step) {
        return step.shown().stream().map(Change::words).toList();
    }

    // --------------------------------------------------------------------------------------------- timelines

    @Test
    void a_tag_put_on_an_event_is_in_the_timeline_of_both() {
        events.tag("a", "SWC", by("event.tag", "ada", "asked by the host"));
        for (var timeline : List.of(timeline("event", "a"), timeline("tag", "SWC"))) {
            var step = timeline.steps().getFirst();
            assertEquals(List.of("Tag \"SWC\" added to event \"a\""), words(step));
            assertEquals("Event tagged", step.operation().words());
            assertEquals("ada", step.operation().actor());
            assertEquals("asked by the host", step.operation().note());
            assertEquals("request-ada", step.operation().requestId());
            assertEquals(1, step.rows());
        }
        var change = timeline("event", "a").steps().getFirst().shown().getFirst();
        assertEquals(
                List.of("Tag SWC"),
                change.others(timeline("event", "a").record()).stream()
                        .map(end -> end.label() + " " + end.name())
                        .toList());
    }

    @Test
    void a_task_is_in_the_timelines_of_its_event_its_person_and_its_role() {
        var person = workshops.person();
        workshops.task(a, person, "instructor", "lead");
        var name = workshops.sql(db ->
                db.fetchOne("select username from person where id = ?", person).get(0, String.class));
        for (var timeline : List.of(timeline("event", "a"), timeline("person", name), timeline("role", "instructor"))) {
            var task = timeline.steps().getFirst().shown().getFirst();
            assertEquals(Change.Sort.CREATED, task.sort());
            assertEquals("Task \"a, Person 1, instructor\" created", task.words());
            assertEquals(
                    Map.of("Event", "a", "Person", "Person 1", "Role", "instructor", "Title", "lead"),
                    task.fields().stream()
                            .filter(field -> !field.afterWords().isEmpty())
                            .collect(java.util.stream.Collectors.toMap(
                                    org.atelier.history.FieldChange::label,
                                    org.atelier.history.FieldChange::afterWords)));
        }
    }

    @Test
    void every_field_has_its_before_and_after_with_names_for_numbers() {
        var host = workshops.insert("organization", "domain, fullname", "uio.no", "University of Oslo");
        sql("update event set host_id = ?, venue = 'Hall' where id = ?", host, a);
        var step = timeline("event", "a").steps().getFirst();
        assertEquals("Changed directly in the database", step.operation().words());
        var change = step.shown().getFirst();
        assertEquals("Event \"a\": host, venue changed", change.words());
        assertEquals(
                List.of("Host:  → University of Oslo", "Venue:  → Hall"),
                change.fields().stream()
                        .map(field -> field.label() + ": " + field.beforeWords() + " → " + field.afterWords())
                        .toList());
        assertEquals(
                List.of("Event \"a\": host, venue changed"),
                words(timeline("organization", "uio.no").steps().getFirst()));
    }

    @Test
    void what_psql_did_is_there_under_the_databases_user() {
        sql("update tag set details = 'Software Carpentry' where id = ?", tag);
        var operation = timeline("tag", "SWC").steps().getFirst().operation();
        assertEquals("external", operation.kind());
        assertEquals(workshops.sql(db -> db.fetchOne("select session_user").get(0, String.class)), operation.actor());
    }

    @Test
    void a_record_that_was_deleted_is_found_by_its_last_name_and_by_earlier_ones() {
        var id = workshops.event("gone");
        sql("update event set slug = 'went' where id = ?", id);
        sql("delete from event where id = ?", id);
        var deletion = last();
        for (var name : List.of("gone", "went", Long.toString(id))) {
            var timeline = timeline("event", name);
            assertEquals("went", timeline.record().name());
            assertEquals(
                    deletion,
                    assertInstanceOf(Timeline.State.Deleted.class, timeline.state())
                            .operation());
            assertEquals(3, timeline.steps().size());
            assertEquals(
                    "Event \"went\" deleted",
                    timeline.steps().getFirst().shown().getFirst().words());
        }
    }

    @Test
    void a_record_that_was_merged_away_has_its_timeline_and_says_where_it_went() {
        var b = workshops.event("b", "LC");
        workshops.todo(b, "call");
        var request = new MergeRequest("event", "a", "b", Side.A, Map.of(), Optional.empty());
        var merge = merges.apply(request, merges.plan(request).fingerprint(), by("merge.event", "ada", ""));
        var timeline = timeline("event", "b");
        assertEquals(b, timeline.record().id());
        var merged = assertInstanceOf(Timeline.State.Merged.class, timeline.state());
        assertEquals(merge.id(), merged.operation());
        assertEquals("a", merged.into().name());
        var step = timeline.steps().getFirst();
        assertEquals("Event \"b\" merged into \"a\"", step.operation().words());
        assertEquals(
                Map.of(merge.id(), step.operation()),
                history.operations(List.of(merge.id(), 999_999L)),
                "asked for by their numbers, those that there are");
        assertEquals(Map.of(), history.operations(List.of()));
        assertEquals("Event \"b\" deleted", step.shown().getFirst().words());
        assertTrue(
                words(step).contains("To-do \"call (a)\": event changed"),
                words(step).toString());
        assertEquals(
                merge.id(),
                timeline("event", "a").steps().getFirst().operation().id());

        var undo = undos.undo(UndoRequest.plain(merge.id()), by("undo", "eve", ""));
        assertInstanceOf(org.atelier.merge.engine.UndoOutcome.Done.class, undo);
        var back = timeline("event", "b");
        assertInstanceOf(Timeline.State.Living.class, back.state());
        assertEquals(
                "Operation " + merge.id() + " undone",
                back.steps().getFirst().operation().words());
        assertEquals(Optional.of(last()), back.steps().get(1).operation().undoneBy());
    }

    @Test
    void a_name_that_two_records_had_leads_to_the_one_that_has_it_and_names_the_other() {
        var first = workshops.event("name");
        sql("update event set slug = 'other' where id = ?", first);
        var second = workshops.event("name");
        var timeline = timeline("event", "name");
        assertEquals(second, timeline.record().id());
        assertEquals(
                List.of(first),
                timeline.others().stream()
                        .map(org.atelier.history.RecordName::id)
                        .toList());
    }

    @Test
    void the_names_of_rows_that_are_gone_are_those_that_they_last_had() {
        events.untag("a", "DC", by("event.untag", "ada", ""));
        sql("update tag set name = 'Data' where name = 'DC'");
        sql("delete from tag where name = 'Data'");
        assertEquals(
                List.of("Tag \"Data\" removed from event \"a\""),
                words(timeline("event", "a").steps().getFirst()));
    }

    @Test
    void a_timeline_comes_in_pages_and_shows_the_records_own_row_first() {
        workshops.sql(db -> {
            for (var i = 0; i < 30; i++) {
                db.execute("insert into todo (event_id, title) values (?, ?)", a, "todo " + i);
            }
            return db.execute("update event set venue = 'Hall' where id = ?", a);
        });
        events.tag("a", "SWC", by("event.tag", "ada", ""));
        var first = history.timeline("event", "a", Optional.empty(), 1);
        assertEquals(
                List.of("Event tagged"),
                first.steps().stream().map(s -> s.operation().words()).toList());
        var second = history.timeline("event", "a", first.next(), 1);
        var step = second.steps().getFirst();
        assertEquals(31, step.rows());
        assertEquals(20, step.shown().size());
        assertTrue(step.shown().getFirst().isOf(second.record()));
        var ids = new ArrayList<Long>();
        for (var page = first; ; page = history.timeline("event", "a", page.next(), 1)) {
            page.steps().forEach(each -> ids.add(each.operation().id()));
            if (page.next().isEmpty()) {
                break;
            }
        }
        assertEquals(
                timeline("event", "a").steps().stream()
                        .map(each -> each.operation().id())
                        .toList(),
                ids);
    }

    @Test
    void what_there_never_was_has_no_history() {
        var unknown = assertThrows(HistoryException.class, () -> timeline("event", "nothing"));
        assertEquals(HistoryException.Code.UNKNOWN_RECORD, unknown.code());
        assertEquals(
                "there is no event \"nothing\", and there never was one since changes are written down",
                unknown.getMessage());
        for (var kind : List.of("nothing", "event_tag", "operation", "redirect", "pg_class")) {
            assertEquals(
                    HistoryException.Code.UNKNOWN_KIND,
                    assertThrows(HistoryException.class, () -> timeline(kind, "a"))
                            .code(),
                    kind);
        }
    }

    @Test
    void a_table_that_somebody_adds_has_timelines_as_soon_as_it_is_journaled() {
        sql("create table room (id bigint primary key, name text, place bigint references event)");
        sql("select journal_table('room')");
        sql("insert into room values (1, 'Aula', ?)", a);
        sql("update room set name = 'Aula Magna' where id = 1");
        assertEquals("Room", history.kinds().get("room"));
        assertEquals(
                List.of("Room \"Aula Magna\": name changed"),
                words(timeline("room", "Aula").steps().getFirst()));
        assertEquals(
                List.of("Room \"Aula Magna\": name changed"),
                words(timeline("event", "a").steps().getFirst()));
    }

    // --------------------------------------------------------------------------------------------- the log

    private List<Long> log(LogQuery query) {
        return history.log(query).stream().map(found -> found.operation().id()).toList();
    }

    private static LogQuery query(String filter, String value) {
        return new LogQuery(
                Optional.of(value).filter(_ -> filter.equals("actor")),
                Optional.of(value).filter(_ -> filter.equals("operation")),
                Optional.of(value).filter(_ -> filter.equals("record")),
                Optional.of(value).filter(_ -> filter.equals("from")).map(Instant::parse),
                Optional.of(value).filter(_ -> filter.equals("to")).map(Instant::parse),
                Optional.of(value).filter(_ -> filter.equals("request")),
                Optional.of(value).filter(_ -> filter.equals("text")),
                Optional.of(value).filter(_ -> filter.equals("before")).map(Long::valueOf),
                MANY);
    }

    @Test
    void the_log_is_filtered_by_each_part_of_an_operation() {
        events.tag("a", "SWC", by("event.tag", "ada", "The Host asked 100%"));
        var tagging = last();
        events.untag("a", "DC", by("event.untag", "eve", ""));
        var untagging = last();
        assertEquals(List.of(untagging, tagging), log(LogQuery.newest(2)));
        assertEquals(List.of(tagging), log(query("actor", "ada")));
        assertEquals(List.of(tagging), log(query("operation", "event.tag")));
        assertEquals(List.of(tagging), log(query("request", "request-ada")));
        assertEquals(List.of(tagging), log(query("text", "host ASKED 100%")));
        assertEquals(List.of(), log(query("text", "%asked")));
        assertEquals(
                List.of(tagging), log(query("before", Long.toString(untagging))).subList(0, 1));
        assertEquals(List.of(), log(query("actor", "nobody")));
        var at = workshops.sql(db -> db.fetchOne("select at from operation where id = ?", untagging)
                .get(0, OffsetDateTime.class)
                .toInstant());
        assertEquals(List.of(untagging), log(query("from", at.toString())));
        assertEquals(tagging, log(query("to", at.toString())).getFirst());
        assertEquals(2, log(query("record", "tag")).size());
        assertEquals(
                HistoryException.Code.UNKNOWN_KIND,
                assertThrows(HistoryException.class, () -> log(query("record", "nothing")))
                        .code());
    }

    @Test
    void a_long_operation_shows_its_first_rows_and_is_read_in_pages() {
        workshops.sql(db -> db.execute(
                "insert into todo (event_id, title) select ?, 'todo ' || i from generate_series(1, 1500) as i", a));
        var logged = history.log(LogQuery.newest(1)).getFirst();
        assertEquals(LoggedOperation.COUNTED, logged.rows());
        assertEquals(3, logged.shown().size());
        var titles = new ArrayList<String>();
        var page = history.operation(last(), 0, 700).orElseThrow();
        titles.addAll(page.shown().stream().map(Change::name).toList());
        while (page.next().isPresent()) {
            page = history.operation(last(), page.next().get(), 700).orElseThrow();
            titles.addAll(page.shown().stream().map(Change::name).toList());
        }
        assertEquals(1500, titles.size());
        assertEquals(1500, Set.copyOf(titles).size());
        assertEquals(Optional.empty(), history.operation(999_999, 0, 1));
    }

    // --------------------------------------------------------------------------------------------- time travel

    private Instant now() {
        return workshops.sql(db -> db.fetchOne("select clock_timestamp()")
                .get(0, OffsetDateTime.class)
                .toInstant());
    }

    private static String field(Moment moment, String label) {
        return moment.fields().stream()
                .filter(field -> field.label().equals(label))
                .map(Moment.Field::words)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_record_is_told_as_it_was_with_what_hung_on_it() {
        sql("update event set venue = 'Hall' where id = ?", a);
        var then = now();
        sql("update event set venue = 'Elsewhere' where id = ?", a);
        events.untag("a", "DC", by("event.untag", "ada", ""));
        events.tag("a", "SWC", by("event.tag", "ada", ""));
        var b = workshops.event("b");
        var todo = workshops.todo(a, "call");
        sql("update todo set event_id = ? where id = ?", b, todo);

        var was = history.at("event", "a", then);
        assertTrue(was.present());
        assertEquals("Hall", field(was, "Venue"));
        assertEquals(List.of(new Moment.Hanging("event_tag", "Tag", "DC")), was.hanging());
        var is = history.at("event", "a", now());
        assertEquals("Elsewhere", field(is, "Venue"));
        assertEquals(List.of(new Moment.Hanging("event_tag", "Tag", "SWC")), is.hanging());
        assertTrue(history.at("event", "b", now()).hanging().toString().contains("call"));
        assertTrue(!history.at("event", "b", then).present());
    }

    @Test
    void a_deleted_record_is_still_told_as_it_was() {
        sql("delete from event_tag where event_id = ?", a);
        var then = now();
        sql("delete from event where id = ?", a);
        assertEquals("a", field(history.at("event", "a", then), "Slug"));
        assertTrue(!history.at("event", "a", now()).present());
        assertTrue(history.at("event", "a", now()).last().isPresent());
    }

    // --------------------------------------------------------------------------------------------- secrets

    @Test
    void no_table_with_secrets_is_journaled() {
        var suspicious = workshops.sql(db -> db.fetch("""
                        select c.relname || '.' || a.attname
                        from pg_class c
                        join pg_trigger t on t.tgrelid = c.oid and t.tgname = '00_journal'
                        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where a.attname ~* '(password|passwd|secret|token|hash|salt|session|csrf|credential)'
                           or c.relname ~* '(session|token|secret|credential|password|link)'
                        """).getValues(0, String.class));
        // the day on which a password was set tells nothing of it; see the comment in the migration
        suspicious.remove("account.password_set");
        assertEquals(List.of(), suspicious);
    }
}
