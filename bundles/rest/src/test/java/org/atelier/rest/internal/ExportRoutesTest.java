package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.atelier.export.Export;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportRoutesTest {
    private static ApiFixture api;

    @BeforeAll
    static void start() {
        api = new ApiFixture(ApiServlet.routes(new ExportRoutes(new Fakes.Feeds()).routes()));
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
                        "text/csv;charset=utf-8;header=present", header(get(feed + ".csv" + slash), "Content-Type"));
                assertEquals(
                        "application/json",
                        header(get(feed + ".json" + slash, "Accept", "application/yaml"), "Content-Type"));
            }
        }
    }

    @Test
    void the_shorter_ending_leads_to_the_feed_and_not_to_an_event_of_that_name() {
        var answer = get("/events/published.yml?tag=SWC&tag=DC");
        assertEquals(308, answer.statusCode());
        assertEquals("/api/v1/events/published.yaml?tag=SWC&tag=DC", header(answer, "Location"));
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
        assertEquals("badges as CSV\n", get("/export/badges?format=csv").body());
        assertProblem(400, "bad-value", get("/export/badges?format=xml"));
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
        assertEquals(
                "badges as CSV\n", get("/export/badges", "Accept", "text/csv").body());
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

    @Test
    void each_coding_has_its_own_tag_and_says_so() {
        var plain = get("/export/badges.yaml");
        for (var accepted : List.of("gzip", "br, gzip;q=0.5", "*", "identity;q=0.5, GZIP")) {
            var zipped = get("/export/badges.yaml", "Accept-Encoding", accepted);
            assertEquals("gzip", header(zipped, "Content-Encoding"), accepted);
            assertEquals("gzip", zipped.body());
            assertEquals("4", header(zipped, "Content-Length"));
            assertEquals("Accept, Accept-Encoding", header(zipped, "Vary"));
            assertNotEquals(header(plain, "ETag"), header(zipped, "ETag"));
            assertEquals(
                    304,
                    get("/export/badges.yaml", "Accept-Encoding", accepted, "If-None-Match", header(zipped, "ETag"))
                            .statusCode());
        }
        for (var refused : List.of("br", "gzip;q=0", "*, gzip;q=0", "identity, gzip;q=0.5", "*;q=0.000", "")) {
            var answer = get("/export/badges.yaml", "Accept-Encoding", refused);
            assertEquals("none", header(answer, "Content-Encoding"), refused);
            assertEquals(plain.body(), answer.body());
        }
    }

    @Test
    void the_day_of_the_last_change_is_told_and_asked_about() {
        var changed = "Wed, 06 Apr 2016 14:03:27 GMT";
        assertEquals(changed, header(get("/export/badges.yaml"), "Last-Modified"));
        assertEquals(
                304, get("/export/badges.yaml", "If-Modified-Since", changed).statusCode());
        assertEquals(
                200,
                get("/export/badges.yaml", "If-Modified-Since", "Wed, 06 Apr 2016 14:03:26 GMT")
                        .statusCode());
        assertEquals(
                200, get("/export/badges.yaml", "If-Modified-Since", "no date").statusCode());
        assertEquals(
                200,
                get("/export/badges.yaml", "If-Modified-Since", changed, "If-None-Match", "\"other\"")
                        .statusCode());
    }

    @Test
    void a_change_of_just_now_is_not_told_by_the_second() {
        var justNow = Fakes.Feed.LONG_AGO.plusSeconds(2);
        try (var early = new ApiFixture(new ExportRoutes(new Fakes.Feeds(), () -> justNow).routes())) {
            assertEquals("none", header(early.http.get("/api/v1/export/badges.yaml"), "Last-Modified"));
        }
    }

    @Test
    void parts_are_not_to_be_had_and_all_is_sent_instead() {
        var answer = get("/export/badges.yaml", "Range", "bytes=0-3");
        assertEquals(200, answer.statusCode());
        assertEquals("none", header(answer, "Accept-Ranges"));
        assertEquals("badges as YAML\n", answer.body());
    }

    @Test
    void what_is_not_in_memory_is_sent_whole_and_let_go_of_however_it_was_asked_for() {
        var feeds = new Fakes.StoredFeeds();
        try (var stored = new ApiFixture(new ExportRoutes(feeds).routes())) {
            var whole = stored.http.get("/api/v1/export/badges.yaml");
            assertEquals("badges as YAML\n", whole.body());
            assertEquals("15", header(whole, "Content-Length"));
            assertEquals(
                    304,
                    stored.http
                            .get("/api/v1/export/badges.yaml", "If-None-Match", header(whole, "ETag"))
                            .statusCode());
            var head = stored.http.send(
                    stored.http.request("/api/v1/export/badges.yaml").HEAD());
            assertEquals("15", header(head, "Content-Length"));
            assertEquals(3, feeds.released.get());
        }
    }

    @Test
    void no_half_feed_is_sent_when_it_cannot_be_rendered() {
        var failing = new Fakes.Feeds() {
            @Override
            public Export badges(Format format) {
                throw new NoRoomException("the disk is full", null);
            }

            @Override
            public Export instructors(Format format) {
                throw new IllegalStateException(new SQLException("the server went away", "57P01"));
            }
        };
        try (var stored = new ApiFixture(new ExportRoutes(failing).routes())) {
            var full = stored.http.get("/api/v1/export/badges.yaml");
            assertProblem(503, "no-room", full);
            assertEquals("30", header(full, "Retry-After"));
            var away = stored.http.get("/api/v1/export/instructors.yaml");
            assertProblem(503, "database-away", away);
            assertEquals("5", header(away, "Retry-After"));
            assertEquals("no-store", header(away, "Cache-Control"));
        }
    }

    @Test
    void members_are_for_viewers_and_by_default_those_of_two_years() {
        assertProblem(401, "not-signed-in", get("/export/members.csv"));
        var today = Instant.parse("2016-11-28T23:59:59Z");
        try (var dated = new ApiFixture(new ExportRoutes(new Fakes.Feeds(), () -> today).routes())) {
            var answer = dated.get("/export/members.yaml");
            assertEquals("members 2014-11-29 2016-11-28 as YAML\n", answer.body());
            assertEquals("private, no-cache", header(answer, "Cache-Control"));
            assertEquals(
                    "members 2010-01-02 2012-01-02 as JSON\n",
                    dated.get("/export/members/?latest=2012-01-02").body());
            assertEquals(
                    "members 2012-02-29 2016-11-28 as CSV\n",
                    dated.get("/export/members.csv?earliest=2012-02-29").body());
            for (var wrong : List.of(
                    "earliest=2016-02-30",
                    "earliest=",
                    "latest=1.1.2016",
                    "latest=%2B12016-01-01",
                    "earliest=2016-01-02&latest=2016-01-01")) {
                assertProblem(400, "bad-value", dated.get("/export/members?" + wrong));
            }
            assertProblem(400, "unknown-parameter", dated.get("/export/members?since=2016-01-01"));
        }
    }

    @Test
    void the_root_lists_the_feeds_by_amys_names() {
        var index = ApiFixture.json(api.get("/"));
        assertEquals("/api/v1/export/badges/", index.get("export-badges").textValue());
        index.forEach(path -> assertNotEquals(
                404, get(path.textValue().substring("/api/v1".length())).statusCode(), path.textValue()));
        assertEquals(index, ApiFixture.json(get("")));
    }
}
