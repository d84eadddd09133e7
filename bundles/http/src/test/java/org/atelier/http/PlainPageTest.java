package org.atelier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlainPageTest {
    /** As browsers send it when somebody types an address. */
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";

    private static HttpFixture http;

    @BeforeAll
    static void start() {
        ErrorRenderer cannot = (_, _) -> {
            throw new IllegalStateException("the template is broken");
        };
        var fails = Route.get("/t/fails", Access.PUBLIC, _ -> {
            throw new IllegalStateException("the password is hunter2");
        });
        http = HttpFixture.start(Map.of("/t/*", new RoutingServlet(List.of(fails), Authenticator.NOBODY, cannot)));
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    @Test
    void an_address_with_nothing_at_it_is_a_page_with_a_search_for_people_and_a_problem_for_programs() {
        var page = http.get("/nothing/%3Cb%3E", "Accept", BROWSER);
        assertEquals(404, page.statusCode());
        assertEquals("text/html;charset=utf-8", type(page));
        assertTrue(page.body().contains("<form method=\"get\" action=\"/workshops/search\""), page.body());
        assertFalse(page.body().contains("<b>"), page.body());
        for (var accept : List.of("*/*", "application/json", "application/problem+json, */*;q=0.1")) {
            assertEquals("application/problem+json", type(http.get("/nothing", "Accept", accept)), accept);
        }
        assertEquals("application/problem+json", type(http.get("/nothing")));
    }

    @Test
    void what_is_not_running_says_when_to_try_again() {
        var page = http.get("/workshops/events", "Accept", BROWSER);
        assertEquals(503, page.statusCode());
        assertEquals("5", page.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(page.body().contains("Try again in 5 seconds."), page.body());
        assertFalse(page.body().contains("<form"), page.body());
    }

    @Test
    void where_the_pages_of_errors_fail_themselves_this_one_stands_in() {
        var page = http.get("/t/fails", "Accept", BROWSER, "X-Request-Id", "look-here");
        assertEquals(500, page.statusCode());
        assertTrue(page.body().contains("<h1>Something went wrong</h1>"), page.body());
        assertTrue(page.body().contains("<code id=\"request-id\">look-here</code>"), page.body());
        for (var secret : List.of("hunter2", "Exception", "template", "{")) {
            assertFalse(page.body().replaceAll("(?s)<style>.*</style>", "").contains(secret), secret);
        }
    }

    @Test
    void its_style_is_allowed_by_its_hash_and_nothing_else_is() throws Exception {
        var page = http.get("/nothing", "Accept", BROWSER);
        var style = page.body().replaceAll("(?s).*<style>(.*)</style>.*", "$1");
        var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(hash)
                        + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
                page.headers().firstValue("Content-Security-Policy").orElseThrow());
        assertFalse(page.body().contains("style="), page.body());
    }

    @Test
    void what_to_do_next_follows_from_the_problem() {
        var wait = new Problem(429, "slow-down", "Slow down", "Too many attempts.").withHeader("Retry-After", "150");
        assertEquals(
                "Try again in 3 minutes. Until then, nothing is looked at.",
                PlainWords.of(wait).next());
        var stale = PlainWords.of(new Problem(409, "stale", "Changed meanwhile", "Berta changed it."));
        assertEquals("Berta changed it.", stale.what());
        assertTrue(stale.next().startsWith("Nothing was changed."), stale.next());
        assertTrue(PlainWords.of(new Problem(413, "too-large", "Too large", "At most 64 KiB."))
                .next()
                .contains("smaller file"));
        // nothing of what failed is told, but the number under which the log has it
        assertFalse(PlainWords.of(Problem.internalError("look-here")).what().contains("look-here"));
    }

    @Test
    void a_wait_is_told_in_the_unit_people_would_use_and_never_too_short() {
        var cases = Map.of(
                1,
                "1 second",
                5,
                "5 seconds",
                89,
                "89 seconds",
                90,
                "2 minutes",
                120,
                "2 minutes",
                5_399,
                "90 minutes",
                5_400,
                "2 hours",
                7_201,
                "3 hours");
        cases.forEach((seconds, words) -> assertEquals(words, PlainWords.inWords(Duration.ofSeconds(seconds))));
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("none");
    }
}
