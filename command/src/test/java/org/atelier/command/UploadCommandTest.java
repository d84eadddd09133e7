package org.atelier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class UploadCommandTest extends AtThePlatform {
    private static final String PREVIEW = "POST /api/v1/uploads/preview";
    private static final String READY = """
            {"lines": 2, "ready": true, "open": 0, "new_people": 1, "new_tasks": 1, "problems": [],
             "people": [
               {"key": "ada@x.org", "lines": [2], "name": "Ada", "email": "ada@x.org", "decision": "use", "username": "ada",
                "candidates": [], "notes": [], "tasks": [
                  {"line": 2, "event": "oslo", "said": "oslo", "role": "helper", "title": "", "url": "", "state": "there"}]},
               {"key": "kim lee", "lines": [3], "name": "Kim Lee", "email": "", "decision": "new", "username": "lee_kim",
                "candidates": [], "notes": ["A note."], "tasks": [
                  {"line": 3, "event": "oslo", "said": "oslo", "role": "helper", "title": "", "url": "", "state": "new"}]}],
             "fingerprint": "f1", "seen": "s1"}""";
    private static final String OPEN = """
            {"lines": 1, "ready": false, "open": 1, "new_people": 0, "new_tasks": 0,
             "problems": [{"line": 2, "column": "email", "value": "x", "message": "“x” is no e-mail address"}],
             "people": [{"key": "ada lovelace", "lines": [2], "name": "Ada Lovelace", "email": "", "decision": "open",
               "username": null, "notes": [], "tasks": [], "candidates": [
                 {"username": "ada", "name": "Ada Lovelace", "score": 75,
                  "reasons": [{"rule": "same-name", "weight": 75, "words": "both are called so"}]}]}],
             "fingerprint": "f2", "seen": "s2"}""";

    @Test
    void without_apply_it_only_says_what_would_be_made() throws IOException {
        platform.answers(PREVIEW, 200, READY);
        var file = Files.writeString(home.resolve("people.csv"), "personal\nÅda\n");
        assertEquals(0, run("upload", "people", file.toString()), err.toString());
        assertEquals("""
                    2  Ada: is ada
                         helper at oslo, there already
                    3  Kim Lee: new, as lee_kim
                         helper at oslo
                         A note.
                Lines: 2. People: 2, of whom new: 1. New tasks: 1.
                Nothing was made yet; --apply makes it.
                """, out.toString());
        assertEquals(
                "{\"text\":\"personal\\nÅda\\n\",\"choices\":{}}",
                platform.asked().getLast().body());
        assertEquals(1, platform.asked().size());
    }

    @Test
    void what_was_shown_is_what_is_applied() {
        platform.answers(PREVIEW, 200, READY);
        platform.answers("POST /api/v1/uploads", 201, """
                {"operation": 7, "actor": "ann", "at": "2026-03-01T12:00:00Z", "note": "why", "undone_by": null,
                 "people": [{"username": "lee_kim", "name": "Kim Lee"}], "tasks": []}""");
        assertEquals(
                0,
                runWith(
                        "personal\nKim",
                        "upload",
                        "people",
                        "-",
                        "--apply",
                        "--undecided",
                        "new",
                        "--choose",
                        "a=b@x.org=use:ada",
                        "--note",
                        "why"),
                err.toString());
        assertEquals("""
                Made 1 person and 0 tasks, as operation 7.
                To take it back: atelier merge undo 7
                """, out.toString());
        assertEquals(
                "{\"text\":\"personal\\nKim\",\"undecided\":\"new\",\"choices\":{\"a=b@x.org\":\"use:ada\"},"
                        + "\"fingerprint\":\"f1\",\"seen\":\"s1\",\"note\":\"why\"}",
                platform.asked().getLast().body());
    }

    @Test
    void what_is_to_be_mended_or_decided_ends_with_5_and_nothing_is_asked_to_be_made() {
        platform.answers(PREVIEW, 200, OPEN);
        assertEquals(5, runWith("personal\nAda", "upload", "people", "-", "--apply"), err.toString());
        assertEquals("""
                    2  Ada Lovelace: to be decided: --choose 'ada lovelace'=…
                         use:ada  75 %  both are called so
                Line 2, email: “x” is no e-mail address
                Lines: 1. People: 1, of whom new: 0. New tasks: 0.
                Nothing was made. To mend: 1. To be decided about: 1.
                """, out.toString());
        assertEquals(1, platform.asked().size());
        out.getBuffer().setLength(0);
        assertEquals(5, runWith("personal\nAda", "upload", "people", "-", "--json"));
        assertTrue(out.toString().contains("\"fingerprint\" : \"f2\""), out.toString());
    }

    @Test
    void what_changed_in_between_ends_with_6_and_wrong_usage_with_2() {
        platform.answers(PREVIEW, 200, READY);
        platform.answers("POST /api/v1/uploads", 409, """
                {"type": "t", "title": "Changed since", "status": 409, "detail": "Nothing was made.", "code": "stale-upload"}""");
        assertEquals(6, runWith("personal\nKim", "upload", "people", "-", "--apply"));
        assertTrue(err.toString().contains("Try again, and look at what would be made now."), err.toString());
        assertEquals(2, run("upload", "people", "-", "--undecided", "perhaps"));
        assertEquals(2, run("upload", "people", "-", "--apply", "--dry-run"));
        assertEquals(2, run("upload", "people", home.resolve("missing.csv").toString()));
        assertEquals(2, run("upload", "people", "-", "--choose", "ada"));
    }
}
