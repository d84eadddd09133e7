package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.atelier.domain.NewOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventRoutesTest {
    private static final String EVENT = "/events/" + Fakes.OneEvent.SLUG;

    private final Fakes.OneEvent events = new Fakes.OneEvent();
    private final ApiFixture api = new ApiFixture(new EventRoutes(events).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void an_event_is_told_with_all_that_hangs_on_it() {
        assertEquals(json("""
                        {"id": 7, "slug": "2016-05-01-here", "completed": true, "assigned_to": "ann",
                         "start": "2016-05-01", "end": "2016-05-02", "host": "example.org", "administrator": null,
                         "url": "https://example.org/here", "reg_key": "key", "admin_fee": "2500.00",
                         "invoice_status": "paid", "attendance": 23, "contact": "", "country": "DE",
                         "venue": "Zoë's", "address": "A street", "latitude": 0.00054, "longitude": -1.5,
                         "language": null, "notes": "notes", "published": true,
                         "tags": [{"id": 2, "name": "DC", "details": "Data"}],
                         "tasks": [{"id": 3, "username": "ann", "person": "Ann", "role": "instructor",
                                    "title": "", "url": ""}],
                         "todos": [{"id": 4, "title": "call", "completed": false, "due": "2016-04-01",
                                    "additional": ""}],
                         "awards": [{"id": 5, "username": "ann", "person": "Ann", "badge": "swc-instructor",
                                     "awarded": null}]}
                        """), json(api.get(EVENT)));
        assertEquals(api.get(EVENT).body(), api.get("/events/7").body());
    }

    @Test
    void a_retired_slug_leads_to_the_survivor() {
        var answer = api.get("/events/2015-old");
        assertEquals(301, answer.statusCode());
        assertEquals("/api/v1" + EVENT, header(answer, "Location"));
    }

    @Test
    void an_event_that_never_was_is_not_found() {
        assertEquals(
                "never",
                assertProblem(404, "unknown-event", api.get("/events/never"))
                        .get("event")
                        .textValue());
    }

    @Test
    void events_are_searched_for() {
        assertEquals(
                "{\"events\":[{\"id\":7,\"slug\":\"2016-05-01-here?a b&50\",\"start\":\"2016-05-01\",\"end\":null,"
                        + "\"venue\":null,\"country\":\"DE\",\"published\":true,\"tags\":[\"DC\"]}]}",
                api.get("/events?search=a+b").body());
        assertEquals(200, api.get("/events?limit=500").statusCode());
        for (var limit : List.of("0", "501", "-1", "x", "", "1e2")) {
            assertProblem(400, "bad-value", api.get("/events?limit=" + limit));
        }
        assertProblem(400, "bad-value", api.get("/events?search=" + "x".repeat(201)));
    }

    @Test
    void tagging_and_untagging_say_who_did_it() {
        assertEquals(
                204,
                api.send("PUT", EVENT + "/tags/a%20b%26c%20%C3%A9?note=why+not").statusCode());
        assertEquals(Set.of("DC", "a b&c é"), events.tagged);
        assertEquals(204, api.send("DELETE", EVENT + "/tags/DC").statusCode());
        assertEquals(Set.of("a b&c é"), events.tagged);
        assertEquals(
                List.of(
                        new NewOperation("event.tag", "administrator", "r-1", "why not"),
                        new NewOperation("event.untag", "administrator", "r-1", "")),
                events.operations);
    }

    @Test
    void doing_it_again_changes_nothing() {
        assertEquals(204, api.send("PUT", EVENT + "/tags/DC").statusCode());
        assertEquals(204, api.send("DELETE", EVENT + "/tags/SWC").statusCode());
        assertEquals(List.of(), events.operations);
    }

    @Test
    void an_unknown_event_or_tag_is_refused() {
        assertProblem(404, "unknown-tag", api.send("PUT", EVENT + "/tags/NOSUCH"));
        assertProblem(404, "unknown-event", api.send("PUT", "/events/never/tags/DC"));
        var moved = api.send("PUT", "/events/2015-old/tags/SWC");
        assertEquals(308, moved.statusCode());
        assertEquals("/api/v1" + EVENT + "/tags/SWC", header(moved, "Location"));
        assertEquals(List.of(), events.operations);
    }

    @Test
    void a_note_has_its_limits() {
        assertProblem(400, "bad-value", api.send("PUT", EVENT + "/tags/SWC?note=" + "x".repeat(1_001)));
        assertEquals(List.of(), events.operations);
    }

    @Test
    void nothing_of_this_is_for_everybody() {
        for (var target : List.of(EVENT, "/events/2015-old", "/events/never", "/events")) {
            assertProblem(401, "not-signed-in", api.http.get("/api/v1" + target));
        }
        assertProblem(
                401,
                "not-signed-in",
                api.http.send(api.http.request("/api/v1" + EVENT + "/tags/SWC").DELETE()));
        assertEquals(Set.of("DC"), events.tagged);
    }

    private java.net.http.HttpResponse<String> tagAll(String body) {
        return api.post("/taggings", body);
    }

    @Test
    void several_events_are_tagged_in_one_operation() {
        var body = "{\"tag\": \"SWC\", \"events\": [\"" + Fakes.OneEvent.SLUG
                + "\"], \"tagged\": true, \"note\": \"why\"}";
        assertEquals(json("{\"changed\": 1, \"operation\": 77}"), json(tagAll(body)));
        assertEquals("why", events.operations.getFirst().note());
        assertEquals("event.tag", events.operations.getFirst().kind());
        assertEquals(json("{\"changed\": 0, \"operation\": null}"), json(tagAll(body)));
    }

    @Test
    void of_several_events_an_unknown_one_is_named_and_nothing_is_done() {
        assertEquals(
                "nowhere",
                assertProblem(
                                404,
                                "unknown-event",
                                tagAll("{\"tag\": \"SWC\", \"events\": [\"nowhere\"], \"tagged\": true}"))
                        .get("event")
                        .textValue());
        assertProblem(404, "unknown-tag", tagAll("{\"tag\": \"x\", \"events\": [\"nowhere\"], \"tagged\": true}"));
        assertProblem(400, "bad-value", tagAll("{\"tag\": \"SWC\", \"events\": [], \"tagged\": true}"));
        assertProblem(400, "wrong-member", tagAll("{\"tag\": \"SWC\", \"events\": \"a\", \"tagged\": true}"));
        assertProblem(400, "wrong-member", tagAll("{\"tag\": \"SWC\", \"events\": [\"a\"], \"tagged\": \"yes\"}"));
        assertEquals(0, events.operations.size());
    }
}
