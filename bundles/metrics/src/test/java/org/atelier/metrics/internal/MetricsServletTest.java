package org.atelier.metrics.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atelier.domain.Measure;
import org.atelier.domain.Measured;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Authenticator;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.HttpFixture;
import org.atelier.http.Load;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsServletTest {
    private static final Authenticator BY_TOKEN = request -> request.header("Authorization")
            .filter("Bearer right"::equals)
            .map(_ -> new Actor("prometheus", Access.VIEWER, Optional.empty()));

    private List<Measured> sources = List.of();
    private final Meters meters = new Meters("1.2.3", () -> sources);
    private final Map<String, RoutingServlet> servlets = Map.of(
            "/metrics",
            new MetricsServlet(meters, BY_TOKEN),
            "/t/*",
            new RoutingServlet(
                    List.of(Route.get(
                            "/t/things/{id}", Access.PUBLIC, _ -> Response.bytes(200, "text/x-plain", new byte[5]))),
                    Authenticator.NOBODY,
                    ErrorRenderer.PROBLEM_JSON));
    private HttpFixture http = HttpFixture.start(servlets);

    @AfterEach
    void stop() {
        http.close();
        meters.close();
    }

    private String scrape() {
        var answer = http.get("/metrics");
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static double value(String scraped, String series) {
        var found =
                Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(scraped);
        assertTrue(found.find(), series + " is not in\n" + scraped);
        return Double.parseDouble(found.group(1));
    }

    @Test
    void the_process_its_memory_threads_and_files_are_told() {
        var answer = http.get("/metrics");
        assertEquals(
                "text/plain;version=0.0.4;charset=utf-8",
                answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(
                1, value(answer.body(), "atelier_build_info{java=\"" + Runtime.version() + "\",version=\"1.2.3\"}"));
        assertTrue(value(answer.body(), "process_resident_memory_bytes") > 10_000_000);
        assertTrue(value(answer.body(), "process_files_open_files") > 3);
        assertTrue(value(answer.body(), "jvm_threads_live_threads") > 1);
        assertTrue(value(answer.body(), "process_uptime_seconds") > 0);
        assertTrue(answer.body().contains("jvm_memory_used_bytes{area=\"heap\""), answer.body());
        assertTrue(answer.body().contains("jvm_buffer_memory_used_bytes{id=\"direct\""), answer.body());
    }

    @Test
    void requests_are_told_by_the_path_of_their_route_and_never_by_what_was_sent() {
        http.close();
        http = HttpFixture.start(servlets, new RequestTimes(meters));
        http.get("/t/things/1");
        http.get("/t/things/2");
        http.get("/t/secret-path");
        http.send(http.request("/t/things/1").method("BREW", HttpRequest.BodyPublishers.noBody()));

        var scraped = scrape();
        var things = "{method=\"GET\",route=\"/t/things/{id}\",status=\"200\"}";
        assertEquals(2, value(scraped, "http_server_requests_seconds_count" + things));
        assertEquals(
                2, value(scraped, "http_server_requests_seconds_bucket" + things.replace("\"}", "\",le=\"+Inf\"}")));
        assertEquals(10, value(scraped, "http_server_response_body_bytes_total{route=\"/t/things/{id}\"}"));
        assertEquals(
                1, value(scraped, "http_server_requests_seconds_count{method=\"GET\",route=\"none\",status=\"404\"}"));
        assertEquals(
                1,
                value(scraped, "http_server_requests_seconds_count{method=\"other\",route=\"none\",status=\"405\"}"));
        assertFalse(scraped.contains("secret-path"), scraped);
        assertFalse(scraped.contains("BREW"), scraped);
    }

    @Test
    void what_others_measure_is_there_as_long_as_they_are_and_one_that_fails_takes_nobody_along() {
        sources = List.of(
                () -> List.of(
                        Measure.counter("atelier_tries", "Tries.", 3).label("outcome", "applied"),
                        Measure.counter("atelier_tries", "Tries.", 1).label("outcome", "refused")),
                () -> {
                    throw new IllegalStateException("out of order");
                },
                () -> List.of(Measure.gauge("atelier_tries_waiting", "Tries that wait.", 7)));
        var scraped = scrape();
        assertEquals(3, value(scraped, "atelier_tries_total{outcome=\"applied\"}"));
        assertEquals(1, value(scraped, "atelier_tries_total{outcome=\"refused\"}"));
        assertEquals(7, value(scraped, "atelier_tries_waiting"));

        sources = List.of();
        assertFalse(scrape().contains("atelier_tries"));
    }

    @Test
    void what_is_worked_on_and_what_was_turned_away_is_told() {
        sources = List.of(new MeasuredLoad(
                () -> new Load.Figures(3, 32, 5, 128, 40, 1_000, Map.of(Load.Reason.FULL, 7L, Load.Reason.LATE, 0L))));
        var scraped = scrape();
        assertEquals(3, value(scraped, "atelier_http_working"));
        assertEquals(32, value(scraped, "atelier_http_working_limit"));
        assertEquals(5, value(scraped, "atelier_http_waiting"));
        assertEquals(128, value(scraped, "atelier_http_waiting_limit"));
        assertEquals(40, value(scraped, "atelier_http_connections"));
        assertEquals(1_000, value(scraped, "atelier_http_connections_limit"));
        assertEquals(7, value(scraped, "atelier_http_shed_total{reason=\"full\"}"));
        assertEquals(0, value(scraped, "atelier_http_shed_total{reason=\"late\"}"));
    }

    @Test
    void nobody_else_looks_without_a_token() {
        // a proxy on this machine asks for somebody elsewhere
        for (var header : List.of("X-Forwarded-For", "Forwarded", "Via")) {
            assertEquals(401, http.get("/metrics", header, "198.51.100.7").statusCode(), header);
        }
        assertEquals(
                401,
                http.get("/metrics", "X-Forwarded-For", "127.0.0.1", "Authorization", "Bearer wrong")
                        .statusCode());
        assertEquals(
                200,
                http.get("/metrics", "X-Forwarded-For", "198.51.100.7", "Authorization", "Bearer right")
                        .statusCode());

        http.close();
        http = HttpFixture.startBehindProxy(servlets);
        assertEquals(401, http.get("/metrics").statusCode());
        assertEquals(401, http.get("/metrics", "X-Forwarded-For", "127.0.0.1").statusCode());
        assertEquals(200, http.get("/metrics", "Authorization", "Bearer right").statusCode());
    }
}
