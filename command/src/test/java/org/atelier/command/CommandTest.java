package org.atelier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.atelier.command.FakePlatform.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    private static final String PLAN = """
            {"version": 1, "kind": "event", "base": "a",
             "a": {"id": 1, "slug": "2016-04-02-oslo", "values": {}, "words": {}},
             "b": {"id": 2, "slug": "2016-04-02-uio-oslo", "values": {}, "words": {}},
             "choices": {"notes": "keep-a", "tags": "keep-b"}, "relations": {}, "redirects": [],
             "steps": [{"step": "link", "words": "Tag SWC is added to 2016-04-02-oslo."},
                       {"step": "retire", "words": "Event 2016-04-02-uio-oslo is retired."}],
             "fingerprint": "f1"}""";

    private static final String RECEIPT = """
            {"id": 17, "kind": "event", "at": "2026-11-01T10:00:00Z", "actor": "administrator", "request_id": "r-1",
             "note": "", "survivor": {"id": 1, "slug": "2016-04-02-oslo"},
             "retired": {"id": 2, "slug": "2016-04-02-uio-oslo"}, "fingerprint": "f1", "plan": %s}""".formatted(PLAN);

    private static final String REPORT = """
            {"report": {"applied": true, "counts": {
              "airport": {"created": 163, "updated": 0, "unchanged": 0, "merged_earlier": 0, "rejected": 0},
              "event_tag": {"created": 1655, "updated": 0, "unchanged": 2, "merged_earlier": 1, "rejected": 1}},
             "rejected": 2, "rejections": [
              {"kind": "event", "key": "here", "file": "amy.yml", "line": 12, "reason": "end is before start"}]}}""".replace("\n", "");

    @TempDir
    private Path home;

    private FakePlatform platform;
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        platform = new FakePlatform();
        environment.put("ATELIER_HOME", home.toString());
        Files.createDirectories(home.resolve("run"));
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("run/url"), platform.url() + "\n");
        Files.writeString(home.resolve("secrets/admin.token"), "secret-of-the-home\n");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void an_import_uploads_the_files_and_shows_progress_and_a_table() throws IOException {
        platform.answersLines(
                "POST /api/v1/imports/amy",
                "{\"progress\": {\"kind\": \"airport\", \"done\": 100, \"of\": 163}}",
                "{\"progress\": {\"kind\": \"airport\", \"done\": 163, \"of\": 163}}",
                "{\"progress\": {\"kind\": \"airport\", \"done\": 163, \"of\": 163}}",
                REPORT);
        var one = Files.writeString(home.resolve("Jos\u00e9 \"1\".yml"), "airports: []\n");
        var two = Files.writeString(home.resolve("two.json"), "[]");

        assertEquals(0, run("import", "amy", one.toString(), two.toString(), "--skip-bad", "--note", "a & b"));

        assertEquals("""
                           created  updated  unchanged  merged earlier  rejected
                airport        163        0          0               0         0
                event tag    1,655        0          2               1         1

                Left out:
                  amy.yml:12: event here: end is before start
                  and 1 more.
                """, out.toString());
        assertEquals("  airport: 163 of 163\n", err.toString());
        var asked = asked();
        assertEquals("/api/v1/imports/amy?skip-bad=true&note=a+%26+b", asked.target());
        assertEquals("Bearer secret-of-the-home", asked.headers().get("Authorization"));
        var boundary = asked.headers().get("Content-type").replace("multipart/form-data; boundary=", "");
        assertEquals("""
                --%1$s
                Content-Disposition: form-data; name="file"; filename="José %%221%%22.yml"
                Content-Type: application/octet-stream

                airports: []

                --%1$s
                Content-Disposition: form-data; name="file"; filename="two.json"
                Content-Type: application/octet-stream

                []
                --%1$s--
                """.formatted(boundary), asked.body().replace("\r\n", "\n"));
    }

    @Test
    void bad_rows_refuse_an_import_and_are_listed() throws IOException {
        platform.answers("POST /api/v1/imports/amy", 422, """
                {"type": "urn:atelier:problem:bad-rows", "title": "Bad rows", "status": 422, "code": "bad-rows",
                 "detail": "Nothing was imported: 1 row cannot be taken.", "rejected": 1, "request_id": "r-9",
                 "rejections": [{"kind": "event", "key": "x", "file": "amy.yml", "line": 3, "reason": "no slug"}]}""");

        assertEquals(5, run("import", "amy", someFile()));

        assertEquals("""
                Bad rows: Nothing was imported: 1 row cannot be taken.
                  amy.yml:3: event x: no slug
                """, err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void a_problem_in_the_last_line_of_an_import_counts_as_one() throws IOException {
        platform.answersLines("POST /api/v1/imports/amy", """
                {"problem": {"title": "Internal error", "status": 500, "code": "internal-error", "detail": "Oh.", "request_id": "r-7"}}""");

        assertEquals(1, run("import", "amy", someFile()));

        assertEquals("""
                Internal error: Oh.
                The log of the platform has more under the request id r-7.
                """, err.toString());
    }

    @Test
    void an_import_that_breaks_off_is_no_success() throws IOException {
        platform.breaksOff("POST /api/v1/imports/amy", "{\"progress\": {\"kind\": \"event\", \"done\": 1, \"of\": 9}}");
        assertEquals(3, run("import", "amy", someFile()));
        assertTrue(err.toString().startsWith("The answer broke off: "), err.toString());

        platform.answersLines(
                "POST /api/v1/imports/amy", "{\"progress\": {\"kind\": \"event\", \"done\": 1, \"of\": 9}}");
        assertEquals(3, run("import", "amy", someFile()));

        err.getBuffer().setLength(0);
        platform.goesAway("POST /api/v1/imports/amy");
        assertEquals(3, run("import", "amy", someFile()));
        assertTrue(err.toString().startsWith("The answer broke off: "), err.toString());
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertEquals(5, run("import", "amy", home.resolve("nothing.yml").toString()));
        assertTrue(err.toString().contains("nothing.yml is not there"), err.toString());
        assertEquals(0, platform.asked().size());
    }

    @Test
    void demo_data_is_loaded_and_reported_like_an_import() throws IOException {
        platform.answers(
                "POST /api/v1/demo-data",
                200,
                Api.JSON.readTree(REPORT).get("report").toString());
        assertEquals(0, run("demo-data", "load"));
        assertTrue(out.toString().contains("airport"), out.toString());
    }

    @Test
    void a_plan_is_shown_in_words_with_the_command_that_applies_it() throws IOException {
        platform.answers("POST /api/v1/merges/plan", 200, PLAN);

        assertEquals(
                0,
                run(
                        "merge",
                        "plan",
                        "2016-04-02-oslo",
                        "2",
                        "--base",
                        "a",
                        "--choose",
                        "tags=keep-b",
                        "--default",
                        "keep-a"));

        assertEquals("""
                  A  2016-04-02-oslo (id 1) lives on
                  B  2016-04-02-uio-oslo (id 2) is retired

                Decided by
                  notes                keep-a
                  tags                 keep-b

                Steps
                   1. Tag SWC is added to 2016-04-02-oslo.
                   2. Event 2016-04-02-uio-oslo is retired.

                Fingerprint f1

                To do exactly this:
                  atelier merge apply 2016-04-02-oslo 2 --base a --choose tags=keep-b --default keep-a --fingerprint f1
                """, out.toString());
        assertEquals(Api.JSON.readTree("""
                        {"kind": "event", "a": "2016-04-02-oslo", "b": "2", "base": "a",
                         "choices": {"tags": "keep-b"}, "default": "keep-a"}"""), Api.JSON.readTree(asked().body()));
    }

    @Test
    void a_merge_is_applied_with_the_fingerprint_that_was_seen() throws IOException {
        platform.answers("POST /api/v1/merges", 201, RECEIPT);

        assertEquals(0, run("merge", "apply", "a1", "b1", "--base", "b", "--fingerprint", "f1", "--note", "the same"));

        assertEquals("""
                Merge 17 of event: done at 2026-11-01T10:00:00Z by administrator.
                  2016-04-02-oslo (number 1) lives on; 2016-04-02-uio-oslo (number 2) is retired, and its names lead there.
                  2 steps, request r-1, fingerprint f1
                Show it again with: atelier merge show 17
                """, out.toString());
        assertEquals(Api.JSON.readTree("""
                        {"kind": "event", "a": "a1", "b": "b1", "base": "b", "choices": {},
                         "fingerprint": "f1", "note": "the same"}"""), Api.JSON.readTree(asked().body()));
    }

    @Test
    void yes_shows_the_plan_and_applies_that_one() throws IOException {
        platform.answers("POST /api/v1/merges/plan", 200, PLAN).answers("POST /api/v1/merges", 201, RECEIPT);

        assertEquals(0, run("merge", "apply", "a1", "b1", "--base", "a", "--yes"));

        assertEquals(2, platform.asked().size());
        assertFalse(Api.JSON.readTree(platform.asked().getFirst().body()).has("fingerprint"));
        assertEquals(
                "f1",
                Api.JSON
                        .readTree(platform.asked().getLast().body())
                        .path("fingerprint")
                        .asText());
        assertTrue(out.toString().contains("   1. Tag SWC is added"), out.toString());
        assertTrue(out.toString().contains("Merge 17 of event"), out.toString());
    }

    @Test
    void without_fingerprint_and_yes_nothing_is_asked_of_the_platform() {
        assertEquals(2, run("merge", "apply", "a1", "b1", "--base", "a"));
        assertTrue(err.toString().contains("--fingerprint"), err.toString());
        assertEquals(0, platform.asked().size());
    }

    @Test
    void a_wrong_command_line_is_refused_with_a_hint() {
        assertEquals(2, run("merge", "plan", "a1", "b1"));
        assertEquals(2, run("merge", "plan", "a1", "b1", "--base", "c"));
        assertEquals(2, run("merge", "plan", "a1", "b1", "--base", "a", "--choose", "tags"));
        assertEquals(2, run("merge", "plan", "a1", "b1", "--base", "a", "--choose", "tags=x", "--choose", "tags=y"));
        assertTrue(err.toString().contains("--choose decides \"tags\" twice"), err.toString());
        assertEquals(2, run("merg"));
        assertEquals(2, run());
        assertEquals(2, run("import"));
        assertEquals(0, platform.asked().size());
    }

    @Test
    void a_receipt_is_shown_with_its_plan() {
        platform.answers("GET /api/v1/merges/17", 200, RECEIPT);
        assertEquals(0, run("merge", "show", "17"));
        assertTrue(out.toString().contains("Merge 17 of event"), out.toString());
        assertTrue(out.toString().contains("   2. Event 2016-04-02-uio-oslo is retired."), out.toString());
    }

    @Test
    void choices_list_the_offers_and_mark_the_default() {
        platform.answers("GET /api/v1/merges/kinds/event", 200, """
                {"kind": "event", "label": "Event",
                 "fields": [{"name": "notes", "label": "Notes", "default": "keep-a",
                             "offers": [{"id": "keep-a", "label": ""}, {"id": "combine", "label": ""}]}],
                 "relations": []}""");
        assertEquals(0, run("merge", "choices"));
        assertTrue(out.toString().contains("  notes                keep-a*, combine\n"), out.toString());
    }

    @Test
    void exit_codes_tell_problems_apart() {
        var request = "POST /api/v1/merges";
        var apply = new String[] {"merge", "apply", "a1", "b1", "--base", "a", "--fingerprint", "f"};
        platform.answers(request, 409, problem(409, "stale-plan"));
        assertEquals(6, run(apply));
        platform.answers(request, 409, problem(409, "value-taken"));
        assertEquals(5, run(apply));
        platform.answers(request, 503, problem(503, "missing-strategy"));
        assertEquals(7, run(apply));
        assertTrue(err.toString().contains("plugins/"), err.toString());
        platform.answers(request, 401, problem(401, "unauthorized"));
        assertEquals(4, run(apply));
        platform.answers(request, 500, problem(500, "internal-error"));
        assertEquals(1, run(apply));
        platform.answers(request, 404, "<html>not Atelier</html>");
        assertEquals(1, run(apply));
        assertTrue(err.toString().contains("Is it Atelier that answers there?"), err.toString());
    }

    @Test
    void json_is_printed_alone_for_results_and_for_problems() throws IOException {
        platform.answersLines(
                "POST /api/v1/imports/amy", "{\"progress\": {\"kind\": \"event\", \"done\": 9, \"of\": 9}}", REPORT);
        assertEquals(0, run("import", "amy", someFile(), "--json"));
        assertEquals(Api.JSON.readTree(REPORT).get("report"), Api.JSON.readTree(out.toString()));
        assertEquals("", err.toString());

        out.getBuffer().setLength(0);
        platform.answers("POST /api/v1/merges/plan", 404, problem(404, "unknown-record"));
        assertEquals(5, run("merge", "plan", "a", "b", "--base", "a", "--json"));
        assertEquals(Api.JSON.readTree(problem(404, "unknown-record")), Api.JSON.readTree(out.toString()));
        assertEquals("", err.toString());
    }

    @Test
    void a_platform_that_does_not_run_is_told_with_what_to_do() throws IOException {
        Files.delete(home.resolve("run/url"));
        assertEquals(3, run("merge", "show", "1"));
        assertEquals("""
                Atelier is not running: No Atelier is running on the home directory %s.
                Start it with "bin/atelier start", or say where it is with --url or ATELIER_HOME.
                """.formatted(home), err.toString());
    }

    @Test
    void an_address_where_nobody_answers_is_named() {
        var url = platform.url();
        platform.close();
        assertEquals(3, run("merge", "show", "1"));
        assertTrue(err.toString().contains("answers at " + url), err.toString());
        assertTrue(err.toString().contains("bin/atelier status"), err.toString());
    }

    @Test
    void a_platform_that_is_starting_is_waited_for() throws Exception {
        platform.answers("GET /api/v1/merges/17", 200, RECEIPT);
        Files.delete(home.resolve("run/url"));
        Files.writeString(
                home.resolve("run/atelier.pid"), ProcessHandle.current().pid() + "\n");
        var ready = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(300);
                Files.writeString(home.resolve("run/new"), platform.url() + "\n");
                Files.move(home.resolve("run/new"), home.resolve("run/url"));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals(0, run("merge", "show", "17"), err.toString());
        ready.join();
    }

    @Test
    void the_homes_own_token_is_never_sent_to_another_machine() {
        assertEquals(4, run("merge", "show", "1", "--url", "http://192.0.2.1:8080"));
        assertTrue(err.toString().contains("is not sent to another machine, 192.0.2.1"), err.toString());
    }

    @Test
    void the_home_may_stand_in_the_settings_of_the_distribution() throws IOException {
        platform.answers("GET /api/v1/merges/17", 200, RECEIPT);
        environment.remove("ATELIER_HOME");
        assertEquals(3, run("merge", "show", "17"));
        assertTrue(err.toString().contains(home.resolve(".atelier").toString()), err.toString());

        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/atelier.properties"), "atelier.home = " + home + "\n");
        assertEquals(0, run("merge", "show", "17"), err.toString());
    }

    @Test
    void address_and_token_can_be_told() throws IOException {
        platform.answers("GET /api/v1/merges/17", 200, RECEIPT);
        environment.put("ATELIER_HOME", home.resolve("elsewhere").toString());
        environment.put("ATELIER_URL", platform.url());
        environment.put("ATELIER_TOKEN", "from-the-environment");
        assertEquals(0, run("merge", "show", "17"), err.toString());
        assertEquals("Bearer from-the-environment", asked().headers().get("Authorization"));

        var file = Files.writeString(home.resolve("token"), "from-a-file\n");
        environment.put("ATELIER_URL", "http://127.0.0.1:1");
        assertEquals(0, run("merge", "show", "17", "--url", platform.url() + "/", "--token-file", file.toString()));
        assertEquals("Bearer from-a-file", asked().headers().get("Authorization"));
    }

    @Test
    void a_bad_address_or_token_is_refused_before_anything_is_sent() throws IOException {
        assertEquals(2, run("merge", "show", "1", "--url", "ftp://localhost"));
        assertEquals(2, run("merge", "show", "1", "--url", "http://localhost/api/v1"));
        assertEquals(2, run("merge", "show", "1", "--url", "local host"));
        environment.put("ATELIER_TOKEN", "two words");
        assertEquals(4, run("merge", "show", "1"));
        environment.remove("ATELIER_TOKEN");
        Files.delete(home.resolve("secrets/admin.token"));
        assertEquals(4, run("merge", "show", "1"));
        assertTrue(err.toString().contains("admin.token does not exist"), err.toString());
        assertEquals(0, platform.asked().size());
    }

    @Test
    void what_others_wrote_does_not_steer_the_terminal() {
        platform.answers("GET /api/v1/merges/17", 200, RECEIPT.replace("administrator", "\\u001b[2Jroot"));
        assertEquals(0, run("merge", "show", "17"));
        assertFalse(out.toString().contains("\u001b"), out.toString());
    }

    private int run(String... arguments) {
        return Main.run(
                new Surroundings(
                        environment,
                        home,
                        Optional.of(home),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false),
                arguments);
    }

    private Asked asked() {
        return platform.asked().getLast();
    }

    private String someFile() throws IOException {
        return Files.writeString(home.resolve("amy.yml"), "airports: []\n").toString();
    }

    private static String problem(int status, String code) {
        return """
                {"type": "urn:atelier:problem:%s", "title": "A title", "status": %d, "detail": "What went wrong.",
                 "code": "%s", "request_id": "r-1"}""".formatted(code, status, code);
    }
}
