package org.atelier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoutingServletTest {
    private static final byte[] FEED = "a line of a feed\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    private static HttpFixture http;

    /** Knows one bearer and one session. */
    private static final Authenticator AUTHENTICATOR = request -> request.cookie("session")
            .filter("s1"::equals)
            .map(_ -> new Actor("administrator", Access.ADMINISTRATOR, Optional.of("csrf-of-s1")))
            .or(() -> request.header("Authorization")
                    .filter("Bearer t1"::equals)
                    .map(_ -> new Actor("administrator", Access.ADMINISTRATOR, Optional.empty())))
            .or(() -> request.header("Authorization")
                    .filter("Bearer v1"::equals)
                    .map(_ -> new Actor("vera", Access.VIEWER, Optional.empty())));

    @BeforeAll
    static void start() {
        var routes = List.of(
                Route.get(
                                "/t/echo/{name}",
                                Access.PUBLIC,
                                request -> Response.json(
                                        200, Map.of("name", request.variable("name"), "tags", request.queryAll("tag"))))
                        .query("tag", "one"),
                Route.get(
                                "/t/one",
                                Access.PUBLIC,
                                request ->
                                        Response.json(200, request.query("one").orElse("none")))
                        .query("one"),
                Route.get(
                                "/t/tolerant",
                                Access.PUBLIC,
                                request ->
                                        Response.json(200, request.query("one").orElse("none")))
                        .query("one")
                        .orOtherQuery(),
                Route.get(
                        "/t/feed",
                        Access.PUBLIC,
                        _ -> Response.bytes(200, "application/yaml", FEED)
                                .header("ETag", "\"abc\"")
                                .header("Vary", "Accept, Accept-Encoding")),
                Route.get("/t/empty", Access.PUBLIC, _ -> Response.empty(200)),
                Route.get(
                        "/t/secret",
                        Access.ADMINISTRATOR,
                        request -> Response.json(200, request.requireActor().name())),
                Route.get(
                        "/t/record",
                        Access.VIEWER,
                        request -> Response.json(200, request.requireActor().name())),
                Route.put("/t/secret", Access.ADMINISTRATOR, _ -> Response.empty(204)),
                Route.post(
                                "/t/form",
                                Access.ADMINISTRATOR,
                                request -> Response.json(
                                        200,
                                        Map.of(
                                                "fields",
                                                request.fields(),
                                                "files",
                                                request.uploads().stream()
                                                        .map(file -> file.name() + "="
                                                                + new String(file.content(), StandardCharsets.UTF_8))
                                                        .toList())))
                        .consumesForm(),
                Route.post("/t/json", Access.PUBLIC, request -> Response.json(200, request.json()))
                        .consumes("application/json")
                        .maxBody(10_000),
                Route.post(
                                "/t/perhaps",
                                Access.PUBLIC,
                                request -> Response.json(200, Map.of("bytes", request.body().length)))
                        .consumes("application/json")
                        .orNoBody(),
                Route.post("/t/unread", Access.ADMINISTRATOR, _ -> Response.empty(204))
                        .consumes("application/json"),
                Route.get(
                        "/t/stream",
                        Access.PUBLIC,
                        _ -> Response.stream(200, "application/x-ndjson", out -> {
                            for (var i = 0; i < 3; i++) {
                                out.write(Json.write(Map.of("line", i)));
                                out.write('\n');
                                out.flush();
                            }
                        })),
                Route.get("/t/fails", Access.PUBLIC, _ -> {
                    throw new IllegalStateException("the password is hunter2");
                }),
                Route.get("/t/away", Access.PUBLIC, _ -> {
                    throw new IllegalStateException(new SQLException("terminating connection", "57P01"));
                }),
                Route.get(
                        "/t/accepts",
                        Access.PUBLIC,
                        request -> Response.json(
                                200,
                                request.accepts("application/json", "application/yaml")
                                        .orElse("neither"))));
        http = HttpFixture.start(Map.of("/t/*", new RoutingServlet(routes, AUTHENTICATOR, ErrorRenderer.PROBLEM_JSON)));
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    @Test
    void a_variable_of_the_path_is_decoded() {
        assertEquals(
                "a b+é;", json(http.get("/t/echo/a%20b+%C3%A9%3B")).get("name").textValue());
    }

    @Test
    void a_path_is_the_same_however_it_is_escaped() {
        assertEquals("xy", json(http.get("/t/%65cho/x%79")).get("name").textValue());
    }

    @Test
    void bad_utf8_and_nul_in_a_path_are_refused() {
        assertTrue(http.raw(rawGet("/t/echo/%c3%28")).startsWith("HTTP/1.1 400 "));
        assertTrue(http.raw(rawGet("/t/echo/a%00b")).startsWith("HTTP/1.1 400 "));
        assertTrue(http.raw(rawGet("/t/echo/%zz")).startsWith("HTTP/1.1 400 "));
    }

    @Test
    void query_parameters_keep_their_order() {
        assertEquals(
                "[\"DC\",\"S&C é\"]",
                json(http.get("/t/echo/x?tag=DC&tag=S%26C+%C3%A9")).get("tags").toString());
    }

    @Test
    void where_a_standard_demands_it_an_unknown_query_parameter_is_let_pass() {
        var answer = http.get("/t/tolerant?session_state=1&one=2&scope=x");
        assertEquals(200, answer.statusCode());
        assertEquals("\"2\"", answer.body());
    }

    @Test
    void an_unknown_query_parameter_is_refused_naming_the_known_ones() {
        var answer = http.get("/t/echo/x?tga=DC");
        assertProblem(400, "unknown-parameter", answer);
        assertEquals(
                "There is no query parameter \"tga\" here; known here: one, tag.",
                json(answer).get("detail").textValue());
        assertEquals("[\"one\",\"tag\"]", json(answer).get("known").toString());
    }

    @Test
    void a_parameter_that_may_be_given_once_is_refused_twice() {
        assertProblem(400, "repeated-parameter", http.get("/t/one?one=1&one=2"));
    }

    @Test
    void a_query_that_is_not_well_encoded_is_refused() {
        for (var query : List.of("one=%zz", "one=%c3%28", "one=a%00b", "one=%")) {
            assertTrue(http.raw(rawGet("/t/one?" + query)).startsWith("HTTP/1.1 400 "), query);
        }
    }

    @Test
    void what_is_not_there_is_a_problem() {
        var answer = http.get("/t/nothing", "X-Request-Id", "my-id");
        assertProblem(404, "not-found", answer);
        assertEquals(
                "{\"type\":\"urn:atelier:problem:not-found\",\"title\":\"Not found\",\"status\":404,"
                        + "\"detail\":\"There is nothing at /t/nothing.\",\"instance\":\"/t/nothing\","
                        + "\"code\":\"not-found\",\"request_id\":\"my-id\"}",
                answer.body());
    }

    @Test
    void another_method_is_refused_naming_those_there_are() {
        for (var method : List.of("DELETE", "PATCH", "FOO")) {
            var answer = http.send(http.request("/t/secret").method(method, BodyPublishers.noBody()));
            assertProblem(405, "method-not-allowed", answer);
            assertEquals(
                    "GET, HEAD, OPTIONS, PUT",
                    answer.headers().firstValue("Allow").orElseThrow());
        }
    }

    @Test
    void options_names_the_methods() {
        var answer = http.send(http.request("/t/secret").method("OPTIONS", BodyPublishers.noBody()));
        assertEquals(204, answer.statusCode());
        assertEquals(
                "GET, HEAD, OPTIONS, PUT", answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void head_answers_as_get_without_a_body() {
        var answer = http.send(http.request("/t/feed").HEAD());
        assertEquals(200, answer.statusCode());
        assertEquals("17000", answer.headers().firstValue("Content-Length").orElseThrow());
        assertEquals("\"abc\"", answer.headers().firstValue("ETag").orElseThrow());
        assertEquals("", answer.body());
    }

    @Test
    void a_plain_body_has_its_length() {
        var answer = http.get("/t/feed");
        assertEquals("17000", answer.headers().firstValue("Content-Length").orElseThrow());
        assertEquals(new String(FEED, StandardCharsets.UTF_8), answer.body());
        assertEquals(
                "0", http.get("/t/empty").headers().firstValue("Content-Length").orElseThrow());
    }

    @Test
    void a_client_that_has_the_body_is_told_so() {
        for (var known : List.of("\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*", "\"abc--gzip\"")) {
            var answer = http.get("/t/feed", "If-None-Match", known);
            assertEquals(304, answer.statusCode(), known);
            assertEquals("\"abc\"", answer.headers().firstValue("ETag").orElseThrow(), known);
            assertEquals(
                    "Accept, Accept-Encoding",
                    answer.headers().firstValue("Vary").orElseThrow(),
                    known);
            assertEquals("", answer.body());
            assertEquals(Optional.empty(), answer.headers().firstValue("Content-Length"), known);
        }
        for (var other : List.of("\"abd\"", "abc", "\"a\", W/\"ab\"", "\"")) {
            assertEquals(200, http.get("/t/feed", "If-None-Match", other).statusCode(), other);
        }
        assertEquals(
                304,
                http.send(http.request("/t/feed").HEAD().header("If-None-Match", "\"abc\""))
                        .statusCode());
    }

    @Test
    void a_compressed_body_has_an_entity_tag_of_its_own_which_is_known_again() throws Exception {
        var answer = http.send(http.request("/t/feed").header("Accept-Encoding", "gzip"), BodyHandlers.ofByteArray());
        assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElseThrow());
        assertEquals(List.of("Accept, Accept-Encoding"), answer.headers().allValues("Vary"));
        var etag = answer.headers().firstValue("ETag").orElseThrow();
        assertEquals("\"abc--gzip\"", etag);
        assertEquals(
                new String(FEED, StandardCharsets.UTF_8),
                new String(
                        new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(),
                        StandardCharsets.UTF_8));
        var again = http.get("/t/feed", "Accept-Encoding", "gzip", "If-None-Match", etag);
        assertEquals(304, again.statusCode());
        assertEquals(etag, again.headers().firstValue("ETag").orElseThrow());
    }

    @Test
    void a_proof_that_proves_nothing_is_told_from_none() {
        var wrong = http.get("/t/secret", "Authorization", "Bearer nobody-knows-this-one");
        assertProblem(401, "not-signed-in", wrong);
        assertTrue(json(wrong).get("detail").textValue().contains("unknown, revoked or expired"), wrong.body());
        assertTrue(json(http.get("/t/secret")).get("detail").textValue().contains("send the header"));
    }

    @Test
    void nobody_gets_in_without_proof() {
        var answer = http.get("/t/secret");
        assertProblem(401, "not-signed-in", answer);
        assertEquals(
                "Bearer realm=\"atelier\"",
                answer.headers().firstValue("WWW-Authenticate").orElseThrow());
        assertEquals(401, http.get("/t/secret", "Authorization", "Bearer t2").statusCode());
        assertEquals(401, http.get("/t/secret", "Cookie", "session=s2").statusCode());
    }

    @Test
    void who_may_do_less_than_a_route_needs_is_told_what_it_needs() {
        var refused = http.send(http.request("/t/secret").header("Authorization", "Bearer v1"));
        assertProblem(403, "not-allowed", refused);
        assertTrue(
                refused.body()
                        .contains(
                                "This needs the access of an administrator; the token that was sent is one of vera and"
                                        + " has that of a viewer."),
                refused.body());
        assertEquals(
                "\"vera\"",
                http.send(http.request("/t/record").header("Authorization", "Bearer v1"))
                        .body());
        assertEquals(
                "\"administrator\"",
                http.send(http.request("/t/record").header("Authorization", "Bearer t1"))
                        .body());
    }

    @Test
    void an_administrator_gets_in_and_stands_in_the_access_log() {
        var answer = http.get("/t/secret", "Authorization", "Bearer t1", "X-Request-Id", "by-bearer");
        assertEquals("\"administrator\"", answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(200, http.get("/t/secret", "Cookie", "session=s1").statusCode());
        assertEquals(200, http.get("/t/one", "X-Request-Id", "by-nobody").statusCode());
        assertEquals(
                List.of("administrator GET /t/secret 200 by-bearer", "- GET /t/one 200 by-nobody"),
                awaitLog("by-nobody").filter(line -> line.contains("by-")).toList());
    }

    @Test
    void a_session_that_changes_something_must_repeat_its_token() {
        var form = http.request("/t/form")
                .header("Cookie", "session=s1")
                .header("Content-Type", "application/x-www-form-urlencoded");
        assertProblem(403, "forged", http.send(form.copy().POST(BodyPublishers.ofString("a=1"))));
        assertProblem(403, "forged", http.send(form.copy().POST(BodyPublishers.ofString("a=1&csrf=other"))));
        assertEquals(
                200,
                http.send(form.copy().POST(BodyPublishers.ofString("a=1&csrf=csrf-of-s1")))
                        .statusCode());
        var put = http.request("/t/secret").header("Cookie", "session=s1").PUT(BodyPublishers.noBody());
        assertProblem(403, "forged", http.send(put.copy()));
        assertEquals(
                204, http.send(put.copy().header("X-CSRF-Token", "csrf-of-s1")).statusCode());
    }

    @Test
    void what_another_site_sends_is_refused() {
        assertProblem(
                403,
                "forged",
                http.send(http.request("/t/json")
                        .header("Content-Type", "application/json")
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(BodyPublishers.ofString("1"))));
    }

    @Test
    void a_form_is_read_with_its_files() {
        var body = "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nZoë\r\n"
                + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.yml\"\r\n"
                + "Content-Type: application/yaml\r\n\r\nbadges: []\r\n--XX--\r\n";
        var answer = http.send(http.request("/t/form")
                .header("Authorization", "Bearer t1")
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .POST(BodyPublishers.ofString(body)));
        assertEquals(
                Json.read("{\"fields\":{\"note\":[\"Zoë\"]},\"files\":[\"a.yml=badges: []\"]}"
                        .getBytes(StandardCharsets.UTF_8)),
                json(answer));
    }

    @Test
    void a_broken_multipart_form_is_refused() {
        for (var type : List.of("multipart/form-data", "multipart/form-data; boundary=XX")) {
            for (var body : List.of("", "--XX\r\n", "--XX\r\n\r\nno name\r\n--XX--\r\n", "--XX--", "x".repeat(5000))) {
                var answer = http.send(http.request("/t/form")
                        .header("Authorization", "Bearer t1")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
                assertTrue(answer.statusCode() == 400 || answer.statusCode() == 200, answer.toString() + answer.body());
            }
        }
    }

    @Test
    void a_route_may_do_without_a_body_but_not_with_one_of_another_type() {
        var none = http.send(http.request("/t/perhaps").POST(BodyPublishers.noBody()));
        assertEquals("{\"bytes\":0}", none.body());
        var some = http.send(http.request("/t/perhaps")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertEquals("{\"bytes\":2}", some.body());
        assertProblem(
                415,
                "unsupported-media-type",
                http.send(http.request("/t/perhaps").POST(BodyPublishers.ofString("{}"))));
        assertProblem(
                415, "unsupported-media-type", http.send(http.request("/t/json").POST(BodyPublishers.noBody())));
    }

    @Test
    void a_body_of_another_type_is_refused() {
        assertProblem(
                415,
                "unsupported-media-type",
                http.send(http.request("/t/json")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("1"))));
        assertProblem(
                415, "unsupported-media-type", http.send(http.request("/t/json").POST(BodyPublishers.ofString("1"))));
    }

    @Test
    void a_body_that_is_too_large_is_refused_saying_the_limit() {
        var large = BodyPublishers.ofByteArray(new byte[20_000_000]);
        for (var body :
                List.of(large, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[20_000_000])))) {
            var answer = http.send(http.request("/t/json")
                    .header("Content-Type", "application/json")
                    .POST(body));
            assertProblem(413, "too-large", answer);
            assertEquals(10_000, json(answer).get("limit").intValue());
        }
    }

    @Test
    void a_large_body_that_nobody_may_send_is_answered_all_the_same() {
        var answer = http.send(http.request("/t/unread")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[20_000_000])));
        assertProblem(401, "not-signed-in", answer);
    }

    @Test
    void broken_json_is_refused_saying_where() {
        var json = http.request("/t/json").header("Content-Type", "application/json");
        for (var body : List.of(
                "", "{", "{\"a\":1,\"a\":2}", "[1] 2", "nope", "[".repeat(5000), "\"a\\u0000\"", "\"\\ud800\"")) {
            var answer = http.send(json.copy().POST(BodyPublishers.ofString(body)));
            assertEquals(400, answer.statusCode(), body);
            assertFalse(answer.body().contains("fasterxml"), answer.body());
        }
        assertTrue(json(http.send(json.copy().POST(BodyPublishers.ofString("{\n  \"a\": oops}"))))
                .get("detail")
                .textValue()
                .startsWith("The body is not JSON in line 2, column "));
        assertEquals(
                "The body is not JSON in line 2, column 6: Unexpected end-of-input: expected close marker for Object"
                        + " (start marker at line 1, column 1)",
                json(http.send(json.copy().POST(BodyPublishers.ofString("{\n\"a\":1"))))
                        .get("detail")
                        .textValue());
        assertProblem(400, "malformed-json", http.send(json.copy().POST(BodyPublishers.ofByteArray(new byte[] {
            '"', (byte) 0xff, '"'
        }))));
    }

    @Test
    void a_broken_chunked_body_is_refused() {
        assertTrue(http.raw("POST /t/json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n")
                .startsWith("HTTP/1.1 400 "));
    }

    @Test
    void a_stream_is_written_line_by_line() {
        assertEquals(
                "{\"line\":0}\n{\"line\":1}\n{\"line\":2}\n",
                http.get("/t/stream").body());
    }

    @Test
    void a_failure_tells_the_client_its_id_and_nothing_else() {
        var answer = http.get("/t/fails", "X-Request-Id", "look-here");
        assertProblem(500, "internal-error", answer);
        assertFalse(answer.body().contains("hunter2"), answer.body());
        assertTrue(json(answer).get("detail").textValue().contains("look-here"));
    }

    @Test
    void a_database_that_went_away_means_try_again_soon() {
        var answer = http.get("/t/away");
        assertProblem(503, "database-away", answer);
        assertEquals("5", answer.headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void an_id_that_could_do_harm_is_replaced() {
        for (var id : List.of("a b", "x".repeat(65), "<script>", "")) {
            var given = http.get("/t/one", "X-Request-Id", id).headers().firstValue("X-Request-Id");
            assertTrue(given.orElseThrow().matches("[0-9a-f-]{36}"), id);
        }
        assertEquals(
                "Ab.c_1-2",
                http.get("/t/one", "X-Request-Id", "Ab.c_1-2")
                        .headers()
                        .firstValue("X-Request-Id")
                        .orElseThrow());
    }

    @Test
    void what_the_server_itself_cannot_read_is_a_problem_as_everywhere() {
        // the first request that can be read is how we come to know the server
        assertEquals(200, http.get("/t/one").statusCode());

        for (var host : List.of("a b", "x:99999", "<script>")) {
            var answer = http.raw("GET /t/one HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("Content-Type: application/problem+json"), answer);
            assertTrue(answer.contains("\"code\":\"unreadable-request\""), answer);
            assertFalse(answer.contains("<html"), answer);
        }
    }

    @Test
    void every_answer_has_the_security_headers() {
        var headers = http.get("/t/nothing").headers();
        assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals("DENY", headers.firstValue("X-Frame-Options").orElseThrow());
        assertEquals("same-origin", headers.firstValue("Referrer-Policy").orElseThrow());
        assertTrue(headers.firstValue("Content-Security-Policy").orElseThrow().startsWith("default-src 'self';"));
    }

    @Test
    void the_accepted_type_is_the_one_the_client_likes_best() {
        var cases = Map.of(
                "application/yaml", "application/yaml",
                "application/json;q=0.5, application/yaml;q=0.9", "application/yaml",
                "text/html, */*;q=0.1", "application/json",
                "text/html", "neither",
                "application/*", "application/json",
                "application/yaml, */*", "application/yaml",
                ";;;", "neither");
        cases.forEach((accept, best) -> assertEquals(
                "\"" + best + "\"", http.get("/t/accepts", "Accept", accept).body(), accept));
        assertEquals("\"application/json\"", http.get("/t/accepts").body());
    }

    @Test
    void a_route_declared_twice_is_refused() {
        var routes = List.of(
                Route.get("/a/{x}", Access.PUBLIC, _ -> Response.empty(200)),
                Route.get("/a/{y}", Access.PUBLIC, _ -> Response.empty(200)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RoutingServlet(routes, Authenticator.NOBODY, ErrorRenderer.PROBLEM_JSON));
    }

    private static String rawGet(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    }

    private static java.util.stream.Stream<String> awaitLog(String until) {
        // a line is written after the answer was sent
        for (var i = 0; i < 100 && !http.accessLog().contains(until); i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        return http.accessLog().lines();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void assertProblem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(code, json(answer).get("code").textValue(), answer.body());
    }
}
