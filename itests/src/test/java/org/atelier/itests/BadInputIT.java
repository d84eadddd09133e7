package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is refused in words, changes nothing, and shows no stack trace. */
class BadInputIT {
    @TempDir
    static Path folder;

    private static InstalledAtelier atelier;
    private static String feed;

    @BeforeAll
    static void start() throws Exception {
        atelier = InstalledAtelier.start(folder.resolve("home"));
        atelier.loadDemoData();
        feed = atelier.get("/api/v1/events/published.yaml");
    }

    @AfterAll
    static void close() throws Exception {
        atelier.close();
    }

    @AfterEach
    void nothing_changed() throws Exception {
        assertEquals(feed, atelier.get("/api/v1/events/published.yaml"));
    }

    private static void isProblem(int status, String word, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(
                answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"),
                answer.headers().toString());
        var problem = InstalledAtelier.json(answer.body());
        assertEquals(status, problem.get("status").intValue());
        assertTrue(problem.get("detail").textValue().contains(word), answer.body());
        assertFalse(answer.body().contains("at org."), answer.body());
        assertFalse(answer.body().contains("Exception"), answer.body());
        assertEquals(
                answer.headers().firstValue("X-Request-Id").orElse("none"),
                problem.get("request_id").textValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/events/published.yaml?colour=red | 400 | colour",
                "/api/v1/events/published.yaml?host=first | 400 | host",
                "/api/v1/events/published.yaml?administrator=-1 | 400 | administrator",
                "/api/v1/events/published.yaml?tag=NOSUCH | 404 | NOSUCH",
                "/api/v1/events/published.yaml?host=987654321 | 404 | 987654321",
                "/api/v1/events/published?format=xml | 400 | format",
                "/api/v1/export/badges.yaml?tag=SWC | 400 | tag",
                "/api/v1/nothing/here | 404 | /api/v1/nothing/here",
            })
    void odd_requests_are_answered_with_what_is_wrong(String path, int status, String word) throws Exception {
        isProblem(status, word, atelier.send(atelier.request(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/events/x",
                "GET /api/v1/merges/1",
                "POST /api/v1/merges/plan",
                "POST /api/v1/merges",
                "PUT /api/v1/events/x/tags/SWC",
                "DELETE /api/v1/events/x/tags/SWC",
                "POST /api/v1/imports/amy",
                "POST /api/v1/demo-data",
                "GET /api/v1/tags"
            })
    void without_the_token_nothing_but_the_feeds_is_answered(String route) throws Exception {
        var method = route.substring(0, route.indexOf(' '));
        var path = route.substring(route.indexOf(' ') + 1);
        for (var token : List.of("", "Bearer wrong", "Basic " + atelier.token(), "Bearer " + atelier.token() + "x")) {
            var request = atelier.request(path)
                    .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""));
            if (!token.isEmpty()) {
                request.header("Authorization", token);
            }
            var answer = atelier.send(request);
            assertEquals(401, answer.statusCode(), route + " with \"" + token + "\": " + answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | JSON",
                "[] | 400 | object",
                "{\"kind\":\"event\"} | 400 | a",
                "{\"kind\":\"event\",\"a\":\"x\",\"b\":\"y\",\"base\":\"c\"} | 400 | base",
                "{\"kind\":\"event\",\"a\":\"x\",\"b\":\"y\",\"base\":\"a\",\"colour\":1} | 400 | colour",
                "{\"kind\":\"event\",\"a\":\"x\",\"b\":\"y\",\"base\":\"a\",\"choices\":{\"tags\":1}} | 400 | tags",
                "{\"kind\":\"event\",\"a\":\"x\",\"b\":\"y\",\"base\":\"a\"} | 404 | x",
                "{\"kind\":\"cow\",\"a\":\"x\",\"b\":\"y\",\"base\":\"a\"} | 404 | cow",
            })
    void a_merge_nobody_can_understand_is_refused(String body, int status, String word) throws Exception {
        isProblem(status, word, atelier.post("/api/v1/merges/plan", body));
    }

    private static InstalledAtelier.Outcome importing(String name, String content)
            throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve(name), content);
        return atelier.command("import", "amy", file.toString());
    }

    @Test
    void a_malformed_file_is_refused_with_its_line() throws Exception {
        var refused = importing("broken.yaml", "- slug: a\n  start: [1, 2\n- slug: b\n");
        assertTrue(refused.exit() != 0);
        assertTrue(refused.output().contains("broken.yaml:"), refused.output());
        assertFalse(refused.output().contains("at org."), refused.output());
    }

    @Test
    void a_bomb_of_aliases_does_not_go_off() throws Exception {
        var bomb = new StringBuilder("airports:\n- &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("- &a").append(i).append(" [");
            for (int j = 0; j < 10; j++) {
                bomb.append(j == 0 ? "" : ", ").append("*a").append(i - 1);
            }
            bomb.append("]\n");
        }
        var refused = importing("bomb.yaml", bomb.toString());
        assertTrue(refused.exit() != 0);
        assertTrue(refused.output().contains("alias"), refused.output());
    }

    @Test
    void objects_are_not_made_of_what_a_file_says() throws Exception {
        var refused = importing(
                "object.yaml", "- !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1/\"]]\n");
        assertTrue(refused.exit() != 0);
    }

    @Test
    void a_file_of_a_hundred_megabytes_is_refused_with_the_limit() throws Exception {
        var file = folder.resolve("huge.yaml");
        try (var out = Files.newOutputStream(file)) {
            var line = "# nothing but a comment, over and over again, until it is far too much for anybody to read\n"
                    .repeat(1000)
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            for (long written = 0; written < 100 << 20; written += line.length) {
                out.write(line);
            }
        }
        var refused = atelier.command("import", "amy", file.toString());
        Files.delete(file);
        assertTrue(refused.exit() != 0);
        assertTrue(refused.output().contains("32 MiB"), refused.output());
    }

    @Test
    void one_bad_row_refuses_the_file_unless_it_is_to_be_left_out() throws Exception {
        var rows = "- name: Good\n  latitude: 1.0\n  longitude: 2.0\n  country: NO\n  instructors: []\n"
                + "- name: Bad\n  latitude: 91.0\n  longitude: 2.0\n  country: NO\n  instructors: []\n";
        var refused = importing("airports.yaml", rows);
        assertTrue(refused.exit() != 0);
        assertTrue(
                refused.output().contains("airports.yaml:6") || refused.output().contains("airports.yaml:7"),
                refused.output());
        assertTrue(refused.output().contains("--skip-bad"), refused.output());
        assertEquals(0, airportsNamed("Good"));
        var taken = atelier.command(
                "import", "amy", "--skip-bad", folder.resolve("airports.yaml").toString());
        assertEquals(1, airportsNamed("Good"), taken.output());
        assertEquals(0, airportsNamed("Bad"), taken.output());
    }

    private static int airportsNamed(String name) throws Exception {
        try (var connection = atelier.database();
                var query = connection.prepareStatement("select count(*) from airport where name = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
