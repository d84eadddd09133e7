package org.atelier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    private InputStream in = InputStream.nullInputStream();
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
        platform.answers(
                "POST /api/v1/merges/plan",
                200,
                PLAN.replace(
                        "\"fingerprint\"",
                        "\"notices\": [{\"code\": \"not-a-duplicate\", \"words\": \"ada said so.\"}], \"fingerprint\""));

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
                  Mind: ada said so.

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

    // --------------------------------------------------------------------------------------- list and explain

    private static final String SUMMARY = """
            {"id": 17, "kind": "event", "at": "2026-11-01T10:00:00Z", "actor": "administrator", "note": "twins",
             "survivor": {"id": 1, "slug": "oslo"}, "retired": {"id": 2, "slug": "uio-oslo"}, "undone_by": 18}""";

    @Test
    void kinds_and_merges_are_listed() {
        platform.answers("GET /api/v1/merges/kinds", 200, """
                {"kinds": [{"kind": "event", "label": "Event"}, {"kind": "tag", "label": "Tag"}]}""");
        assertEquals(0, run("merge", "kinds"));
        assertEquals("event          Event\ntag            Tag\n", out.toString());

        out.getBuffer().setLength(0);
        platform.answers("GET /api/v1/merges", 200, "{\"merges\": [" + SUMMARY + "], \"next\": 17}");
        assertEquals(0, run("merge", "list", "--record", "uio oslo", "--before", "99", "--limit", "1"));
        assertEquals("""
                    17  2026-11-01T10:00:00Z  event  uio-oslo into oslo, by administrator: twins (undone by 18)
                There are older ones: --before 17
                """, out.toString());
        assertEquals("/api/v1/merges?kind=event&record=uio+oslo&before=99&limit=1", asked().target());
    }

    @Test
    void an_explanation_follows_values_to_where_they_came_from() {
        platform.answers("GET /api/v1/merges/explain", 200, """
                {"version": 1, "kind": "event", "id": 1, "slug": "oslo", "merges": [%s],
                 "fields": [
                  {"name": "venue", "label": "Venue", "value": "Hall", "words": "Hall", "source":
                   {"operation": 17, "kind": "merge.event", "at": "2026-11-01T10:00:00Z", "actor": "ann", "note": "",
                    "how": "taken-over", "strategy": "prefer-filled", "from": {"id": 2, "slug": "uio-oslo"}, "origins": [
                     {"operation": 3, "kind": "import.amy", "at": "2026-01-01T10:00:00Z", "actor": "bob", "note": "",
                      "how": "written", "origins": []}]}},
                  {"name": "url", "label": "URL", "value": null, "words": "", "source": null}],
                 "relations": [
                  {"name": "tags", "label": "Tags", "total": 2, "rows": [
                   {"table": "event_tag", "key": {}, "words": "DC", "source":
                    {"operation": 18, "kind": "undo", "at": "2026-11-02T10:00:00Z", "actor": "ann", "note": "",
                     "how": "restored", "origins": []}}]},
                  {"name": "todos", "label": "To-dos", "total": 0, "rows": []}]}""".formatted(SUMMARY));
        assertEquals(0, run("merge", "explain", "oslo"));
        assertEquals("""
                event oslo (number 1)

                Merges
                    17  2026-11-01T10:00:00Z  event  uio-oslo into oslo, by administrator: twins (undone by 18)

                Fields
                  Venue: "Hall"
                    taken over from uio-oslo (prefer-filled) by ann at 2026-11-01T10:00:00Z (operation 17, merge.event)
                      written by bob at 2026-01-01T10:00:00Z (operation 3, import.amy)

                Tags
                  DC
                    put back by ann at 2026-11-02T10:00:00Z (operation 18, undo)
                  and 1 more
                """, out.toString());
        assertEquals("/api/v1/merges/explain?kind=event&record=oslo", asked().target());
    }

    private static final String OPERATION = """
            "id": 17, "kind": "event.tag", "words": "Event tagged", "actor": "ada", "at": "2026-03-01T12:00:00Z",
            "request_id": "r-0", "note": "asked", "undone_by": 18, "undid": null, "rows": 5""";
    private static final String CHANGE = """
            {"words": "Event \\"two\\": venue changed", "sort": "changed",
             "fields": [{"label": "Venue", "before_words": "", "after_words": "Hall"}]}""";

    @Test
    void the_log_is_listed_with_every_filter_passed_on() {
        platform.answers("GET /api/v1/operations", 200, """
                {"operations": [{%s, "more_rows": false, "changes": ["Tag \\"DC\\" added to event \\"two\\""]}],
                 "next": 17}""".formatted(OPERATION));
        assertEquals(
                0,
                run(
                        "log",
                        "--who",
                        "ada",
                        "--operation",
                        "event.tag",
                        "--kind",
                        "tag",
                        "--from",
                        "2016-04-06",
                        "--to",
                        "2016-04-07",
                        "--request",
                        "r-0",
                        "--text",
                        "a b",
                        "--before",
                        "9",
                        "--limit",
                        "7"));
        assertEquals(
                "/api/v1/operations?actor=ada&operation=event.tag&kind=tag&from=2016-04-06&to=2016-04-07&request=r-0"
                        + "&text=a+b&before=9&limit=7",
                asked().target());
        assertEquals("""
                      17  2026-03-01T12:00:00Z  Event tagged, by ada: asked (undone by 18)
                          Tag "DC" added to event "two"
                          … 5 rows in all
                There are more: --before 17
                """, out.toString());
    }

    @Test
    void an_operation_is_shown_row_by_row() {
        platform.answers(
                "GET /api/v1/operations/17",
                200,
                "{%s, \"more_rows\": false, \"changes\": [%s], \"next\": null}".formatted(OPERATION, CHANGE));
        assertEquals(0, run("operation", "17"));
        assertEquals("""
                      17  2026-03-01T12:00:00Z  Event tagged, by ada: asked (undone by 18)
                  kind event.tag, request r-0, 5 rows
                          Event "two": venue changed
                            Venue: — → Hall
                """, out.toString());
        assertEquals(0, run("operation", "17", "--json"));
    }

    @Test
    void what_was_no_merge_is_undone_as_well() {
        platform.answers("GET /api/v1/merges/17/undo", 200, undoPlan("").replace("merge.event", "event.tag"))
                .answers("GET /api/v1/operations/17", 200, "{" + OPERATION + "}");
        assertEquals(0, run("merge", "undo", "17"));
        assertTrue(out.toString().startsWith("Undoing 17: Event tagged, done at "), out.toString());
    }

    @Test
    void what_runs_here_is_told() {
        platform.answers("GET /api/v1/installation", 200, """
                {"checks": [{"name": "database", "status": "ok", "detail": "schema 16"}],
                 "strategies": [{"id": "slow", "label": "Slowly", "decides": "links", "only": ["event.tags"],
                   "ranking": 0, "plugin": "org.example.Slow", "set_aside": true}],
                 "feeds": [{"feed": "events/published.yaml?tag=SWC", "bytes": 1234567, "rendered": null,
                   "served": "2026-06-15T12:30:00Z", "whole": 1, "unchanged": 4700, "kept": false}],
                 "settings": [{"key": "atelier.http.port", "value": "8080", "source": "default"}],
                 "bundles": [{"name": "org.example", "version": "1.0", "origin": "plugin", "state": "installed",
                   "broken": ["it cannot be resolved"]}]}""");
        assertEquals(0, run("installation"));
        assertEquals("""
                Health
                  database     ok        schema 16
                Merge strategies
                  links        slow               org.example.Slow  (set aside: too slow)
                Feeds served lately
                  events/published.yaml?tag=SWC  1,234,567 bytes, last 2026-06-15T12:30:00Z, sent 1, had already 4,700 (not kept)
                Settings
                  atelier.http.port = 8080 (default)
                Bundles
                  plugin    installed org.example 1.0
                            it cannot be resolved
                """, out.toString());
    }

    @Test
    void the_history_of_a_record_is_told_by_operation() {
        platform.answers("GET /api/v1/history/event/a b", 200, """
                {"record": {"kind": "event", "id": 2, "name": "two"},
                 "state": {"is": "merged", "operation": 19, "into": {"name": "three"}}, "others": [],
                 "operations": [{%s, "changes": [%s]}], "next": null}""".formatted(OPERATION, CHANGE));
        assertEquals(0, run("history", "event", "a b"));
        assertEquals("/api/v1/history/event/a%20b?limit=50", asked().target());
        assertEquals("""
                event "two" (number 2): merged into "three" by operation 19
                      17  2026-03-01T12:00:00Z  Event tagged, by ada: asked (undone by 18)
                          Event "two": venue changed
                            Venue: — → Hall
                          … and 4 rows more: operation 17
                """, out.toString());
    }

    @Test
    void a_record_is_shown_as_it_was_or_that_it_was_not_there() {
        platform.answersInTurn("GET /api/v1/history/event/two", """
                {"record": {"kind": "event", "id": 2, "name": "two"}, "at": "2016-04-06T00:00:00Z", "present": true,
                 "last": {"id": 17}, "fields": [{"label": "Venue", "words": "Hall"}, {"label": "Notes", "words": ""}],
                 "hanging": [{"label": "Tag", "name": "DC"}], "more": false}""", """
                {"record": {"kind": "event", "id": 2, "name": "two"}, "at": "2015-04-06T00:00:00Z", "present": false,
                 "last": null, "fields": [], "hanging": [], "more": false}""");
        assertEquals(0, run("history", "event", "two", "--at", "2016-04-06"));
        assertEquals(0, run("history", "event", "two", "--at", "2015-04-06"));
        assertEquals("""
                event "two" (number 2) at 2016-04-06T00:00:00Z, as operation 17 had left it
                  Venue                  Hall
                  Notes                  —
                  Tag                    DC
                event "two" (number 2) was not there at 2015-04-06T00:00:00Z.
                """, out.toString());
    }

    @Test
    void a_feed_is_printed_as_it_came() {
        platform.answers("GET /api/v1/events/published.csv", 200, "slug\r\n\"Zürich 😀\"\r\n");
        assertEquals(0, run("export", "events", "--format", "csv", "--tag", "DC", "--tag", "a b", "--host", "7"));
        assertEquals("/api/v1/events/published.csv?tag=DC&tag=a+b&host=7", asked().target());
        assertEquals("slug\r\n\"Zürich 😀\"\r\n", out.toString());
    }

    @Test
    void a_feed_that_is_refused_prints_nothing_but_why() {
        platform.answers("GET /api/v1/export/members.yaml", 400, """
                {"code": "bad-value", "title": "Bad value", "detail": "The parameter must be a day.", "status": 400}""");
        assertEquals(5, run("export", "members", "--earliest", "soon"));
        assertEquals("/api/v1/export/members.yaml?earliest=soon", asked().target());
        assertEquals("", out.toString());
    }

    @Test
    void redirects_are_read_to_the_last_page() {
        platform.answersInTurn("GET /api/v1/redirects", """
                {"redirects": [{"kind": "event", "form": "slug", "from": "old", "to": "new",
                  "at": "2026-11-01T10:00:00Z", "operation": 17}], "more": true, "next": 40}""", """
                {"redirects": [{"kind": "event", "form": "id", "from": "2", "to": null,
                  "at": "2026-11-02T10:00:00Z", "operation": 18}], "more": false, "next": 41}""");
        assertEquals(0, run("redirects", "--since", "2026-01-01T00:00:00+01:00"));
        assertEquals("""
                2026-11-01T10:00:00Z  event slug old leads to new (operation 17)
                2026-11-02T10:00:00Z  event id 2 leads nowhere else any more (operation 18)
                """, out.toString());
        assertEquals("/api/v1/redirects?since=2026-01-01T00%3A00%3A00%2B01%3A00&limit=1000&after=40", asked().target());
    }

    @Test
    void that_there_are_no_redirects_is_said() {
        platform.answers("GET /api/v1/redirects", 200, "{\"redirects\": [], \"more\": false, \"next\": null}");
        assertEquals(0, run("redirects", "--kind", "tag", "--since", "2026-01-01T00:00:00Z"));
        assertEquals(
                "There are no redirects of the kind tag that changed since 2026-01-01T00:00:00Z.\n", out.toString());
    }

    @Test
    void an_explanation_of_what_was_merged_away_says_that_it_is_the_survivors() {
        platform.answers("GET /api/v1/merges/explain", 200, """
                {"version": 1, "kind": "event", "id": 1, "slug": "oslo", "merges": [], "fields": [], "relations": []}""");
        assertEquals(0, run("merge", "explain", "uio-oslo"));
        assertTrue(
                out.toString().startsWith("\"uio-oslo\" was merged away; this is the event it leads to.\nevent oslo"),
                out.toString());
    }

    // -------------------------------------------------------------------------------------------------- undo

    private static String undoPlan(String conflicts) {
        return """
                {"version": 1, "operation": 17, "kind": "merge.event", "actor": "ann", "at": "2026-11-01T10:00:00Z",
                 "restorations": [{"table": "event", "key": {"id": 2}, "now": null, "then": {}, "words": "Event b comes back."}],
                 "conflicts": [%s], "since": [{"relation": "tasks", "row": "task{id=9}", "words": "Task 9 stays."}],
                 "fingerprint": "f2"}""".formatted(conflicts);
    }

    private static final String CONFLICT = """
            {"id": "event{id=1}", "reason": "changed", "table": "event", "key": {"id": 1}, "merged": {"venue": "Hall"},
             "now": {"venue": "Elsewhere"}, "before": {"venue": null}, "columns": ["venue"],
             "since": {"operation": 18, "kind": "event.edit", "actor": "eve", "at": "2026-11-02T10:00:00Z"},
             "choices": ["restore", "keep", "stop"], "words": "The venue was changed."}""";

    private static final String UNDO_RECEIPT = """
            {"id": 19, "kind": "undo", "undone": 17, "at": "2026-11-03T10:00:00Z", "actor": "administrator",
             "request_id": "r-1", "note": "a mistake", "undone_by": null,
             "plan": {"restorations": [{"words": "Event b comes back."}], "resolutions": {"event{id=1}": "keep"}}}""";

    private static final String UNDONE = """
            {"id": 17, "kind": "event", "survivor": {"id": 1, "slug": "a"}, "retired": {"id": 2, "slug": "b"}}""";

    @Test
    void an_undo_is_shown_first_with_the_command_that_does_it() {
        platform.answers("GET /api/v1/merges/17", 200, UNDONE).answers("GET /api/v1/merges/17/undo", 200, undoPlan(""));
        assertEquals(0, run("merge", "undo", "17"));
        assertEquals("""
                Undoing 17: merge of event b into a, done at 2026-11-01T10:00:00Z by ann

                What it puts back
                   1. Event b comes back.

                What came to it since, and stays with it
                  Task 9 stays.

                Fingerprint f2

                Nothing was changed. To do exactly this:
                  atelier merge undo 17 --fingerprint f2
                """, out.toString());
        assertTrue(platform.asked().stream().allMatch(asked -> asked.method().equals("GET")));
    }

    @Test
    void the_undo_of_an_undo_says_so() {
        platform.answers("GET /api/v1/merges/19", 200, UNDO_RECEIPT)
                .answers("GET /api/v1/merges/19/undo", 200, undoPlan("").replace("17", "19"));
        assertEquals(0, run("merge", "undo", "19"));
        assertTrue(out.toString().startsWith("Undoing 19: undo of 17, done at "), out.toString());
    }

    @Test
    void conflicts_are_shown_with_all_versions_and_want_answers() {
        platform.answers("GET /api/v1/merges/17", 200, UNDONE)
                .answers("GET /api/v1/merges/17/undo", 200, undoPlan(CONFLICT));
        assertEquals(5, run("merge", "undo", "17"));
        assertEquals(5, run("merge", "undo", "17", "--json"));
        assertEquals(0, run("merge", "undo", "17", "--all", "keep"));
        assertTrue(out.toString().contains("""
                What stands against it
                  event{id=1}
                      The venue was changed.
                      venue: merged "Hall", now "Elsewhere", before null
                      by eve (operation 18, event.edit) at 2026-11-02T10:00:00Z
                      answer: restore, keep, stop
                """), out.toString());
        assertTrue(out.toString().contains("--resolve 'event{id=1}=ANSWER' --fingerprint f2"), out.toString());

        assertEquals(5, run("merge", "undo", "17", "--yes"));
        assertTrue(err.toString().contains("there is no answer to event{id=1}"), err.toString());
        assertTrue(platform.asked().stream().allMatch(asked -> asked.method().equals("GET")));
    }

    @Test
    void an_undo_is_done_with_the_answers_and_the_fingerprint_that_was_seen() throws IOException {
        platform.answers("GET /api/v1/merges/17", 200, UNDONE)
                .answers("GET /api/v1/merges/17/undo", 200, undoPlan(CONFLICT))
                .answers("POST /api/v1/merges/17/undo", 201, UNDO_RECEIPT);
        assertEquals(
                0,
                run(
                        "merge",
                        "undo",
                        "17",
                        "--resolve",
                        "event{id=1}=keep",
                        "--fingerprint",
                        "f1",
                        "--note",
                        "a mistake"));
        assertTrue(out.toString().contains("""
                Undo 19 of 17: done at 2026-11-03T10:00:00Z by administrator.
                   1. Event b comes back.
                  event{id=1}: keep
                  Note: a mistake
                It can be undone itself: atelier merge undo 19
                """), out.toString());
        assertEquals(Api.JSON.readTree("""
                        {"resolutions": {"event{id=1}": "keep"}, "fingerprint": "f1", "note": "a mistake"}"""), Api.JSON.readTree(asked().body()));

        assertEquals(0, run("merge", "undo", "17", "--all", "restore", "--yes"));
        assertEquals(Api.JSON.readTree("""
                        {"resolutions": {"event{id=1}": "restore"}, "fingerprint": "f2"}"""), Api.JSON.readTree(asked().body()));

        platform.answers("POST /api/v1/merges/17/undo", 409, problem(409, "undo-conflicts"));
        assertEquals(6, run("merge", "undo", "17", "--all", "keep", "--yes"));
        platform.answers("POST /api/v1/merges/17/undo", 409, problem(409, "undo-stopped"));
        assertEquals(5, run("merge", "undo", "17", "--resolve", "event{id=1}=stop", "--yes"));
    }

    @Test
    void an_answer_nobody_knows_is_refused_before_anything_is_asked() {
        assertEquals(2, run("merge", "undo", "17", "--resolve", "event{id=1}=maybe"));
        assertEquals(2, run("merge", "undo", "17", "--resolve", "keep"));
        assertEquals(2, run("merge", "undo", "17", "--all", "stop"));
        assertTrue(err.toString().contains("--all takes restore or keep, and not \"stop\""), err.toString());
        assertEquals(0, platform.asked().size());
    }

    @Test
    void the_receipt_of_an_undo_is_shown_like_one() {
        platform.answers("GET /api/v1/merges/19", 200, UNDO_RECEIPT);
        assertEquals(0, run("merge", "show", "19"));
        assertTrue(out.toString().startsWith("Undo 19 of 17: done at"), out.toString());
    }

    // ------------------------------------------------------------------------------------------------- batch

    /** Plans in turn, each of these two records. */
    private void plans(String... pairs) {
        var answers = new ArrayList<String>();
        for (var pair : pairs) {
            var ids = pair.split(" ");
            answers.add("""
                    {"kind": "event", "base": "a", "a": {"id": %1$s, "slug": "s%1$s"}, "b": {"id": %2$s, "slug": "s%2$s"},
                     "steps": [], "fingerprint": "f%1$s%2$s"}""".formatted(ids[0], ids[1]));
        }
        platform.answersInTurn("POST /api/v1/merges/plan", answers.toArray(String[]::new));
    }

    @Test
    void a_batch_says_what_would_happen_line_by_line() throws IOException {
        plans("1 2", "1 3", "2 4");
        in = new ByteArrayInputStream("""
                a,b,base,default,choose.tags,note
                s1,s2,a,keep-a,keep-b,"one,
                two"
                s1,s3,a,,,

                s2,s4,a,,,
                """.getBytes(StandardCharsets.UTF_8));
        assertEquals(5, run("merge", "batch", "-", "--choose", "tags=combine"));
        assertEquals("""
                Line 2: event s1 and s2: would merge s2 into s1, fingerprint f12
                Line 4: event s1 and s3: would merge s3 into s1, planned anew after line 2
                Line 6: event s2 and s4: refused (retired-record): event "s2" will have been merged into "s1" by line 2; choose that one.
                3 lines: 1 planned, 1 depends, 1 refused.
                Nothing was changed; --apply does it.
                """, out.toString());
        assertEquals(
                Api.JSON.readTree("""
                        {"kind": "event", "a": "s1", "b": "s2", "base": "a", "choices": {"tags": "keep-b"},
                         "default": "keep-a"}"""),
                Api.JSON.readTree(platform.asked().getFirst().body()));
        assertEquals(
                "combine",
                Api.JSON
                        .readTree(platform.asked().get(1).body())
                        .at("/choices/tags")
                        .asText());
    }

    @Test
    void a_batch_is_applied_line_by_line_and_a_refused_line_stops_no_other() throws IOException {
        plans("1 2", "3 4");
        platform.answers("POST /api/v1/merges", 201, RECEIPT);
        var file =
                Files.writeString(home.resolve("pairs.csv"), "\uFEFFa,b,kind,note\ns1,s2,,twins\ns3,s4,tag,\nx,y,,\n");
        assertEquals(8, run("merge", "batch", file.toString(), "--apply", "--base", "a", "--json"));
        var report = Api.JSON.readTree(out.toString());
        assertEquals(true, report.path("applied").asBoolean());
        assertEquals(Api.JSON.readTree("""
                        {"line": 2, "kind": "event", "a": "s1", "b": "s2", "base": "a", "fingerprint": "f12",
                         "receipt": 17, "survivor": "2016-04-02-oslo", "retired": "2016-04-02-uio-oslo",
                         "status": "merged"}"""), report.at("/lines/0"));
        assertEquals("tag", report.at("/lines/1/kind").asText());
        assertEquals(17, report.at("/lines/1/receipt").asInt());
        assertEquals("refused", report.at("/lines/2/status").asText());
        assertEquals("unexpected-answer", report.at("/lines/2/code").asText());
        assertEquals(Api.JSON.readTree("""
                        {"lines": 3, "planned": 0, "depends": 0, "merged": 2, "refused": 1, "unknown": 0,
                         "not_tried": 0}"""), report.path("summary"));
        var merge = platform.asked().get(1);
        assertEquals("POST /api/v1/merges", merge.method() + " " + merge.target());
        assertEquals("twins", Api.JSON.readTree(merge.body()).path("note").asText());
        assertEquals("f12", Api.JSON.readTree(merge.body()).path("fingerprint").asText());
    }

    @Test
    void a_batch_can_stop_at_the_first_line_that_is_refused() throws IOException {
        platform.answers("POST /api/v1/merges/plan", 404, problem(404, "unknown-record"));
        var file = Files.writeString(home.resolve("pairs.csv"), "a,b\n1,2\n3,4\n");
        assertEquals(5, run("merge", "batch", file.toString(), "--apply", "--base", "b", "--stop-at-first"));
        assertEquals("""
                Line 2: event 1 and 2: refused (unknown-record): What went wrong.
                Line 3: event 3 and 4: not tried
                2 lines: 1 refused, 1 not tried.
                """, out.toString());
    }

    @Test
    void a_batch_whose_answer_breaks_off_does_not_claim_to_know() throws IOException {
        plans("1 2");
        platform.goesAway("POST /api/v1/merges");
        var file = Files.writeString(home.resolve("pairs.csv"), "a,b\n1,2\n3,4\n");
        assertEquals(3, run("merge", "batch", file.toString(), "--apply", "--base", "b"));
        assertTrue(out.toString().contains("2 lines: 1 unknown, 1 not tried."), out.toString());
    }

    @Test
    void a_bad_file_is_refused_with_its_line_before_anything_is_asked() throws IOException {
        badFile("is empty", "");
        badFile("line 1, there is no column \"c\"", "a,b,c\n1,2,3\n");
        badFile("line 1, the column \"b\" is missing", "a\n1\n");
        badFile("line 1, the column \"a\" is there twice", "a,b,a\n");
        badFile("line 3, it has 3 cells, and the header 2", "a,b\n1,2\n3,4,5\n");
        badFile("line 3, \"b\" is empty", "a,b\n1,2\n3, \n");
        badFile("line 2, the base must be a or b, and is \"c\"", "a,b,base\n1,2,c\n");
        badFile("line 3 does not say which of the two lives on", "a,b,base\n1,2,a\n3,4,\n");
        badFile("pairs.csv, line 2, a quote is opened and never closed.", "a,b\n\"1,2\n");
        badFile("line 2, it has 1 cell, and the header 2", "A, B\n1\n");
        badFile(
                "line 2, it has 3 cells, and the header 2; a cell with a comma needs quotes; line 4, \"b\" is empty.",
                "a,b\n1,2,3\n1,2\n1,\n");
        badFile("the lines 2, 3 do not say which of the two lives on", "a,b\n1,2\n3,4\n");
        badFile("line 1, the columns are separated by semicolons", "a;b\n1;2\n");
        badFile("line 1, the column \"base\" is there twice", "a,b,base,Base\n");
        assertEquals(2, run("merge", "batch", home.resolve("nothing.csv").toString()));
        assertTrue(err.toString().contains("nothing.csv is not there"), err.toString());
        Files.write(home.resolve("latin.csv"), new byte[] {'a', ',', 'b', '\n', (byte) 0xe9, ',', '1', '\n'});
        assertEquals(2, run("merge", "batch", home.resolve("latin.csv").toString()));
        assertTrue(err.toString().contains("not UTF-8"), err.toString());
        assertEquals(0, platform.asked().size());
    }

    private void badFile(String message, String text) throws IOException {
        err.getBuffer().setLength(0);
        var file = Files.writeString(home.resolve("pairs.csv"), text);
        assertEquals(2, run("merge", "batch", file.toString()));
        assertTrue(err.toString().contains(message), err.toString());
    }

    // --------------------------------------------------------------------------------------------------------

    @Test
    void without_a_command_all_there_are_are_listed() {
        assertEquals(2, run());
        for (var word :
                List.of("  start ", "  restore FILE ", "import", "merge", "redirects", "demo-data", "Exit codes:")) {
            assertTrue(err.toString().contains(word), word + " in " + err);
        }
        err.getBuffer().setLength(0);
        assertEquals(2, run("merge"));
        for (var word : List.of("kinds", "plan", "apply", "batch", "list", "show", "undo", "explain")) {
            assertTrue(err.toString().contains("  " + word), word + " in " + err);
        }
    }

    @Test
    void the_manual_lists_the_exit_codes_as_they_are() throws IOException {
        var manual = Files.readString(Path.of("../docs/administrators.md"));
        for (var code : ExitCode.values()) {
            var row = "| %d | %s |\n".formatted(code.number(), code.words());
            assertTrue(manual.contains(row), row);
        }
    }

    @Test
    void a_directory_is_not_imported_and_said_to_be_one() {
        assertEquals(2, run("import", "amy", home.toString()));
        assertTrue(err.toString().contains(home + " is a directory."), err.toString());
        assertTrue(err.toString().contains("Name the files in it"), err.toString());
        assertEquals(0, platform.asked().size());
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

    @Test
    void a_line_break_that_others_wrote_is_shown_as_one() {
        platform.answers("GET /api/v1/merges/17", 200, RECEIPT.replace("administrator", "one\\r\\ntwo\\nthree\\tfour"));
        assertEquals(0, run("merge", "show", "17"));
        assertTrue(out.toString().contains("one ⏎ two ⏎ three\uFFFDfour"), out.toString());
    }

    private int run(String... arguments) {
        return Main.run(
                new Surroundings(
                        environment,
                        home,
                        Optional.of(home),
                        in,
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
