package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that psql adds: merging what it points to stops, says why everywhere, and everything else goes on. */
class CensusIT {
    private static final String KEY = "invoice.event_id → event.id (invoice_event_id_fkey)";

    @TempDir
    Path folder;

    @Test
    void a_table_made_by_psql_stops_merging_events_and_nothing_else_until_it_is_gone() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            atelier.loadDemoData();
            for (var kind : List.of("event", "person", "organization", "tag")) {
                assertEquals(200, plan(atelier, kind).statusCode(), kind);
            }
            assertEquals("ok", merging(atelier).get("status").textValue());

            psql(atelier, "create table invoice (id bigint primary key, event_id bigint references event)");
            var refused = plan(atelier, "event");
            assertEquals(503, refused.statusCode(), refused.body());
            var problem = InstalledAtelier.json(refused.body());
            assertEquals("census-incomplete", problem.get("code").textValue(), refused.body());
            assertTrue(problem.get("detail").textValue().contains(KEY), refused.body());
            for (var kind : List.of("person", "organization", "tag")) {
                assertEquals(200, plan(atelier, kind).statusCode(), kind);
            }
            var degraded = merging(atelier);
            assertEquals("degraded", degraded.get("status").textValue());
            assertTrue(degraded.get("detail").textValue().startsWith("event: foreign key " + KEY), degraded.toString());
            atelier.get("/api/v1/events/published.yaml");

            psql(atelier, "drop table invoice");
            assertEquals(200, plan(atelier, "event").statusCode());
            assertEquals("ok", merging(atelier).get("status").textValue());

            // asked thrice, told once
            assertEquals(List.of(1L, 1L), List.of(logged(atelier, KEY), logged(atelier, "nothing keeps event from")));
        }
    }

    /** Nobody who can log in somewhere is merged away: MERGE-CASES 29, for accounts that are not ours. */
    @Test
    void people_with_accounts_are_not_merged_as_long_as_nobody_answers_for_the_accounts() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            atelier.loadDemoData();
            psql(atelier, "create table login (id bigint primary key, person_id bigint references person)");
            var refused = plan(atelier, "person");
            assertEquals(503, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("login.person_id → person.id"), refused.body());
            assertEquals(200, plan(atelier, "event").statusCode());
        }
    }

    /** It was there before Atelier: the census is taken at the start, without anybody asking. */
    @Test
    void a_start_with_a_table_that_nobody_declares_succeeds_and_warns() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            psql(atelier, "create table invoice (id bigint primary key, event_id bigint references event)");
            assertEquals(143, atelier.stop());
            atelier.start();
            var end = Instant.now().plus(Duration.ofSeconds(30));
            while (logged(atelier, KEY) == 0) {
                assertTrue(Instant.now().isBefore(end), "nothing was told in 30 s");
                Thread.sleep(100);
            }
            assertEquals("degraded", merging(atelier).get("status").textValue());
        }
    }

    /** A plan for two records of the kind, whichever come first. */
    private static java.net.http.HttpResponse<String> plan(InstalledAtelier atelier, String kind) throws Exception {
        try (var connection = atelier.database();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "select min(id), (select min(id) from %1$s where id > (select min(id) from %1$s)) from %1$s"
                                        .formatted(kind))) {
            rows.next();
            return atelier.post(
                    "/api/v1/merges/plan",
                    "{\"kind\":\"%s\",\"a\":\"%d\",\"b\":\"%d\",\"base\":\"a\"}"
                            .formatted(kind, rows.getLong(1), rows.getLong(2)));
        }
    }

    private static void psql(InstalledAtelier atelier, String statement) throws SQLException, IOException {
        try (var connection = atelier.database();
                var executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    /** What readiness says of merging, at 200. */
    private static JsonNode merging(InstalledAtelier atelier) throws IOException, InterruptedException {
        var ready = InstalledAtelier.json(atelier.get("/health/ready"));
        assertEquals("ready", ready.get("status").textValue());
        Optional<JsonNode> found = StreamSupport.stream(ready.get("checks").spliterator(), false)
                .filter(check -> check.get("name").textValue().equals("merging"))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError(ready));
    }

    /** How many lines of the application log by the census say this. */
    private static long logged(InstalledAtelier atelier, String words) throws IOException {
        try (var lines = Files.lines(atelier.home().resolve("log/atelier.log"))) {
            return lines.filter(line -> line.contains("MergingHealth") && line.contains(words))
                    .count();
        }
    }
}
