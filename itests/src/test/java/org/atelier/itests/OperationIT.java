package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator relies on: health, logs, secrets, a clean stop, and the database taken away. */
class OperationIT {
    @TempDir
    Path folder;

    @Test
    void logs_tell_who_asked_what_and_no_secret() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(atelier.home().resolve("secrets/admin.token"))));
            assertEquals(200, atelier.send(atelier.request("/health/live")).statusCode());
            var ready = InstalledAtelier.json(atelier.get("/health/ready"));
            assertEquals("ready", ready.get("status").textValue());

            var named = atelier.send(atelier.asAdministrator("/api/v1/tags").header("X-Request-Id", "operator-7"));
            assertEquals(
                    "operator-7", named.headers().firstValue("X-Request-Id").orElse("none"));
            var hostile = atelier.send(atelier.request("/health/live").header("X-Request-Id", "a\"b c"));
            assertFalse(
                    hostile.headers().firstValue("X-Request-Id").orElse("none").contains("\""));

            var line = Pattern.compile(
                    "(?m)^\\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\] operator-7 administrator "
                            + "\"GET /api/v1/tags HTTP/1\\.1\" 200 \\d+ \\d+ \"Java-http-client/.*\"$");
            var end = Instant.now().plus(Duration.ofSeconds(10));
            while (!line.matcher(accessLog(atelier)).find()) {
                assertTrue(Instant.now().isBefore(end), "no such line in the access log:\n" + accessLog(atelier));
                Thread.sleep(100);
            }
            var token = atelier.token();
            var password = Files.readString(atelier.home().resolve("secrets/database.password"))
                    .strip();
            assertEquals(0, List.of(0, 143).contains(atelier.stop()) ? 0 : 1);
            try (var logs = Files.walk(atelier.home().resolve("log"))) {
                for (var log : logs.filter(Files::isRegularFile).toList()) {
                    var text = Files.readString(log);
                    assertFalse(text.contains(token), log + " holds the token");
                    assertFalse(text.contains(password), log + " holds the password");
                }
            }
            assertFalse(atelier.terminal().contains(token), "the terminal shows the token");
        }
    }

    private static String accessLog(InstalledAtelier atelier) throws Exception {
        var text = new StringBuilder();
        try (var logs = Files.newDirectoryStream(atelier.home().resolve("log"), "access*")) {
            for (var log : logs) {
                text.append(Files.readString(log));
            }
        }
        return text.toString();
    }

    @Test
    void a_request_that_runs_is_finished_before_the_database_closes() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            atelier.loadDemoData();
            var expected = atelier.get("/api/v1/events/published.yaml");
            var answers = new ArrayList<Thread>();
            var broken = new java.util.concurrent.ConcurrentLinkedQueue<String>();
            var whole = new java.util.concurrent.atomic.AtomicInteger();
            for (int i = 0; i < 4; i++) {
                answers.add(Thread.ofVirtual().start(() -> {
                    while (true) {
                        try {
                            var answer = atelier.send(atelier.request("/api/v1/events/published.yaml"));
                            if (answer.statusCode() == 200 && answer.body().equals(expected)) {
                                whole.incrementAndGet();
                            } else if (answer.statusCode() != 503) {
                                broken.add(answer.statusCode() + ", "
                                        + answer.body().length() + " characters");
                            }
                        } catch (java.io.IOException e) {
                            return; // nobody listens any more
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return;
                        }
                    }
                }));
            }
            while (whole.get() < 8) {
                Thread.sleep(10);
            }
            assertTrue(List.of(0, 143).contains(atelier.stop()), atelier.terminal());
            for (var answer : answers) {
                answer.join();
            }
            assertEquals(List.of(), List.copyOf(broken));
            assertFalse(atelier.databaseIsAlive());
        }
    }
}
