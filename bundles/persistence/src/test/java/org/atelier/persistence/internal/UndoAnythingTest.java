package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.NewOperation;
import org.atelier.domain.ReliesOnVocabulary;
import org.atelier.domain.Vocabulary;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.UndoConflict;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoPlan;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.UndoService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking back what was no merge: a tag, a word, an edit, an import, what psql did. */
class UndoAnythingTest {
    private static final NewOperation UNDO = new NewOperation("undo", "undoer", "request-2", "a mistake");

    private final CountedDatabase counted = new CountedDatabase();
    private final Database database = counted.database;
    private final Workshops workshops = new Workshops(database);
    private final Operations operations = new Operations(database);
    private final VocabularyReliances reliances = new VocabularyReliances();
    private final PostgresVocabulary vocabulary = new PostgresVocabulary(database, operations, reliances);
    private final PostgresEvents events = new PostgresEvents(database, operations);
    private final UndoService undos =
            new UndoService(BuiltInStrategies.registry(), new PostgresUndoStore(database, operations, reliances));
    private long a;

    @BeforeEach
    void an_event() {
        a = workshops.event("a", "DC");
        workshops.named("tag", "SWC");
    }

    @AfterEach
    void close() {
        counted.close();
    }

    private static NewOperation by(String kind) {
        return new NewOperation(kind, "ada", "request-1", "");
    }

    private long last() {
        return workshops.sql(db -> db.fetchOne("select max(id) from operation").get(0, Long.class));
    }

    private void sql(String sql, Object... values) {
        workshops.sql(db -> db.execute(sql, values));
    }

    private UndoReceipt undo(long operation) {
        return assertInstanceOf(UndoOutcome.Done.class, undos.undo(UndoRequest.plain(operation), UNDO))
                .receipt();
    }

    /** Undone, everything is as before it; and the undo undone, as after it. */
    private void thereAndBack(Runnable work) {
        var before = workshops.dump();
        work.run();
        var after = workshops.dump();
        assertTrue(!before.equals(after), "nothing was done");
        var undo = undo(last());
        assertEquals(before, workshops.dump());
        undo(undo.id());
        assertEquals(after, workshops.dump());
    }

    @Test
    void a_tag_put_on_or_taken_off() {
        thereAndBack(() -> events.tag("a", "SWC", by("event.tag")));
        thereAndBack(() -> events.untag("a", "DC", by("event.untag")));
    }

    @Test
    void a_word_made_or_deleted() {
        thereAndBack(() -> vocabulary.create(Vocabulary.Kind.TAG, "TTT", "training", by("tag.create")));
        thereAndBack(() -> vocabulary.delete(Vocabulary.Kind.TAG, "SWC", by("tag.delete")));
    }

    @Test
    void what_psql_did_to_several_tables() {
        thereAndBack(() -> workshops.sql(db -> {
            db.execute("update event set venue = 'Hall', notes = 'n' where id = ?", a);
            db.execute("insert into todo (event_id, title) values (?, 'call')", a);
            return db.execute("delete from event_tag where event_id = ?", a);
        }));
    }

    @Test
    void a_record_deleted_with_all_that_hung_on_it_comes_back_with_its_id() {
        var person = workshops.person();
        workshops.task(a, person, "instructor", "lead");
        thereAndBack(() -> workshops.sql(db -> {
            db.execute("delete from task where event_id = ?", a);
            db.execute("delete from event_tag where event_id = ?", a);
            return db.execute("delete from event where id = ?", a);
        }));
    }

    private void load(Dataset rows) {
        assertTrue(new PostgresDatasets(operations)
                .load(rows, Datasets.BadRows.REFUSE_ALL, by("import.amy"), Datasets.Progress.SILENT)
                .applied());
    }

    private static Dataset.Row row(Object... namesAndValues) {
        var values = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Dataset.Row(new Dataset.Origin("file.yaml", 1), values);
    }

    /** Changes an event that is there and brings another with a host, a tag, a person and their task. */
    private static Dataset published() {
        return new Dataset()
                .add(Dataset.Kind.ORGANIZATION, row("domain", "host.example.org", "fullname", "The host"))
                .add(Dataset.Kind.TAG, row("name", "LC"))
                .add(Dataset.Kind.ROLE, row("name", "learner", "verbose_name", "Learner"))
                .add(Dataset.Kind.PERSON, row("username", "luna", "personal", "Luna"))
                .add(Dataset.Kind.EVENT, row("slug", "a", "venue", "Hall"))
                .add(Dataset.Kind.EVENT, row("slug", "new", "host", "host.example.org"))
                .add(Dataset.Kind.EVENT_TAG, row("event", "a", "tag", "SWC"))
                .add(Dataset.Kind.EVENT_TAG, row("event", "new", "tag", "LC"))
                .add(Dataset.Kind.TASK, row("event", "new", "person", "luna", "role", "learner"));
    }

    @Test
    void an_import_with_what_it_brought_and_what_it_changed() {
        thereAndBack(() -> load(published()));
    }

    @Test
    void what_an_import_brought_and_others_came_to_use_since_stays() {
        load(published());
        var brought = last();
        events.tag("a", "LC", by("event.tag"));
        assertEquals(UndoConflict.Reason.POINTING, only(undos.plan(brought)).reason());
        // out of the way, it goes
        events.untag("a", "LC", by("event.untag"));
        undo(brought);
        assertEquals(List.of("a"), workshops.sql(db -> db.fetchValues("select slug from event", String.class)));
    }

    @Test
    void a_row_that_somebody_changed_since_waits_for_an_answer() {
        sql("update event set venue = 'Hall' where id = ?", a);
        var edit = last();
        sql("update event set venue = 'Elsewhere' where id = ?", a);
        var plan = assertInstanceOf(UndoOutcome.Open.class, undos.undo(UndoRequest.plain(edit), UNDO))
                .plan();
        var conflict = only(plan);
        assertEquals(UndoConflict.Reason.CHANGED, conflict.reason());
        assertEquals(List.of("venue"), conflict.columns());
        undos.undo(
                new UndoRequest(edit, Map.of(conflict.id(), Resolution.RESTORE), Optional.of(plan.fingerprint())),
                UNDO);
        assertEquals(List.of(), workshops.sql(db -> db.fetchValues("select id from event where venue is not null")));
    }

    @Test
    void a_word_that_came_to_be_used_since_stays() {
        vocabulary.create(Vocabulary.Kind.TAG, "TTT", "", by("tag.create"));
        var creation = last();
        events.tag("a", "TTT", by("event.tag"));
        assertEquals(UndoConflict.Reason.POINTING, only(undos.plan(creation)).reason());
    }

    @Test
    void a_word_that_somebody_relies_on_does_not_go_by_an_undo() {
        vocabulary.create(Vocabulary.Kind.TAG, "TTT", "", by("tag.create"));
        var creation = last();
        var feed = relying("the website", "TTT");
        reliances.add(feed);
        var conflict = only(undos.plan(creation));
        assertEquals(UndoConflict.Reason.RELIED_ON, conflict.reason());
        assertEquals(Set.of(Resolution.STOP), conflict.choices());
        assertEquals(
                "Tag \"TTT\" would go, but the website relies on it. Change that first, then undo.", conflict.words());
        assertInstanceOf(UndoOutcome.Open.class, undos.undo(UndoRequest.plain(creation), UNDO));
        reliances.remove(feed);
        undo(creation);
    }

    @Test
    void a_word_that_somebody_relies_on_is_not_renamed_back_but_its_meaning_is() {
        sql("update tag set name = 'TTT' where name = 'SWC'");
        var renaming = last();
        sql("update tag set details = 'x' where name = 'TTT'");
        var describing = last();
        reliances.add(relying("the website", "TTT"));
        undo(describing);
        assertEquals(
                "Tag \"SWC\" would be called otherwise, but the website relies on it. Change that first, then undo.",
                only(undos.plan(renaming)).words());
    }

    @Test
    void what_is_undone_already_is_not_undone_twice() {
        events.tag("a", "SWC", by("event.tag"));
        var tagging = last();
        undo(tagging);
        var refused = assertThrows(MergeException.class, () -> undo(tagging));
        assertEquals(MergeException.Code.UNDONE_ALREADY, refused.code());
    }

    private static ReliesOnVocabulary relying(String who, String name) {
        return new ReliesOnVocabulary() {
            @Override
            public String who() {
                return who;
            }

            @Override
            public Set<String> names(Vocabulary.Kind kind) {
                return kind == Vocabulary.Kind.TAG ? Set.of(name) : Set.of();
            }
        };
    }

    private static UndoConflict only(UndoPlan plan) {
        assertEquals(1, plan.conflicts().size(), plan.conflicts().toString());
        return plan.conflicts().getFirst();
    }
}
