package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.atelier.domain.NewOperation;
import org.atelier.upload.internal.MemoryUploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadRoutesTest {
    private static final String LINES = "personal,family,email,event,role\n"
            + "Ada,Lovelace,ada@example.org,2026-05-01-oslo,helper\nKim,Lee,,2026-05-01-oslo,helper\n";

    private final MemoryUploads world = new MemoryUploads();
    private final ApiFixture api = new ApiFixture(new UploadRoutes(world.uploads()).routes());

    @BeforeEach
    void fill() {
        world.person("ada", "Ada", "Lovelace", "Ada@example.org");
        world.event("2026-05-01-oslo");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static ObjectNode body(String text) {
        return new ObjectMapper().createObjectNode().put("text", text);
    }

    @Test
    void a_file_is_previewed_and_made_as_it_was_shown() {
        var preview = api.post("/uploads/preview", body(LINES).toString());
        assertEquals(200, preview.statusCode(), preview.body());
        var shown = json(preview);
        assertTrue(shown.get("ready").booleanValue());
        assertEquals(json("""
                        {"key": "ada@example.org", "lines": [2], "name": "Ada Lovelace", "email": "ada@example.org",
                         "decision": "use", "username": "ada",
                         "candidates": [{"username": "ada", "name": "Ada Lovelace", "score": 100, "reasons": [
                            {"rule": "same-email", "weight": 90, "words": "ada@example.org and Ada@example.org are the same"},
                            {"rule": "same-name", "weight": 75, "words": "both are called Ada Lovelace"}]}],
                         "tasks": [{"line": 2, "event": "2026-05-01-oslo", "said": "2026-05-01-oslo", "role": "helper",
                            "title": "", "url": "", "state": "new"}],
                         "notes": []}"""), shown.get("people").get(0));

        var wish = body(LINES).put("note", "from the sheet");
        wish.set("fingerprint", shown.get("fingerprint"));
        var made = api.post("/uploads", wish.toString());
        assertEquals(201, made.statusCode(), made.body());
        assertEquals(
                new NewOperation("people.upload", "administrator", "r-1", "from the sheet"), world.by.orElseThrow());
        var receipt = json(made);
        assertEquals(json("[{\"username\": \"lee_kim\", \"name\": \"Kim Lee\"}]"), receipt.get("people"));
        assertEquals("lee_kim", receipt.get("tasks").get(1).get("username").textValue());
        var address = header(made, "Location").substring("/api/v1".length());
        assertEquals(receipt, json(api.get(address)));

        var again = assertProblem(409, "stale-upload", api.post("/uploads", wish.toString()));
        assertTrue(again.get("preview").has("fingerprint"));
    }

    @Test
    void choices_are_made_by_key_and_problems_stand_in_the_preview() {
        var lines = "personal,family,email\nada,lovelace,\nKim,Lee,kim\n";
        var shown = json(api.post("/uploads/preview", body(lines).toString()));
        assertEquals("open", shown.get("people").get(0).get("decision").textValue());
        assertEquals(json("""
                        [{"line": 3, "column": "email", "value": "kim",
                          "message": "“kim” is no e-mail address; write one alone, such as ada@example.org"}]"""), shown.get("problems"));
        var wish = body("personal,family\nada,lovelace").put("undecided", "skip");
        wish.putObject("choices").put("ada lovelace", "use:ada");
        var decided = json(api.post("/uploads/preview", wish.toString()));
        assertEquals("ada", decided.get("people").get(0).get("username").textValue());
        wish.set("fingerprint", decided.get("fingerprint"));
        var nothing = assertProblem(409, "upload-not-ready", api.post("/uploads", wish.toString()));
        assertEquals(
                "Nothing was made: all of it is there already, or left alone.",
                nothing.get("detail").textValue());
        assertTrue(world.by.isEmpty());
    }

    @Test
    void the_template_names_every_column() {
        var template = api.http.send(api.request("/uploads/template"));
        assertEquals("personal,family,email,event,role,username,airport,affiliation,title,url\r\n", template.body());
    }

    @Test
    void what_is_not_understood_is_refused_by_name() {
        assertProblem(400, "wrong-member", api.post("/uploads/preview", "{}"));
        assertProblem(400, "wrong-member", api.post("/uploads", body(LINES).toString()));
        assertProblem(
                400,
                "wrong-member",
                api.post("/uploads/preview", body(LINES).put("undecided", "x").toString()));
        var choice = body(LINES);
        choice.putObject("choices").put("ada@example.org", "ada");
        assertProblem(400, "wrong-member", api.post("/uploads/preview", choice.toString()));
        assertProblem(
                400,
                "unknown-member",
                api.post("/uploads/preview", body(LINES).put("x", "y").toString()));
        assertProblem(404, "unknown-upload", api.get("/uploads/1"));
        assertProblem(404, "unknown-upload", api.get("/uploads/one"));
    }
}
