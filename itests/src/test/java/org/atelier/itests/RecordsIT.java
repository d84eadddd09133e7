package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of several kinds on what ships, over HTTP and with bin/atelier: made, changed, stale, in use, deleted. */
class RecordsIT {
    private static final String EVENT = "/api/v1/records/event/2026-03-01-oslo";

    @TempDir
    Path folder;

    private InstalledAtelier atelier;

    @Test
    void records_are_made_changed_and_deleted_and_nothing_else_is() throws Exception {
        try (var started = InstalledAtelier.start(folder.resolve("home"))) {
            atelier = started;
            assertEquals(201, post("tag", "{\"name\": \"SWC\"}").statusCode());
            assertEquals(
                    201,
                    post("organization", "{\"domain\": \"uio.no\", \"fullname\": \"Oslo\", \"country\": \"NO\"}")
                            .statusCode());
            makes();
            changes();
            lists();
            refuses();
            deletes();
            commands();
            everyKindIsListed();
            page();
        }
    }

    private void makes() throws Exception {
        var made = post("event", """
                {"slug": "2026-03-01-oslo", "start": "2026-03-01", "host": "uio.no", "venue": "", "notes": null,
                 "admin_fee": "2500.00", "latitude": 59.9, "attendance": 20, "tags": ["SWC"]}""");
        assertEquals(201, made.statusCode(), made.body());
        assertEquals(EVENT, made.headers().firstValue("Location").orElse(""));
        var values = json(made).at("/record/values");
        assertEquals("uio.no", values.get("host").textValue());
        assertEquals("", values.get("venue").textValue());
        assertTrue(values.get("notes").isNull(), made.body());
        assertEquals("2500.00", values.get("admin_fee").textValue());
        assertEquals(59.9, values.get("latitude").doubleValue());
        assertEquals("[\"SWC\"]", values.get("tags").toString());

        var twice = post("events", "{\"slug\": \"2026-03-01-oslo\"}");
        assertEquals(422, twice.statusCode(), twice.body());
        assertEquals("slug", json(twice).at("/problems/0/field").textValue());
        var wrong = post("event", "{\"slug\": \"x\", \"host\": \"nobody\", \"tags\": [\"nothing\"]}");
        assertEquals(2, json(wrong).get("problems").size(), wrong.body());
    }

    private void changes() throws Exception {
        var seen = get(EVENT);
        var tag = seen.headers().firstValue("ETag").orElseThrow();
        var known = atelier.send(atelier.asAdministrator(EVENT).header("If-None-Match", tag));
        assertEquals(304, known.statusCode());
        var compressed = atelier.send(atelier.asAdministrator(EVENT).header("Accept-Encoding", "gzip"))
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        var changed = put(EVENT, compressed, "{\"slug\": \"2026-03-02-oslo\", \"start\": \"2026-03-02\"}");
        assertEquals(200, changed.statusCode(), changed.body());
        assertEquals("[\"SWC\"]", json(changed).at("/record/values/tags").toString());

        var moved = get(EVENT);
        assertEquals(308, moved.statusCode());
        assertEquals(
                "/api/v1/records/event/2026-03-02-oslo",
                moved.headers().firstValue("Location").orElse(""));
        assertEquals(409, put(EVENT, tag, "{}").statusCode());
        var stale = put("/api/v1/records/event/2026-03-02-oslo", tag, "{\"venue\": \"Hall\"}");
        assertEquals(412, stale.statusCode(), stale.body());
        assertEquals("2026-03-02", json(stale).at("/record/values/start").textValue());
        assertEquals(
                200,
                put(
                                "/api/v1/records/event/2026-03-02-oslo",
                                stale.headers().firstValue("ETag").orElseThrow(),
                                "{\"venue\": \"Hall\"}")
                        .statusCode());
    }

    private void lists() throws Exception {
        var page =
                json(get("/api/v1/records/events?where=tags:SWC&where=start:2026-03&missing=url&sort=-slug&limit=1"));
        assertEquals("2026-03-02-oslo", page.at("/records/0/key").textValue(), page.toString());
        assertEquals(1, page.get("count").intValue());
        for (var i = 0; i < 3; i++) {
            assertEquals(201, post("lesson", "{\"name\": \"lesson " + i + "\"}").statusCode());
        }
        var first = json(get("/api/v1/records/lesson?limit=2&search=lesson"));
        var second = json(get(first.get("next_href").textValue()));
        assertEquals("lesson 2", second.at("/records/0/key").textValue());
        assertTrue(second.get("next").isNull(), second.toString());
        assertEquals(400, get("/api/v1/records/event?where=tags:nothing").statusCode());
        assertEquals(
                "uio.no",
                json(get("/api/v1/records/organization/choices?text=os"))
                        .at("/choices/0/key")
                        .textValue());
    }

    private void refuses() throws Exception {
        var organization = json(get("/api/v1/records/organization/uio.no"));
        var used = delete(
                organization.get("href").textValue(),
                organization.get("version").textValue());
        assertEquals(409, used.statusCode(), used.body());
        assertEquals("record-in-use", json(used).get("code").textValue());
        var events = json(used).at("/uses/0");
        assertEquals("event", events.get("kind").textValue());
        assertEquals(
                "2026-03-02-oslo",
                json(get(events.get("href").textValue())).at("/records/0/key").textValue());
        assertEquals(200, get("/api/v1/records/organization/uio.no").statusCode());
    }

    private void deletes() throws Exception {
        var event = json(get("/api/v1/records/event/2026-03-02-oslo"));
        var gone = delete(event.get("href").textValue(), event.get("version").textValue());
        assertEquals(200, gone.statusCode(), gone.body());
        assertTrue(json(gone).get("operation").isIntegralNumber(), gone.body());
        assertEquals(404, get(event.get("href").textValue()).statusCode());
        assertEquals(200, get("/api/v1/records/tag/SWC").statusCode());

        var operation = json(gone).get("operation").longValue();
        assertEquals(
                0,
                atelier.command("merge", "undo", Long.toString(operation), "--yes")
                        .exit());
        var back = json(get(event.get("href").textValue()));
        assertEquals(event.get("values"), back.get("values"));
    }

    private void commands() throws Exception {
        var made = atelier.command("record", "create", "event", "slug=2026-04-01-bergen", "tags=SWC", "attendance=9");
        assertEquals(0, made.exit(), made.output());
        var shown = atelier.command("record", "show", "event", "2026-04-01-bergen");
        assertTrue(shown.output().contains("attendance           9"), shown.output());
        var version = shown.output().lines().findFirst().orElseThrow().replaceAll(".*version ", "");
        var changed = atelier.command("record", "change", "event", "2026-04-01-bergen", "venue=Bryggen", "tags=");
        assertEquals(0, changed.exit(), changed.output());
        assertEquals(
                6,
                atelier.command("record", "change", "event", "2026-04-01-bergen", "venue=x", "--seen", version)
                        .exit());
        assertTrue(atelier.command("records", "events", "--missing", "host")
                .output()
                .contains("Bryggen"));
        assertEquals(
                0,
                atelier.command("record", "delete", "event", "2026-04-01-bergen", "--yes")
                        .exit());
        assertEquals(
                5,
                atelier.command("record", "show", "event", "2026-04-01-bergen").exit());
    }

    private void everyKindIsListed() throws Exception {
        var kinds = json(get("/api/v1/records")).get("kinds");
        assertTrue(kinds.size() >= 16, kinds.toString());
        for (var kind : kinds) {
            var page = get("/api/v1/records/" + kind.get("plural").textValue());
            assertEquals(200, page.statusCode(), page.body());
        }
    }

    private void page() throws Exception {
        var page = atelier.send(atelier.request("/api/v1/docs"));
        assertEquals(200, page.statusCode(), page.body());
        assertTrue(page.body().contains("/api/v1/records/{kind}/{key}"), "the page tells of records");
        assertEquals(200, atelier.send(atelier.request("/api/v1/docs.css")).statusCode());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return atelier.send(atelier.asAdministrator(path));
    }

    private HttpResponse<String> post(String kind, String json) throws Exception {
        return atelier.post("/api/v1/records/" + kind, json);
    }

    private HttpResponse<String> put(String path, String tag, String json) throws Exception {
        return atelier.send(atelier.asAdministrator(path)
                .header("Content-Type", "application/json")
                .header("If-Match", tag)
                .PUT(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> delete(String path, String version) throws Exception {
        return atelier.send(atelier.asAdministrator(path)
                .header("If-Match", '"' + version + '"')
                .DELETE());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return InstalledAtelier.json(answer.body());
    }
}
