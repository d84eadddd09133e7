package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of everything at once: what was committed is there, what was not is not. */
class KilledIT {
    @TempDir
    Path folder;

    private static int count(InstalledAtelier atelier, String table) throws SQLException, IOException {
        try (var connection = atelier.database();
                var rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void a_killed_import_leaves_nothing_and_a_merge_that_was_answered_survives_the_kill() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            var file = Files.writeString(folder.resolve("many.yaml"), manyEvents(5_000));
            var importing = CompletableFuture.supplyAsync(() -> {
                try {
                    return atelier.command("import", "amy", file.toString());
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            // rows are being written, but not committed: seen from another connection, as locks on the table
            while (!isWriting(atelier)) {
                assertFalse(importing.isDone(), () -> "the import was too quick to be killed: " + importing.join());
                Thread.sleep(5);
            }
            atelier.kill();
            var broken = importing.join();
            assertTrue(broken.exit() != 0, "the command must not call a killed import a success: " + broken);
            atelier.start();
            assertEquals(0, count(atelier, "event"));
            assertEquals(0, count(atelier, "operation"));

            atelier.loadDemoData();
            var events = InstalledAtelier.json(atelier.get("/api/v1/events/published.json"));
            var a = events.get(0).get("slug").textValue();
            var b = events.get(1).get("slug").textValue();
            var merged = atelier.mergeEvents(a, b);
            atelier.kill();
            assertEquals(201, merged.statusCode(), merged.body());

            atelier.start();
            assertEquals(
                    301,
                    atelier.send(atelier.asAdministrator("/api/v1/events/" + b)).statusCode());
            var receipt = atelier.send(atelier.asAdministrator(
                    merged.headers().firstValue("Location").orElseThrow()));
            assertEquals(InstalledAtelier.json(merged.body()), InstalledAtelier.json(receipt.body()));
        }
    }

    private static boolean isWriting(InstalledAtelier atelier) throws SQLException, IOException {
        try (var connection = atelier.database();
                var rows = connection
                        .createStatement()
                        .executeQuery("select exists (select from pg_locks where mode = 'RowExclusiveLock' "
                                + "and relation = 'event'::regclass)")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static String manyEvents(int events) {
        var yaml = new StringBuilder();
        for (int i = 0; i < events; i++) {
            yaml.append("""
                    - slug: 2016-04-06-site-%d
                      start: 2016-04-06
                      end: null
                      url: https://example.org/%d
                      humandate: Apr 06, 2016-???
                      contact: ''
                      country: NO
                      venue: Hall %d
                      address: Street %d
                      latitude: 59.9
                      longitude: 10.7
                      eventbrite_id: null
                      tags:
                      - name: SWC
                    """.formatted(i, i, i, i));
        }
        return yaml.toString();
    }

    @Test
    void asked_to_stop_it_stops_with_its_database_and_a_second_start_continues() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            atelier.loadDemoData();
            var feed = atelier.get("/api/v1/events/published.yaml");
            var second = new ProcessBuilder(
                    InstalledAtelier.DISTRIBUTION.resolve("bin/atelier").toString(), "run");
            second.environment().put("ATELIER_HOME", atelier.home().toString());
            second.environment().put("ATELIER_HTTP_PORT", "0");
            second.environment().put("JAVA_HOME", System.getProperty("java.home"));
            var output = folder.resolve("second.txt");
            var refused = second.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertTrue(refused.waitFor(30, java.util.concurrent.TimeUnit.SECONDS), "a second instance must end");
            assertTrue(refused.exitValue() != 0);
            assertTrue(Files.readString(output).contains(atelier.home().toString()), Files.readString(output));
            assertEquals(feed, atelier.get("/api/v1/events/published.yaml"));

            assertTrue(List.of(0, 143).contains(atelier.stop()), atelier.terminal());
            assertFalse(atelier.databaseIsAlive());
            atelier.start();
            assertEquals(feed, atelier.get("/api/v1/events/published.yaml"));
        }
    }
}
