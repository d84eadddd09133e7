package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordRoutesTest {
    private static final String HERE = "/records/event/" + InMemory.SLUG;

    private final InMemory records = new InMemory();
    private final ApiFixture api = new ApiFixture(new RecordRoutes(records).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    // ---------------------------------------------------------------------------------------------- reading

    @Test
    void kinds_are_told_with_their_fields_links_and_what_lists_can_be_asked() {
        var event = json(api.get("/records")).get("kinds").get(0);

        assertEquals("events", event.get("plural").textValue());
        assertEquals(json("""
                {"name": "host", "label": "Host", "type": "reference", "optional": true, "computed": false,
                 "initial": "", "refers_to": "organization", "least": null, "most": null}"""), event.get("fields").get(3));
        assertEquals(json("""
                [{"name": "tags", "label": "Tags", "refers_to": "tag"}]"""), event.get("links"));
        assertEquals(json("[\"start\", \"slug\"]"), event.get("sorted"));
        assertTrue(event.get("descending").booleanValue());
        assertTrue(json(api.get("/records")).get("kinds").get(2).get("key").isNull());
    }

    @Test
    void a_record_is_told_with_texts_numbers_days_keys_and_what_is_absent() {
        var answer = api.get(HERE);

        assertEquals(200, answer.statusCode());
        assertEquals(json("""
                {"kind": "event", "id": 7, "key": "2016-05-01-here", "title": "The 2016-05-01-here", "version": "v1",
                 "href": "/api/v1/records/event/2016-05-01-here",
                 "values": {"slug": "2016-05-01-here", "completed": true, "start": "2016-05-01", "host": "example.org",
                   "admin_fee": "2500.00", "attendance": 23, "country": "DE", "latitude": 0.00054, "notes": "",
                   "published": false, "tags": ["DC"]}}"""), json(answer));
        assertEquals(answer.body(), api.get("/records/events/7").body());
        assertEquals(
                304,
                api.send(api.request(HERE).header("If-None-Match", header(answer, "ETag")))
                        .statusCode());
    }

    @Test
    void a_retired_key_leads_to_the_survivor_and_an_unknown_one_nowhere() {
        var moved = api.get("/records/event/2015-old");
        assertEquals(308, moved.statusCode());
        assertEquals("/api/v1" + HERE, header(moved, "Location"));

        assertEquals(
                "never",
                assertProblem(404, "unknown-record", api.get("/records/event/never"))
                        .get("key")
                        .textValue());
        assertProblem(404, "unknown-kind", api.get("/records/badger"));
        assertProblem(404, "unknown-kind", api.get("/records/badger/1"));
    }

    @Test
    void a_key_that_cannot_stand_in_a_path_is_addressed_by_its_id() {
        var tag = json(api.get("/records/tags/3"));

        assertEquals("a/b", tag.get("key").textValue());
        assertEquals("/api/v1/records/tag/3", tag.get("href").textValue());
    }

    @Test
    void a_list_is_asked_for_as_the_parameters_say() {
        var answer =
                api.get("/records/events?search=a+b&where=tags:DC&where=tags:SWC&where=start:2016-01..&missing=host"
                        + "&missing=notes&sort=-slug&after=7~x&limit=5");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                List.of(new RecordQuery(
                        "a b",
                        Map.of("tags", List.of("DC", "SWC"), "start", List.of("2016-01..")),
                        List.of("host", "notes"),
                        Optional.of("slug"),
                        true,
                        Optional.of("7~x"),
                        5)),
                records.asked);
        api.get("/records/event");
        assertEquals(RecordQuery.first(50), records.asked.getLast());
    }

    @Test
    void the_next_page_is_a_link_with_the_same_conditions() {
        records.next = Optional.of("7~2016-05-01 & more");
        records.count = RecordPage.COUNTED + 1;

        var page = json(api.get("/records/events?where=tags:a+%26+b&limit=1"));

        assertEquals("7~2016-05-01 & more", page.get("next").textValue());
        assertEquals(
                "/api/v1/records/event?where=tags%3Aa+%26+b&after=7%7E2016-05-01+%26+more&limit=1",
                page.get("next_href").textValue());
        assertEquals(10_000, page.get("count").intValue());
        assertEquals(false, page.get("counted_to_the_end").booleanValue());

        api.get(page.get("next_href").textValue().substring("/api/v1".length()));
        assertEquals(Optional.of("7~2016-05-01 & more"), records.asked.getLast().after());
        assertEquals(Map.of("tags", List.of("a & b")), records.asked.getLast().filters());
    }

    @Test
    void the_last_page_has_no_next_one_and_is_counted_to_the_end() {
        var page = json(api.get("/records/tag"));

        assertTrue(page.get("next").isNull());
        assertTrue(page.get("next_href").isNull());
        assertEquals(1, page.get("count").intValue());
        assertTrue(page.get("counted_to_the_end").booleanValue());
        assertEquals("a/b", page.at("/records/1/key").textValue());
    }

    @Test
    void what_a_list_cannot_be_asked_is_refused_by_name() {
        var filter = assertProblem(400, "bad-value", api.get("/records/event?where=colour:red"));
        assertEquals("where", filter.get("parameter").textValue());
        assertEquals("colour", filter.get("field").textValue());
        for (var bad : List.of("where=red", "where=:red", "sort=colour", "limit=501", "search=" + "x".repeat(201))) {
            var problem = assertProblem(400, "bad-value", api.get("/records/event?" + bad));
            assertEquals(bad.split("=")[0], problem.get("parameter").textValue());
        }
        assertProblem(400, "repeated-parameter", api.get("/records/event?sort=slug&sort=start"));
        assertProblem(400, "unknown-parameter", api.get("/records/event?tag=DC"));
        assertEquals(List.of(), records.asked);
    }

    @Test
    void choices_are_found_by_what_somebody_types() {
        assertEquals(
                json("{\"choices\": [{\"kind\": \"tag\", \"id\": 3, \"key\": \"a/b\", \"title\": \"The a/b\"}]}"),
                json(api.get("/records/tag/choices?text=a")));
        assertEquals(
                1, json(api.get("/records/tags/choices?limit=1")).get("choices").size());
        assertProblem(404, "no-choices", api.get("/records/task/choices"));
        assertProblem(400, "bad-value", api.get("/records/tag/choices?limit=51"));
    }

    @Test
    void what_refers_to_a_record_is_counted_with_a_way_there() {
        assertEquals(json("""
                {"uses": [
                  {"kind": "task", "field": "event", "label": "Tasks", "count": 1,
                   "href": "/api/v1/records/task?where=event%3A2016-05-01-here"},
                  {"kind": "seat", "field": "place", "label": "Seats", "count": 2000, "href": null}]}"""), json(api.get(HERE + "/uses")));
        assertEquals(json("{\"uses\": []}"), json(api.get("/records/task/5/uses")));
        assertProblem(404, "unknown-record", api.get("/records/task/6/uses"));
    }

    // ---------------------------------------------------------------------------------------------- making

    @Test
    void a_record_is_made_of_what_is_stated() {
        var made = api.post("/records/events?note=why+not", """
                {"slug": "2026-03-01-oslo", "start": "2026-03-01", "host": "example.org", "admin_fee": "10.50",
                 "attendance": 3, "latitude": 59, "country": "no", "notes": null, "completed": false,
                 "tags": ["SWC", "DC"]}""");

        assertEquals(201, made.statusCode(), made.body());
        assertEquals("/api/v1/records/event/2026-03-01-oslo", header(made, "Location"));
        assertEquals(List.of(new NewOperation("event.create", "administrator", "r-1", "why not")), records.operations);
        assertEquals(1, json(made).get("operation").intValue());
        assertEquals(json("""
                {"slug": "2026-03-01-oslo", "start": "2026-03-01", "host": "example.org", "admin_fee": "10.50",
                 "attendance": 3, "latitude": 59.0, "country": "NO", "notes": null, "completed": false,
                 "tags": ["SWC", "DC"]}"""), json(made).at("/record/values"));
        assertEquals(header(made, "ETag"), header(api.get("/records/event/2026-03-01-oslo"), "ETag"));
    }

    @Test
    void all_that_does_not_fit_is_told_at_once() {
        var problem = assertProblem(422, "invalid-record", api.post("/records/event", """
                {"slug": null, "start": "soon", "host": 3, "admin_fee": 10.5, "attendance": 1.5, "latitude": "north",
                 "country": [], "completed": "true", "published": true, "tags": "SWC", "notes": ""}"""));

        assertEquals(json("""
                [{"field": "slug", "message": "must not be null"},
                 {"field": "completed", "message": "must be true or false"},
                 {"field": "start", "message": "must be a day such as 2026-03-01"},
                 {"field": "host", "message": "must be a text: the key of what it refers to"},
                 {"field": "admin_fee", "message": "must be a text such as \\"2500.00\\""},
                 {"field": "attendance", "message": "must be a whole number"},
                 {"field": "country", "message": "must be a text such as \\"DE\\""},
                 {"field": "latitude", "message": "must be a number"},
                 {"field": "published", "message": "is computed from other fields and cannot be stated"},
                 {"field": "tags", "message": "must be an array of keys"}]"""), problem.get("problems"));
        assertTrue(
                problem.get("detail")
                        .textValue()
                        .startsWith("The event cannot be so: slug: must not be null; completed: "),
                problem.toString());
        assertProblem(422, "invalid-record", api.post("/records/event", "{\"tags\": [1]}"));
        assertProblem(422, "invalid-record", api.post("/records/event", "{\"latitude\": 1e999}"));
        assertProblem(422, "invalid-record", api.post("/records/event", "{\"attendance\": 99999999999}"));
        assertEquals(List.of(), records.operations);
    }

    @Test
    void what_the_records_themselves_refuse_is_told_the_same_way() {
        var problem = assertProblem(
                422,
                "invalid-record",
                api.post("/records/event", "{\"slug\": \"" + InMemory.SLUG + "\", \"host\": \"nobody\"}"));

        assertEquals(json("""
                [{"field": "host", "message": "there is no organization “nobody”"},
                 {"field": "slug", "message": "is taken"}]"""), problem.get("problems"));
    }

    @Test
    void what_cannot_be_read_does_not_hide_what_the_records_refuse() {
        var problem = assertProblem(
                422,
                "invalid-record",
                api.post("/records/event", "{\"host\": \"nobody\", \"start\": \"soon\", \"slug\": \"new\"}"));

        assertEquals(json("""
                [{"field": "start", "message": "must be a day such as 2026-03-01"},
                 {"field": "host", "message": "there is no organization “nobody”"}]"""), problem.get("problems"));
        assertEquals(List.of(), records.operations);
    }

    @Test
    void an_unknown_member_is_refused_by_name_beside_all_else_that_is_wrong() {
        var problem = assertProblem(
                422,
                "invalid-record",
                api.post("/records/event", "{\"colour\": 1, \"host\": \"nobody\", \"start\": \"soon\"}"));

        // what follows from the others cannot be stated, and is not said to be known
        assertEquals(json("""
                [{"field": "start", "message": "must be a day such as 2026-03-01"},
                 {"field": "host", "message": "there is no organization “nobody”"},
                 {"field": "colour", "message": "is unknown; known are slug, completed, start, host, admin_fee,\
                 attendance, country, latitude, notes, tags"}]"""), problem.get("problems"));
        assertProblem(422, "invalid-record", api.post("/records/tag", "{\"name\": \"x\", \"colour\": null}"));
        assertProblem(400, "wrong-member", api.post("/records/tag", "[]"));
        assertProblem(400, "bad-value", api.post("/records/tag?note=" + "x".repeat(1001), "{\"name\": \"x\"}"));
        assertEquals(List.of(), records.operations);
    }

    // ---------------------------------------------------------------------------------------------- changing

    @Test
    void only_what_is_stated_is_changed() {
        var changed = put(HERE + "?note=moved", header(api.get(HERE), "ETag"), "{\"country\": \"SE\", \"tags\": []}");

        assertEquals(200, changed.statusCode(), changed.body());
        assertEquals(1, json(changed).get("operation").intValue());
        var values = json(changed).at("/record/values");
        assertEquals("SE", values.get("country").textValue());
        assertEquals(0, values.get("tags").size());
        assertEquals(23, values.get("attendance").intValue());
        assertEquals(List.of(new NewOperation("event.edit", "administrator", "r-1", "moved")), records.operations);
        assertEquals(header(api.get(HERE), "ETag"), header(changed, "ETag"));
    }

    @Test
    void a_change_of_nothing_is_no_operation() {
        var same = put(HERE, "\"v1\"", "{}");

        assertEquals(200, same.statusCode(), same.body());
        assertTrue(json(same).get("operation").isNull());
        assertEquals("v1", json(same).at("/record/version").textValue());
    }

    @Test
    void a_stale_version_is_refused_with_the_record_as_it_is() {
        var seen = header(api.get(HERE), "ETag");
        put(HERE, seen, "{\"country\": \"SE\"}");

        var stale = put(HERE, seen, "{\"country\": \"NO\"}");

        var problem = assertProblem(412, "stale-record", stale);
        assertEquals("SE", problem.at("/record/values/country").textValue());
        assertEquals(header(api.get(HERE), "ETag"), header(stale, "ETag"));
        assertProblem(412, "stale-record", delete(HERE, seen, "t"));
        assertEquals(1, records.operations.size());
        assertEquals(
                200, put(HERE, header(stale, "ETag"), "{\"country\": \"NO\"}").statusCode());
    }

    /** A name it refers to may change, and the tag with it: the record itself did not. */
    @Test
    void the_version_alone_counts_however_the_tag_came() {
        for (var tag : List.of("\"v1\"", "\"v1-00000000\"", "\"v1-00000000--gzip\"", "W/\"v1-00000000\"")) {
            assertEquals(200, put(HERE, tag, "{}").statusCode(), tag);
        }
        for (var bad : List.of("*", "v1", "\"v1\", \"v2\"", "\"\"")) {
            assertProblem(400, "bad-version", put(HERE, bad, "{}"));
        }
    }

    @Test
    void a_change_or_deletion_needs_the_version_that_was_seen() {
        assertProblem(428, "version-missing", api.send(ApiFixture.body(api.request(HERE), "PUT", "{}")));
        assertProblem(428, "version-missing", api.send("DELETE", "/records/task/5"));
        assertEquals(List.of(), records.operations);
    }

    @Test
    void a_retired_key_is_not_followed_by_a_change() {
        var problem = assertProblem(409, "retired-key", put("/records/event/2015-old", "\"v1\"", "{}"));
        assertEquals(InMemory.SLUG, problem.get("survivor").textValue());
        assertProblem(409, "retired-key", delete("/records/event/2015-old", "\"v1\"", "t"));
        assertProblem(404, "unknown-record", put("/records/event/never", "\"v1\"", "{}"));
    }

    @Test
    void a_changed_key_is_the_new_address() {
        var renamed = put(HERE, "\"v1\"", "{\"slug\": \"2016-05-01-there\"}");

        assertEquals(
                "/api/v1/records/event/2016-05-01-there",
                json(renamed).at("/record/href").textValue());
    }

    // ---------------------------------------------------------------------------------------------- deleting

    @Test
    void a_record_that_nobody_needs_is_deleted_by_an_operation_that_is_told() {
        var gone = delete("/records/task/5?note=done", "\"v4\"", "e");

        assertEquals(200, gone.statusCode(), gone.body());
        assertEquals("{\"operation\":1}", gone.body());
        assertEquals(List.of(new NewOperation("task.delete", "eve", "r-1", "done")), records.operations);
        assertProblem(404, "unknown-record", api.get("/records/task/5"));
    }

    @Test
    void what_others_refer_to_stays_and_they_are_counted() {
        var problem = assertProblem(409, "record-in-use", delete(HERE, "\"v1\"", "t"));

        assertEquals(
                "The event \"2016-05-01-here\" is in use: tasks (1 by event), seats (2,000 by place). Change these first.",
                problem.get("detail").textValue());
        assertEquals(2_000, problem.at("/uses/1/count").intValue());
    }

    @Test
    void what_is_asked_for_by_its_name_stays() {
        var problem = assertProblem(409, "record-relied-on", delete("/records/tag/DC", "\"v2\"", "t"));

        assertEquals(json("[\"the website\", \"a report\"]"), problem.get("relied_on_by"));
    }

    // ---------------------------------------------------------------------------------------------- access

    @Test
    void words_that_websites_show_are_deleted_by_administrators_only() {
        var refused = assertProblem(403, "not-allowed", delete("/records/tag/3", "\"v3\"", "e"));
        assertEquals("administrator", refused.get("needs").textValue());
        assertEquals(200, delete("/records/tag/3", "\"v3\"", "t").statusCode());
    }

    @Test
    void viewers_read_and_editors_write_and_nobody_else_does_either() {
        for (var target : List.of("/records", "/records/event", HERE, HERE + "/uses", "/records/tag/choices")) {
            assertEquals(200, as("v", "GET", target, "").statusCode(), target);
            assertProblem(401, "not-signed-in", as("nobody", "GET", target, ""));
        }
        for (var method : List.of("POST /records/event", "PUT " + HERE, "DELETE " + HERE)) {
            var words = method.split(" ");
            assertProblem(403, "not-allowed", as("v", words[0], words[1], "{}"));
            assertProblem(401, "not-signed-in", as("nobody", words[0], words[1], "{}"));
        }
        assertEquals(201, as("e", "POST", "/records/task", "{\"title\": \"x\"}").statusCode());
        assertEquals("eve", records.operations.getFirst().actor());
    }

    private HttpResponse<String> put(String target, String tag, String json) {
        return api.send(ApiFixture.body(api.request(target).header("If-Match", tag), "PUT", json));
    }

    private HttpResponse<String> delete(String target, String tag, String token) {
        return api.send(api.request(target)
                .setHeader("Authorization", "Bearer " + token)
                .header("If-Match", tag)
                .DELETE());
    }

    private HttpResponse<String> as(String token, String method, String target, String json) {
        return api.send(
                ApiFixture.body(api.request(target).setHeader("Authorization", "Bearer " + token), method, json));
    }
}
