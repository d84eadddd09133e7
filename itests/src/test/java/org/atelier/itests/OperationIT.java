package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
            assertTrue(Files.readString(atelier.home().resolve("log/atelier.log"))
                    .contains("Stopping because of SIGTERM"));
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

    /** How many clients read or write slowly, on an Atelier that works on two requests at once. */
    private static final int SLOW = 50;

    @Test
    void numbers_are_told_slow_clients_hold_up_nobody_and_what_runs_is_finished_at_the_end() throws Exception {
        var settings = Map.of("ATELIER_LOG_FORMAT", "json", "ATELIER_HTTP_REQUESTS", "2");
        try (var atelier = InstalledAtelier.start(InstalledAtelier.DISTRIBUTION, folder.resolve("home"), settings)) {
            atelier.loadDemoData();
            slowClientsHoldUpNobody(atelier);
            var told = atelier.get("/metrics");
            requestsAreToldByTheirRoute(told);
            dashboardAndAlertsAskForWhatIsTold(told);
            assertEquals(
                    401,
                    atelier.send(atelier.request("/metrics").header("X-Forwarded-For", "127.0.0.1"))
                            .statusCode());
            assertEquals(
                    200,
                    atelier.send(atelier.asAdministrator("/metrics").header("X-Forwarded-For", "198.51.100.7"))
                            .statusCode());
            everyLineOfTheLogIsAnObject(atelier);
            whatRunsIsFinishedBeforeTheDatabaseCloses(atelier);
        }
    }

    private static void slowClientsHoldUpNobody(InstalledAtelier atelier) throws Exception {
        var port = URI.create(atelier.url("/")).getPort();
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < SLOW; i++) {
                for (var request : List.of(
                        "GET /api/v1/events/published.yaml HTTP/1.1\r\nHost: x\r\n\r\n",
                        "POST /workshops/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: 1000\r\n\r\nname=")) {
                    // a small window, of which nothing is read: most of the feed stays with the server
                    var socket = new Socket();
                    socket.setReceiveBufferSize(4096);
                    socket.connect(new InetSocketAddress("127.0.0.1", port));
                    slow.add(socket);
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                }
                assertEquals(
                        200,
                        atelier.send(atelier.request("/api/v1/export/badges.json"))
                                .statusCode());
            }
            assertEquals(
                    200, atelier.send(atelier.asAdministrator("/api/v1/tags")).statusCode());
            var told = atelier.get("/metrics");
            assertEquals(0, value(told, "atelier_http_working"));
            assertEquals(2, value(told, "atelier_http_working_limit"));
            assertEquals(0, value(told, "atelier_http_shed_total{reason=\"full\"}"));
            assertEquals(0, value(told, "atelier_http_shed_total{reason=\"late\"}"));
            assertEquals(0, value(told, "atelier_database_connections{state=\"active\"}"));
            assertTrue(value(told, "atelier_http_connections") >= 2 * SLOW, told);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    private static double value(String told, String series) {
        var found =
                Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(told);
        assertTrue(found.find(), series + " is not in\n" + told);
        return Double.parseDouble(found.group(1));
    }

    private static void requestsAreToldByTheirRoute(String told) {
        assertTrue(
                value(told, "http_server_requests_seconds_count{method=\"GET\",route=\"/api/v1/tags\",status=\"200\"}")
                        >= 1);
        assertEquals(SLOW - 1, value(told, "atelier_feed_answers_total{feed=\"badges\",from=\"kept\"}"));
        assertTrue(value(told, "process_resident_memory_bytes") > 50e6);
        assertTrue(value(told, "atelier_journal_bytes") > 0);
        assertEquals(0, value(told, "atelier_merges_total{outcome=\"applied\"}"));
    }

    private static void dashboardAndAlertsAskForWhatIsTold(String told) throws Exception {
        var docs = Path.of(System.getProperty("atelier.bundles"), "..", "docs");
        var dashboard = InstalledAtelier.json(Files.readString(docs.resolve("grafana-dashboard.json")));
        var known = new TreeSet<>(Set.of("up"));
        told.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .forEach(known::add);
        var asked = new TreeSet<String>();
        var name = Pattern.compile("\\b([a-z]+(?:_[a-z0-9]+)+|up)\\{");
        for (var expression : dashboard.findValuesAsText("expr")) {
            var names = name.matcher(expression);
            assertTrue(names.find(), expression + " asks for nothing");
            do {
                asked.add(names.group(1));
            } while (names.find());
        }
        name.matcher(Files.readString(docs.resolve("prometheus-alerts.yml")))
                .results()
                .forEach(found -> asked.add(found.group(1)));
        for (var variable : dashboard.at("/templating/list").findValuesAsText("query")) {
            if (variable.startsWith("label_values(")) {
                asked.add(variable.substring("label_values(".length()).split("[{,]", 2)[0]);
            }
        }
        assertTrue(asked.size() > 20, asked.toString());
        asked.removeAll(known);
        // what tells of collections begins with the first one
        asked.remove("jvm_gc_pause_seconds_sum");
        assertEquals(Set.of(), asked);
    }

    private static void everyLineOfTheLogIsAnObject(InstalledAtelier atelier) throws Exception {
        var lines = Files.readAllLines(atelier.home().resolve("log/atelier.log"));
        assertTrue(lines.size() > 5, lines.toString());
        for (var line : lines) {
            var object = InstalledAtelier.json(line);
            assertTrue(
                    object.get("time").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
                    line);
            assertTrue(
                    List.of("INFO", "WARN", "ERROR")
                            .contains(object.get("level").textValue()),
                    line);
            assertTrue(object.get("logger").isTextual() && object.get("message").isTextual(), line);
        }
    }

    private static void whatRunsIsFinishedBeforeTheDatabaseCloses(InstalledAtelier atelier) throws Exception {
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
                            broken.add(
                                    answer.statusCode() + ", " + answer.body().length() + " characters");
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
