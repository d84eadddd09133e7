package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.atelier.domain.NewOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VocabularyRoutesTest {
    private final Fakes.Words words = new Fakes.Words();
    private final ApiFixture api = new ApiFixture(VocabularyRoutes.all(words));

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void words_are_listed_with_their_use_and_those_who_rely_on_them() {
        assertEquals(json("""
                        {"tags": [
                            {"id": 2, "name": "DC", "details": "Data", "events": 0, "retired": false,
                             "relied_on_by": ["the website", "a report"]},
                            {"id": 3, "name": "SWC", "details": "", "events": 2, "retired": true, "relied_on_by": []}]}
                        """), json(api.get("/tags")));
        assertFalse(json(api.get("/roles")).get("roles").get(1).has("retired"), "only tags are retired");
        assertEquals(2, json(api.get("/roles")).get("roles").get(1).get("tasks").intValue());
        assertEquals(
                2, json(api.get("/badges")).get("badges").get(1).get("awards").intValue());
    }

    @Test
    void a_word_is_told_and_a_retired_name_leads_to_the_survivor() {
        assertEquals(
                "{\"id\":3,\"name\":\"SWC\",\"details\":\"\",\"events\":2,\"retired\":true,\"relied_on_by\":[]}",
                api.get("/tags/SWC").body());
        var moved = api.get("/roles/old");
        assertEquals(308, moved.statusCode());
        assertEquals("/api/v1/roles/SWC", header(moved, "Location"));
        assertEquals(
                "never",
                assertProblem(404, "unknown-badge", api.get("/badges/never"))
                        .get("badge")
                        .textValue());
    }

    @Test
    void a_word_is_made_and_told_where_it_is() {
        var made = api.post("/tags", "{\"name\": \"a b&c é\", \"details\": \"d\", \"note\": \"why not\"}");

        assertEquals(201, made.statusCode(), made.body());
        assertEquals("/api/v1/tags/a%20b%26c%20%C3%A9", header(made, "Location"));
        assertEquals(
                "{\"id\":9,\"name\":\"a b&c é\",\"details\":\"d\",\"events\":0,\"retired\":false,\"relied_on_by\":[]}",
                made.body());
        assertEquals(List.of(new NewOperation("tag.create", "administrator", "r-1", "why not")), words.operations);
    }

    @Test
    void a_name_that_is_taken_or_leads_elsewhere_or_cannot_be_typed_is_refused() {
        assertProblem(409, "tag-exists", api.post("/tags", "{\"name\": \"DC\"}"));
        var merged = assertProblem(409, "role-merged", api.post("/roles", "{\"name\": \"old\"}"));
        assertEquals("SWC", merged.get("survivor").textValue());
        for (var name : List.of("", " DC", "DC ", "a/b", "a\\nb", "x".repeat(101))) {
            assertProblem(400, "bad-value", api.post("/tags", "{\"name\": \"" + name + "\"}"));
        }
        assertProblem(400, "wrong-member", api.post("/tags", "{}"));
        assertProblem(400, "unknown-member", api.post("/tags", "{\"name\": \"x\", \"colour\": \"red\"}"));
        assertEquals(List.of(), words.operations);
    }

    @Test
    void a_word_that_nobody_needs_is_deleted() {
        var answer = api.send("DELETE", "/tags/a%20b%26c%20%C3%A9?note=why+not");

        assertEquals(204, answer.statusCode(), answer.body());
        assertEquals(List.of(new NewOperation("tag.delete", "administrator", "r-1", "why not")), words.operations);
    }

    @Test
    void a_deletion_is_refused_with_the_reason() {
        var used = assertProblem(409, "tag-in-use", api.send("DELETE", "/tags/SWC"));
        assertEquals(2, used.get("events").intValue());
        assertTrue(used.get("detail").textValue().startsWith("2 events have the tag \"SWC\""), used.toString());
        assertTrue(used.get("detail").textValue().endsWith(", or merge it into another one."), used.toString());
        var had = assertProblem(409, "role-in-use", api.send("DELETE", "/roles/SWC"));
        assertEquals(2, had.get("tasks").intValue());
        assertEquals(
                "2 tasks have the role \"SWC\"; take it off them.",
                had.get("detail").textValue());
        assertEquals(
                "\"DC\" is relied on by the website, a report; change that first.",
                assertProblem(409, "badge-relied-on", api.send("DELETE", "/badges/DC"))
                        .get("detail")
                        .textValue());
        assertProblem(409, "badge-in-use", api.send("DELETE", "/badges/foreign"));

        var relied = assertProblem(409, "tag-relied-on", api.send("DELETE", "/tags/DC"));
        assertEquals(json("[\"the website\", \"a report\"]"), relied.get("relied_on_by"));
        assertTrue(relied.get("detail").textValue().contains("relied on by the website, a report"), relied.toString());

        assertProblem(404, "unknown-tag", api.send("DELETE", "/tags/never"));
    }

    /** To follow a redirect here would delete another tag than the one that was named. */
    @Test
    void a_deletion_is_not_led_to_the_survivor() {
        var merged = assertProblem(409, "tag-merged", api.send("DELETE", "/tags/old"));

        assertEquals("SWC", merged.get("survivor").textValue());
        assertEquals(List.of(), words.operations);
    }

    @Test
    void nothing_of_this_is_for_everybody() {
        for (var target : List.of("/tags", "/tags/DC", "/roles", "/badges/never")) {
            assertProblem(401, "not-signed-in", api.http.get("/api/v1" + target));
        }
        assertProblem(
                401,
                "not-signed-in",
                api.http.send(api.http.request("/api/v1/tags/DC").DELETE()));
    }
}
