package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.upload.Candidate;
import org.atelier.upload.LineProblem;
import org.atelier.upload.Planned;
import org.atelier.upload.Undecided;
import org.atelier.upload.UploadOutcome;
import org.atelier.upload.UploadReceipt;
import org.atelier.upload.UploadReceipt.MadePerson;
import org.atelier.upload.UploadRequest;
import org.atelier.upload.UploadStore;
import org.atelier.upload.UploadStore.Asked;
import org.atelier.upload.UploadStore.NewPerson;
import org.atelier.upload.UploadStore.Question;
import org.atelier.upload.UploadStore.Writing;
import org.atelier.upload.Uploads;
import org.atelier.upload.internal.UploadService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uploads on a real database, and taking them back. */
class UploadTest {
    private static final NewOperation BY =
            new NewOperation(Uploads.OPERATION, "eve", "request-1", "from the sign-up sheet");
    private static final NewOperation UNDO = new NewOperation("undo", "eve", "request-2", "");

    private final CountedDatabase counted = new CountedDatabase();
    private final Database database = counted.database;
    private final Workshops workshops = new Workshops(database);
    private final Operations operations = new Operations(database);
    private final UploadStore store = new PostgresUploadStore(database, operations);
    private final Uploads uploads = new UploadService(store);
    private final UndoService undos = new UndoService(
            BuiltInStrategies.registry(), new PostgresUndoStore(database, operations, new VocabularyReliances()));
    private long oslo;
    private long ada;

    @BeforeEach
    void a_world() {
        oslo = workshops.event("2026-05-01-oslo");
        ada = person("ada", "Ada", "Lovelace", "Ada@Example.org");
        workshops.named("role", "instructor");
        workshops.insert("airport", "name, iata, latitude, longitude", "Oslo Gardermoen", "OSL", 60.2, 11.1);
    }

    @AfterEach
    void close() {
        counted.close();
    }

    private long person(String username, String personal, String family, String email) {
        return workshops.insert("person", "username, personal, family, email", username, personal, family, email);
    }

    private static UploadRequest request(String text) {
        return new UploadRequest(text, Map.of(), Undecided.ASK);
    }

    private UploadReceipt apply(UploadRequest request) {
        var preview = uploads.preview(request);
        assertEquals(List.of(), preview.problems());
        return assertInstanceOf(
                        UploadOutcome.Done.class, uploads.apply(request, preview.fingerprint(), preview.seen(), BY))
                .receipt();
    }

    private UploadReceipt undo(UploadReceipt receipt) {
        assertInstanceOf(UndoOutcome.Done.class, undos.undo(UndoRequest.plain(receipt.operation()), UNDO));
        return uploads.receipt(receipt.operation()).orElseThrow();
    }

    private List<String> texts(String query, Object... values) {
        return workshops.sql(db -> db.fetch(query, values).getValues(0, String.class));
    }

    @Test
    void people_and_tasks_are_made_in_one_operation_with_a_receipt_and_undone_in_one() {
        workshops.sql(db -> db.execute("insert into operation (kind, actor) values ('test', 'tester')"));
        workshops.sql(db ->
                db.execute("insert into redirect select 'event', 'slug', '2026-old', ?, max(id) from operation", oslo));
        workshops.task(oslo, ada, "helper", "there before");
        var before = workshops.dump();

        var receipt = apply(request("""
                personal;family;email;event;role;airport;affiliation;title;url
                Ada;Lovelace;ADA@example.org;2026-05-01-oslo;helper;;;;
                Ada;Lovelace;ADA@example.org;2026-old;Instructor;;;On engines;https://example.org/e
                Grace;Hopper;grace@example.org;2026-05-01-oslo;helper;osl;Navy;;
                Grace;;;;;;;;
                Ángel;de la Cruz;;;;;;;
                """));

        assertEquals(
                List.of(
                        new MadePerson("hopper_grace", "Grace Hopper"),
                        new MadePerson("grace", "Grace"),
                        new MadePerson("de-la-cruz_angel", "Ángel de la Cruz")),
                receipt.people());
        assertEquals(
                List.of("ada instructor 2026-05-01-oslo", "hopper_grace helper 2026-05-01-oslo"),
                receipt.tasks().stream()
                        .map(task -> task.username() + " " + task.role() + " " + task.event())
                        .toList());
        assertEquals(
                List.of("Grace|Hopper|grace@example.org|Oslo Gardermoen|Navy", "Grace||||", "Ángel|de la Cruz|||"),
                texts("""
                        select concat_ws('|', personal, coalesce(family, ''), coalesce(email, ''), coalesce(a.name, ''),
                            coalesce(affiliation, ''))
                        from person p left join airport a on a.id = airport_id where p.id > ? order by p.id
                        """, ada));
        assertEquals(
                List.of("On engines https://example.org/e"),
                texts("select title || ' ' || url from task where person_id = ? and title like 'On%'", ada));
        assertEquals(List.of("people.upload eve request-1 from the sign-up sheet 5"), texts("""
                        select concat_ws(' ', kind, actor, request_id, note, (select count(*) from journal where operation_id = o.id))
                        from operation o where id = ?
                        """, receipt.operation()));

        var undone = undo(receipt);
        assertEquals(before, workshops.dump());
        assertTrue(undone.undoneBy().isPresent());
        assertEquals(receipt.people(), undone.people(), "the receipt stays when they are gone");
        assertEquals(
                List.of("ada", "hopper_grace"),
                undone.tasks().stream().map(UploadReceipt.MadeTask::username).toList());
        assertEquals(Optional.empty(), uploads.receipt(undone.undoneBy().get()), "an undo is no upload");
    }

    @Test
    void how_many_statements_it_takes_does_not_depend_on_the_lines() {
        var few = statements(1);
        assertEquals(few, statements(400));
    }

    private int statements(int lines) {
        var text = "personal,family,email,event,role\n"
                + IntStream.range(0, lines)
                        .mapToObj(i -> "P%d,F%d,p%d-%d@x.org,2026-05-01-oslo,instructor".formatted(i, i, lines, i))
                        .collect(Collectors.joining("\n"));
        // whoever is like somebody of the round before is new all the same
        var request = new UploadRequest(text, Map.of(), Undecided.NEW);
        var before = counted.statements();
        var preview = uploads.preview(request);
        var done = uploads.apply(request, preview.fingerprint(), preview.seen(), BY);
        assertEquals(
                lines,
                assertInstanceOf(UploadOutcome.Done.class, done)
                        .receipt()
                        .tasks()
                        .size());
        return counted.statements() - before;
    }

    @Test
    void a_person_is_found_by_address_user_name_former_user_name_and_name() {
        person("rene", "René", "Müller", "");
        person("kim", "Kim", "Lee", "kim@gmail.com");
        workshops.sql(db -> db.execute("insert into operation (kind, actor) values ('test', 'tester')"));
        workshops.sql(db ->
                db.execute("insert into redirect select 'person', 'slug', 'lovelace', ?, max(id) from operation", ada));
        var preview = uploads.preview(request("""
                personal,family,email,username
                ,,aDA@example.ORG,
                ,,,lovelace
                Muller,Rene,,
                K.,Lee,k.i.m+list@gmail.com,
                Nobody,Else,nobody@example.org,
                """));
        assertEquals(List.of(), preview.problems());
        assertEquals(
                List.of("is ada", "is ada", "may be rene", "may be kim", "new, as else_nobody"),
                preview.people().stream().map(Planned::words).toList());
        assertEquals(
                List.of("same-email"),
                preview.people().get(3).candidates().stream()
                        .flatMap(candidate -> candidate.reasons().stream())
                        .map(reason -> reason.rule().name())
                        .limit(1)
                        .toList());
    }

    @Test
    void a_name_that_very_many_have_suggests_a_few_of_them_and_weakly() {
        for (var i = 0; i < 30; i++) {
            person("smith" + i, "Jo", "Smith", "");
        }
        var candidates = uploads.preview(request("personal,family\nJo,Smith"))
                .people()
                .getFirst()
                .candidates();
        assertEquals(5, candidates.size());
        assertTrue(
                candidates.stream().mapToInt(Candidate::score).allMatch(score -> score <= 45), candidates.toString());
    }

    @Test
    void user_names_avoid_those_that_are_there_or_lead_somewhere() {
        person("lee_kim", "Other", "Person", "");
        workshops.sql(db -> db.execute("insert into operation (kind, actor) values ('test', 'tester')"));
        workshops.sql(db -> db.execute(
                "insert into redirect select 'person', 'slug', 'lee_kim_2', ?, max(id) from operation", ada));
        var receipt = apply(request("personal,family,email\nKim,Lee,a@x.org\nKim,Lee,b@x.org"));
        assertEquals(
                List.of("lee_kim_3", "lee_kim_4"),
                receipt.people().stream().map(MadePerson::username).toList());
    }

    @Test
    void nothing_is_written_by_a_preview_nor_when_something_changed_since() {
        var request =
                request("personal,family,email,event,role\nAda,Lovelace,ada@example.org,2026-05-01-oslo,instructor");
        var before = workshops.dump();
        var preview = uploads.preview(request);
        assertEquals(before, workshops.dump());
        workshops.sql(db -> db.execute("update event set slug = '2026-05-02-oslo' where id = ?", oslo));
        var changed = workshops.dump();
        var stale = assertInstanceOf(
                UploadOutcome.Stale.class, uploads.apply(request, preview.fingerprint(), preview.seen(), BY));
        assertEquals(
                List.of(
                        "Line 2, event: there is no event “2026-05-01-oslo” (did you mean “2026-05-02-oslo”?); write the slug"
                                + " of one that is there"),
                stale.now().problems().stream().map(LineProblem::sentence).toList());
        assertEquals(
                List.of("Line 2, Ada Lovelace: was “is ada, instructor at 2026-05-01-oslo”, is “is ada” now."),
                stale.changes());
        assertEquals(changed, workshops.dump());
    }

    @Test
    void whoever_is_quicker_makes_it_decide_anew() {
        var question = new Question(
                List.of(new Asked("Kim", "Lee", "kim@x.org", "")), Set.of("lee_kim"), Set.of(), Set.of(), Set.of());
        var asked = new ArrayList<Boolean>();
        var operation = store.write(
                question,
                known -> {
                    asked.add(known.byEmail().isEmpty());
                    if (asked.size() == 1) {
                        // in between, on another connection
                        person("kim", "Kim", "Lee", "KIM@x.org");
                    }
                    return known.byEmail().isEmpty()
                            ? Optional.of(new Writing(
                                    List.of(new NewPerson("lee_kim", "Kim", "Lee", "kim@x.org", Optional.empty(), "")),
                                    List.of()))
                            : Optional.empty();
                },
                BY);
        assertEquals(Optional.empty(), operation);
        assertEquals(List.of(true, false), asked);
        assertEquals(List.of("kim"), texts("select username from person where lower(email) = 'kim@x.org'"));
    }

    @Test
    void hostile_texts_are_kept_to_the_letter() {
        var name = "'); drop table person; -- {0} ? $1 \\ 名前 <b>";
        apply(request("personal,username\n\"" + name + "\",\"o'\"\"x\""));
        assertEquals(List.of(name), texts("select personal from person where username = 'o''\"x'"));
    }
}
