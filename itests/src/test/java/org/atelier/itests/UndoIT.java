package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merge and its way back on what ships, over HTTP and with bin/atelier: merge, list, explain, undo, undo of the undo. */
class UndoIT {
    @TempDir
    Path folder;

    private InstalledAtelier atelier;

    @Test
    void a_merge_is_listed_explained_undone_and_done_again() throws Exception {
        try (var started = InstalledAtelier.start(folder.resolve("home"))) {
            atelier = started;
            atelier.loadDemoData();
            var slugs = new ArrayList<String>();
            InstalledAtelier.json(atelier.get("/api/v1/events/published.json"))
                    .forEach(event -> slugs.add(event.get("slug").textValue()));
            var a = slugs.get(0);
            var b = slugs.get(1);
            var feed = atelier.get("/api/v1/events/published.yaml");
            assertTrue(get("/api/v1/merges/kinds").toString().contains("\"event\""));

            var merge = merge(a, b);
            var merged = atelier.get("/api/v1/events/published.yaml");
            assertEquals(
                    slugs.size() - 1,
                    InstalledAtelier.json(atelier.get("/api/v1/events/published.json"))
                            .size());

            var listed = get("/api/v1/merges?kind=event&record=" + b).at("/merges/0");
            assertEquals(merge, listed.get("id").longValue());
            assertEquals(a, listed.at("/survivor/slug").textValue());
            assertTrue(listed.get("undone_by").isNull(), listed.toString());
            var explained = get("/api/v1/merges/explain?kind=event&record=" + a);
            assertEquals(merge, explained.at("/merges/0/id").longValue());
            assertTrue(explained.toString().contains("\"how\":\"taken-over\""), explained.toString());
            assertEquals(a, redirect(b).get("to").textValue());

            var preview = get("/api/v1/merges/" + merge + "/undo");
            assertEquals("[]", preview.get("conflicts").toString());
            assertTrue(preview.get("restorations").size() > 2, preview.toString());
            var undone = atelier.send(
                    atelier.asAdministrator("/api/v1/merges/" + merge + "/undo").POST(BodyPublishers.noBody()));
            assertEquals(201, undone.statusCode(), undone.body());
            var undo = InstalledAtelier.json(undone.body()).get("id").longValue();
            assertEquals(
                    "/api/v1/merges/" + undo,
                    undone.headers().firstValue("Location").orElse("none"));
            assertEquals(feed, atelier.get("/api/v1/events/published.yaml"));
            assertEquals(undo, get("/api/v1/merges/" + merge).get("undone_by").longValue());
            assertEquals(merge, get("/api/v1/merges/" + undo).get("undone").longValue());
            assertTrue(redirect(b).get("to").isNull());
            assertEquals(
                    200,
                    atelier.send(atelier.asAdministrator("/api/v1/events/" + b)).statusCode());
            var again = atelier.post("/api/v1/merges/" + merge + "/undo", "{}");
            assertEquals(409, again.statusCode(), again.body());
            assertEquals(
                    "undone-already",
                    InstalledAtelier.json(again.body()).get("code").textValue());

            redo(undo);
            assertEquals(merged, atelier.get("/api/v1/events/published.yaml"));
            assertEquals(a, redirect(b).get("to").textValue());
            conflict(merge, undo, a);
            batch(a, b, slugs.get(2), slugs.get(3));
        }
    }

    private long merge(String a, String b) throws Exception {
        var request = "{\"kind\": \"event\", \"a\": \"%s\", \"b\": \"%s\", \"base\": \"a\"%s}";
        var plan = InstalledAtelier.json(
                atelier.post("/api/v1/merges/plan", request.formatted(a, b, "")).body());
        var done = atelier.post(
                "/api/v1/merges",
                request.formatted(
                        a, b, ", \"fingerprint\": \"" + plan.get("fingerprint").textValue() + "\""));
        assertEquals(201, done.statusCode(), done.body());
        return InstalledAtelier.json(done.body()).get("id").longValue();
    }

    private JsonNode get(String path) throws Exception {
        var answer = atelier.send(atelier.asAdministrator(path));
        assertEquals(200, answer.statusCode(), path + ": " + answer.body());
        return InstalledAtelier.json(answer.body());
    }

    /** What the public feed tells last of an old slug. */
    private JsonNode redirect(String from) throws Exception {
        for (var redirect : InstalledAtelier.json(atelier.get("/api/v1/redirects?since=2020-01-01T00:00:00Z"))
                .get("redirects")) {
            if (redirect.get("from").textValue().equals(from)) {
                return redirect;
            }
        }
        throw new AssertionError("no redirect from " + from);
    }

    private void redo(long undo) throws Exception {
        var shown = command(0, "merge", "undo", Long.toString(undo));
        assertTrue(shown.contains("Nothing was changed. To do exactly this:"), shown);
        var redone = command(0, "merge", "undo", Long.toString(undo), "--yes", "--note", "after all");
        assertTrue(redone.contains(" of " + undo + ": done at "), redone);
        assertTrue(command(0, "merge", "list").contains(" into "));
    }

    private void conflict(long merge, long undo, String survivor) throws Exception {
        try (var connection = atelier.database();
                var statement = connection.prepareStatement("update event set notes = 'edited since' where slug = ?")) {
            statement.setString(1, survivor);
            statement.executeUpdate();
        }
        var explained = command(0, "merge", "explain", survivor);
        assertTrue(explained.contains("Notes: \"edited since\""), explained);
        assertTrue(explained.contains("put back by administrator"), explained);
        // the merge is in force again because its undo was undone; notes it combined stand in the way where it set them
        var plan = atelier.command("merge", "undo", Long.toString(merge));
        assertTrue(plan.output().contains("Fingerprint "), plan.output());
        assertEquals(plan.output().contains("What stands against it") ? 5 : 0, plan.exit(), plan.output());
        assertEquals(5, atelier.command("merge", "undo", "999999").exit());
        assertTrue(command(0, "merge", "show", Long.toString(undo)).startsWith("Undo " + undo + " of " + merge));
    }

    private void batch(String a, String retired, String c, String d) throws Exception {
        var file = Files.writeString(
                folder.resolve("pairs.csv"), "a,b,base\n%s,%s,a\n%s,%s,a\n".formatted(c, d, a, retired));
        var planned = command(5, "merge", "batch", file.toString());
        assertTrue(planned.contains("Line 2: event %s and %s: would merge %s into %s".formatted(c, d, d, c)), planned);
        assertTrue(
                planned.contains("Line 3: event %s and %s: refused (retired-record)".formatted(a, retired)), planned);
        assertTrue(planned.contains("\"" + a + "\""), planned);
        var applied = command(8, "merge", "batch", file.toString(), "--apply");
        assertTrue(applied.contains("2 lines: 1 merged, 1 refused."), applied);
        assertTrue(command(0, "redirects").contains("event slug " + d + " leads to " + c));
        assertTrue(command(2, "merge", "batch", folder.resolve("no.csv").toString())
                .contains("no.csv is not there"));
    }

    private String command(int exit, String... arguments) throws Exception {
        var outcome = atelier.command(arguments);
        assertEquals(exit, outcome.exit(), outcome.output());
        return outcome.output();
    }
}
