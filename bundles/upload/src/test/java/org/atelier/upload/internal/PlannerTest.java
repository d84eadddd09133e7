package org.atelier.upload.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.atelier.domain.NewOperation;
import org.atelier.upload.Choice;
import org.atelier.upload.Decision;
import org.atelier.upload.LineProblem;
import org.atelier.upload.Planned;
import org.atelier.upload.PlannedTask.State;
import org.atelier.upload.Preview;
import org.atelier.upload.Undecided;
import org.atelier.upload.UploadOutcome;
import org.atelier.upload.UploadRequest;
import org.atelier.upload.Uploads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of people in a file, from its text to what is written. */
class PlannerTest {
    private static final NewOperation BY = new NewOperation(Uploads.OPERATION, "eve", "r-1", "");
    private static final String HEADER = "personal,family,email,event,role,username,airport\n";

    private final MemoryUploads world = new MemoryUploads();
    private final Uploads uploads = world.uploads();
    private long ada;

    @BeforeEach
    void fill() {
        ada = world.person("ada", "Ada", "Lovelace", "Ada@Example.org");
        world.event("2026-05-01-oslo");
        world.event("2026-06-01-oslo");
    }

    private static UploadRequest request(String lines, Undecided undecided, Map<String, Choice> choices) {
        return new UploadRequest(HEADER + lines, choices, undecided);
    }

    private Preview preview(String lines) {
        return uploads.preview(request(lines, Undecided.ASK, Map.of()));
    }

    private static List<String> words(Preview preview) {
        return preview.people().stream().map(Planned::words).toList();
    }

    private static List<String> problems(Preview preview) {
        return preview.problems().stream().map(LineProblem::sentence).toList();
    }

    private static List<State> states(Preview preview) {
        return preview.people().stream()
                .flatMap(person -> person.tasks().stream())
                .map(task -> task.state())
                .toList();
    }

    @Test
    void an_address_finds_its_person_whatever_its_capitals() {
        var preview = preview("Ada,Lovelace,ADA@example.org,2026-05-01-oslo,Instructor");
        assertEquals(List.of("is ada"), words(preview));
        assertEquals(List.of(State.NEW), states(preview));
        assertTrue(preview.ready());
        assertEquals(
                "instructor", preview.people().getFirst().tasks().getFirst().role());
    }

    @Test
    void an_address_of_somebody_with_another_name_is_asked_about_and_given_to_nobody_new() {
        assertEquals(List.of("is ada"), words(preview("Ada,King,ada@example.org")), "one of the names is the same");
        var line = "Grace,Hopper,ada@example.org,2026-05-01-oslo,helper";
        var preview = preview(line);
        assertEquals(1, preview.open());
        assertEquals(
                List.of("The address is that of Ada Lovelace, whose name is another."),
                preview.people().getFirst().notes());
        assertEquals(1, uploads.preview(request(line, Undecided.NEW, Map.of())).open());
        var insisting = uploads.preview(request(line, Undecided.ASK, Map.of("ada@example.org", new Choice.Create())));
        assertEquals(
                List.of(
                        "Line 2, email: this is that of “ada” already, so that nobody new can have it; choose that person, or"
                                + " change it"),
                problems(insisting));
        assertEquals(
                List.of("is ada"),
                words(uploads.preview(request(line, Undecided.ASK, Map.of("ada@example.org", new Choice.Use("ada"))))));
    }

    @Test
    void a_user_name_of_somebody_with_another_name_is_asked_about_unless_the_address_says_the_same() {
        assertEquals(List.of("may be ada"), words(preview("Grace,Hopper,,,,ada")));
        assertEquals(List.of("is ada"), words(preview(",,,,,ada")));
        assertEquals(List.of("is ada"), words(preview("Augusta,King,ada@example.org,,,ada")));
    }

    @Test
    void a_name_alone_only_suggests_and_each_answer_counts() {
        var line = "ada,LOVELACE,,2026-05-01-oslo,helper";
        var preview = preview(line);
        assertEquals(List.of("may be ada"), words(preview));
        assertFalse(preview.ready());
        var candidate = preview.people().getFirst().candidates().getFirst();
        assertEquals(75, candidate.score());
        assertEquals("same-name", candidate.reasons().getFirst().rule().name());
        for (var answer : Map.of(
                        Undecided.LIKELIEST,
                        "is ada",
                        Undecided.NEW,
                        "new, as lovelace_ada",
                        Undecided.SKIP,
                        "left alone")
                .entrySet()) {
            assertEquals(List.of(answer.getValue()), words(uploads.preview(request(line, answer.getKey(), Map.of()))));
        }
        assertEquals(
                List.of("new, as lovelace_ada"),
                words(uploads.preview(request(line, Undecided.SKIP, Map.of("ada lovelace", new Choice.Create())))));
        var gone = uploads.preview(request(line, Undecided.ASK, Map.of("ada lovelace", new Choice.Use("grace"))));
        assertEquals(1, gone.open());
        assertEquals(
                List.of("“grace”, whom you chose, is none of those it may be by now; choose again."),
                gone.people().getFirst().notes());
    }

    @Test
    void a_line_with_too_many_values_is_told_once_and_counts_as_nobody() {
        var preview =
                preview("Lovelace,Ada,,ada@example.org,2026-05-01-oslo,helper,,x,y\n,,,2026-05-01-oslo,helper,,,z\n");
        assertEquals(
                List.of(
                        "Line 2: “x” and 1 more stand in a column that the first line does not name; check the separators of"
                                + " this line",
                        "Line 3: “z” stands in a column that the first line does not name; check the separators of this line"),
                problems(preview));
        assertEquals(0, preview.whole().count());
        assertEquals(0, preview.open());
    }

    @Test
    void the_same_person_twice_in_the_file_is_one() {
        var preview = preview("""
                Grace,Hopper,grace@example.org,2026-05-01-oslo,helper,,OSL
                Grace,HOPPER,GRACE@example.org,2026-06-01-oslo,helper
                grace,hopper,,2026-05-01-oslo,instructor
                grace,hopper,,2026-05-01-oslo,helper
                """);
        assertEquals(List.of(), problems(preview));
        assertEquals(1, preview.people().size());
        var grace = preview.people().getFirst();
        assertEquals(List.of(2, 3, 4, 5), grace.lines());
        assertEquals("new, as hopper_grace", grace.words());
        assertEquals(List.of(State.NEW, State.NEW, State.NEW, State.REPEATED), states(preview));
        assertTrue(grace.notes().contains("Line 3 says “HOPPER” for the family name; line 2 counts, with “Hopper”."));
    }

    @Test
    void two_of_one_name_are_two_and_a_line_that_means_either_is_asked_back() {
        var preview = preview("""
                Kim,Lee,kim@a.org
                Kim,Lee,kim@b.org
                Kim,Lee,
                """);
        assertEquals(List.of("new, as lee_kim", "new, as lee_kim_2", "new, as lee_kim_3"), words(preview));
        assertEquals(
                List.of(
                        "Line 4, email: 2 people of this name are in the file (line 2 and 3); say by e-mail which of them is"
                                + " meant"),
                problems(preview));
    }

    @Test
    void contradictions_are_named() {
        world.person("grace", "Grace", "Hopper", "grace@example.org");
        assertEquals(
                List.of(
                        "Line 2, username: “grace” is somebody else than whose address “ada@example.org” is, which is “ada”;"
                                + " take one of both out"),
                problems(preview("Ada,Lovelace,ada@example.org,,,grace")));
        assertEquals(
                List.of("Line 3, email: line 2 says “a@x.org” of the same user; which is it?"),
                problems(preview("Kim,Lee,a@x.org,,,kim\nKim,Lee,b@x.org,,,kim")));
        assertEquals(
                List.of("Line 3, username: line 2 says “kim” of the same address; which is it?"),
                problems(preview("Kim,Lee,a@x.org,,,kim\nKim,Lee,a@x.org,,,lee")));
    }

    @Test
    void events_and_roles_must_be_there_and_near_ones_are_told() {
        world.merged.put("2026-old-oslo", "2026-05-01-oslo");
        var preview = preview("""
                Ada,Lovelace,ada@example.org,2026-05-02-oslo,helper
                Ada,Lovelace,ada@example.org,2026-06-01-oslo,instructer
                Ada,Lovelace,ada@example.org,2026-06-01-oslo,
                Ada,Lovelace,ada@example.org,,helper
                Ada,Lovelace,ada@example.org,2026-old-oslo,helper
                """);
        assertEquals(
                List.of(
                        "Line 2, event: there is no event “2026-05-02-oslo” (did you mean “2026-05-01-oslo” or"
                                + " “2026-06-01-oslo”?); write the slug of one that is there",
                        "Line 3, role: there is no role “instructer” (did you mean “instructor”?); there are helper, instructor",
                        "Line 4, role: as what is this person at “2026-06-01-oslo”? Write helper, instructor",
                        "Line 5, event: “helper” at which event? Write its slug"),
                problems(preview));
        var moved = preview.people().getFirst().tasks().getFirst();
        assertTrue(moved.moved());
        assertEquals("2026-05-01-oslo", moved.event());
        assertEquals(
                List.of(),
                problems(uploads.preview(request(
                        "Ada,Lovelace,ada@example.org,nowhere,helper",
                        Undecided.ASK,
                        Map.of("ada@example.org", new Choice.Skip())))),
                "whoever is left alone needs no mending");
    }

    @Test
    void a_task_that_is_there_is_not_made_twice() {
        world.task("2026-05-01-oslo", ada, "helper");
        var preview = preview("Ada,Lovelace,ada@example.org,2026-05-01-oslo,helper\n,,,2026-05-01-oslo,helper,ada");
        assertEquals(List.of(State.THERE, State.THERE), states(preview));
        assertFalse(preview.ready(), "nothing is left to do");
        var outcome = uploads.apply(
                request("Ada,Lovelace,ada@example.org,2026-05-01-oslo,helper", Undecided.ASK, Map.of()),
                preview("Ada,Lovelace,ada@example.org,2026-05-01-oslo,helper").fingerprint(),
                "",
                BY);
        assertInstanceOf(UploadOutcome.NotReady.class, outcome);
    }

    @Test
    void two_in_a_file_who_turn_out_to_be_one_get_a_task_once() {
        var lines = "Ada,Lovelace,ada@example.org,2026-05-01-oslo,helper\n,,,2026-05-01-oslo,helper,ada\n";
        var preview = preview(lines);
        assertEquals(List.of("is ada", "is ada"), words(preview));
        assertEquals(List.of(State.NEW, State.REPEATED), states(preview));
    }

    @Test
    void somebody_new_needs_a_name_and_an_airport_that_is_there() {
        assertEquals(
                List.of(
                        "Line 2, personal: nobody who is there is “x@y.org”, and somebody new needs a personal name",
                        "Line 3, airport: there is no airport “Oslo Gardermuen” (did you mean “Oslo Gardermoen”?); write its"
                                + " name or its IATA code as the list of airports has it",
                        "Line 4, personal: this line tells of nobody; write a name, an address or a user name"),
                problems(preview(",,x@y.org\nKim,Lee,k@y.org,,,,Oslo Gardermuen\n,,,2026-05-01-oslo,helper\n")));
        var made = preview("Kim,Lee,k@y.org,,,,osl").people().getFirst().decision();
        assertEquals(
                1L,
                assertInstanceOf(Decision.Create.class, made).person().airport().orElseThrow());
    }

    @Test
    void the_url_of_a_task_is_an_address_of_the_web_or_nothing() {
        var header = "email,event,role,url\n";
        var lines = "ada@example.org,2026-05-01-oslo,helper,javascript:alert(1)\n"
                + "ada@example.org,2026-06-01-oslo,helper,https://example.org/talk\n"
                + "ada@example.org,2026-06-01-oslo,instructor,\n";
        assertEquals(
                List.of("Line 2, url: “javascript:alert(1)” is none; it must be an address that begins with https:// or"
                        + " http:// and has no blanks, such as https://example.org/workshop"),
                problems(uploads.preview(new UploadRequest(header + lines, Map.of(), Undecided.ASK))));
    }

    @Test
    void applying_makes_what_was_shown_and_nothing_else() {
        var lines = "Ada,Lovelace,ada@example.org,2026-05-01-oslo,helper\nKim,Lee,,2026-05-01-oslo,instructor,kim";
        var request = request(lines, Undecided.ASK, Map.of());
        var preview = uploads.preview(request);
        assertEquals(List.of(1L, 2L), List.of(preview.newPeople(), preview.newTasks()));
        var done = assertInstanceOf(
                        UploadOutcome.Done.class, uploads.apply(request, preview.fingerprint(), preview.seen(), BY))
                .receipt();
        assertEquals(
                List.of("kim"),
                done.people().stream().map(person -> person.username()).toList());
        assertEquals(
                List.of("ada helper", "kim instructor"),
                done.tasks().stream()
                        .map(task -> task.username() + " " + task.role())
                        .toList());
        assertEquals(BY, world.by.orElseThrow());
        assertEquals(done, uploads.receipt(done.operation()).orElseThrow());
    }

    @Test
    void what_changed_since_the_preview_is_told_and_nothing_is_done() {
        var lines = "Ada,Lovelace,ada@example.org,2026-05-01-oslo,helper\nKim,Lee,kim@x.org,2026-05-01-oslo,helper\n";
        var request = request(lines, Undecided.ASK, Map.of());
        var preview = uploads.preview(request);
        world.task("2026-05-01-oslo", ada, "helper");
        world.person("lee", "Kim", "Lee", "kim@x.org");
        var stale = assertInstanceOf(
                UploadOutcome.Stale.class, uploads.apply(request, preview.fingerprint(), preview.seen(), BY));
        assertEquals(
                List.of(
                        "Line 2, Ada Lovelace: was “is ada, helper at 2026-05-01-oslo”, is “is ada, helper at 2026-05-01-oslo"
                                + " (there already)” now.",
                        "Line 3, Kim Lee: was “new, as lee_kim, helper at 2026-05-01-oslo”, is “is lee, helper at"
                                + " 2026-05-01-oslo” now."),
                stale.changes());
        assertTrue(world.by.isEmpty());
        var other = request(lines.replace("Kim", "Tim"), Undecided.ASK, Map.of());
        var edited = assertInstanceOf(
                UploadOutcome.Stale.class, uploads.apply(other, preview.fingerprint(), "nonsense", BY));
        assertEquals(List.of(), edited.changes());
    }

    @Test
    void hostile_texts_stay_texts() {
        var preview = preview("<script>alert(1)</script>,\"'; drop table person; --\",x+y@example.org,,,\"a'\"\"b\"\n"
                + "=cmd|' /C calc'!A0,名前,\n");
        assertEquals(List.of(), problems(preview));
        assertEquals(List.of("new, as a'\"b", "new, as 名前_cmd-c-calc-a0"), words(preview));
        assertEquals(
                "<script>alert(1)</script> '; drop table person; --",
                preview.people().stream().map(Planned::name).limit(1).collect(Collectors.joining()));
    }
}
