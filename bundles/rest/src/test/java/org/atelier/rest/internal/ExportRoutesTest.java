package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportRoutesTest {
    private static ApiFixture api;

    @BeforeAll
    static void start() {
        api = new ApiFixture(new ExportRoutes(new Fakes.Feeds()).routes());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static HttpResponse<String> get(String target, String... headers) {
        // nobody signs in for the feeds
        return api.http.get("/api/v1" + target, headers);
    }

    @Test
    void the_suffix_says_the_format() {
        for (var feed : List.of("/export/badges", "/export/instructors", "/events/published")) {
            for (var slash : List.of("", "/")) {
                assertEquals("application/yaml", header(get(feed + ".yaml" + slash), "Content-Type"));
                assertEquals("application/json", header(get(feed + ".json" + slash), "Content-Type"));
                assertEquals(
                        "application/json",
                        header(get(feed + ".json" + slash, "Accept", "application/yaml"), "Content-Type"));
            }
        }
    }

    @Test
    void each_address_has_its_feed() {
        assertEquals("badges as YAML\n", get("/export/badges.yaml").body());
        assertEquals("instructors as JSON\n", get("/export/instructors").body());
        assertEquals(
                "events []OptionalLong.emptyOptionalLong.empty as JSON\n",
                get("/events/published/").body());
    }

    @Test
    void the_parameter_says_the_format() {
        assertEquals("badges as YAML\n", get("/export/badges?format=yaml").body());
        assertEquals(
                "badges as YAML\n",
                get("/export/badges/?format=yaml", "Accept", "application/json").body());
        assertEquals("badges as YAML\n", get("/export/badges.yaml?format=yaml").body());
        assertProblem(400, "bad-value", get("/export/badges?format=csv"));
        assertProblem(400, "bad-value", get("/export/badges?format="));
        assertProblem(400, "bad-value", get("/export/badges.json?format=yaml"));
    }

    @Test
    void the_accept_header_says_the_format() {
        assertEquals(
                "badges as YAML\n",
                get("/export/badges", "Accept", "application/yaml").body());
        assertEquals(
                "badges as JSON\n",
                get("/export/badges", "Accept", "text/html, */*;q=0.1").body());
        assertProblem(406, "not-acceptable", get("/export/badges", "Accept", "text/html"));
    }

    @Test
    void filters_are_passed_on() {
        assertEquals(
                "events [DC, SWC]OptionalLong[7]OptionalLong[12] as YAML\n",
                get("/events/published.yaml?tag=DC&host=7&tag=SWC&administrator=12")
                        .body());
    }

    @Test
    void an_unknown_tag_is_not_found_and_named_also_beside_a_known_one() {
        for (var query : List.of("tag=NOSUCH", "tag=DC&tag=NOSUCH")) {
            var problem = assertProblem(404, "unknown-filter", get("/events/published.yaml?" + query));
            assertEquals("[\"tag \\\"NOSUCH\\\"\"]", problem.get("unknown").toString());
        }
    }

    @Test
    void an_unknown_parameter_is_refused_naming_the_known_ones() {
        var problem = assertProblem(400, "unknown-parameter", get("/events/published.yaml?tags=DC"));
        assertEquals(
                "[\"administrator\",\"format\",\"host\",\"tag\"]",
                problem.get("known").toString());
        assertProblem(400, "unknown-parameter", get("/export/badges.yaml?tag=DC"));
    }

    @Test
    void a_host_that_is_no_number_is_refused() {
        for (var value : List.of("x", "", "-1", "1.5", "99999999999999999999", "%D9%A3")) {
            assertProblem(400, "bad-value", get("/events/published?host=" + value));
        }
        assertProblem(400, "repeated-parameter", get("/events/published?host=1&host=2"));
    }

    @Test
    void an_answer_can_be_kept_and_asked_about() {
        var yaml = get("/export/badges.yaml");
        assertEquals("public, no-cache", header(yaml, "Cache-Control"));
        assertEquals("Accept, Accept-Encoding", header(yaml, "Vary"));
        assertEquals("15", header(yaml, "Content-Length"));
        var known = get("/export/badges.yaml", "If-None-Match", header(yaml, "ETag"));
        assertEquals(304, known.statusCode());
        assertEquals("", known.body());
        assertNotEquals(header(yaml, "ETag"), header(get("/export/badges.json"), "ETag"));
        var head = api.http.send(api.http.request("/api/v1/export/badges.yaml").HEAD());
        assertEquals(header(yaml, "ETag"), header(head, "ETag"));
        assertEquals("15", header(head, "Content-Length"));
    }
}
