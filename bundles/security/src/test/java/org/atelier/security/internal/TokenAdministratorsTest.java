package org.atelier.security.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.atelier.http.Access;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.HttpFixture;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.atelier.security.Administrators.SignIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenAdministratorsTest {
    private static final String TOKEN = "a-token-of-this-test-a-token-of-this-test-01";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final TokenAdministrators administrators = new TokenAdministrators(Secret.of(TOKEN), now::get);
    private HttpFixture http;

    @BeforeEach
    void start() {
        var routes = List.of(
                Route.post(
                                "/in",
                                Access.PUBLIC,
                                request -> answer(administrators.signIn(
                                        request.field("token").orElse(""), request)))
                        .consumesForm(),
                Route.post(
                        "/out", Access.PUBLIC, request -> Response.empty(200).cookie(administrators.signOut(request))),
                Route.get(
                        "/me",
                        Access.ADMINISTRATOR,
                        request -> Response.json(200, request.requireActor().name())),
                Route.get(
                        "/csrf",
                        Access.ADMINISTRATOR,
                        request -> Response.json(
                                200, request.requireActor().csrfToken().orElse("none"))));
        http = HttpFixture.start(Map.of("/*", new RoutingServlet(routes, administrators, ErrorRenderer.PROBLEM_JSON)));
    }

    private static Response answer(SignIn signIn) {
        return switch (signIn) {
            case SignIn.Accepted(var session) -> Response.empty(200).cookie(session);
            case SignIn.Refused() -> Response.empty(403);
            case SignIn.Throttled(var retryAfter) ->
                Response.empty(429).header("Retry-After", "" + retryAfter.toSeconds());
        };
    }

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void the_token_identifies_the_administrator() {
        assertEquals(
                "\"administrator\"",
                http.get("/me", "Authorization", "Bearer " + TOKEN).body());
        assertEquals(200, http.get("/me", "Authorization", "bearer " + TOKEN).statusCode());
        assertEquals(
                "\"none\"",
                http.get("/csrf", "Authorization", "Bearer " + TOKEN).body());
    }

    @Test
    void anything_else_identifies_nobody() {
        for (var header : List.of(
                "Bearer",
                "Bearer ",
                "Bearer " + TOKEN + "x",
                "Bearer " + TOKEN.substring(1),
                "Bearer " + TOKEN.toUpperCase(java.util.Locale.ROOT),
                "Basic " + TOKEN,
                TOKEN)) {
            assertEquals(401, http.get("/me", "Authorization", header).statusCode(), header);
        }
        assertEquals(401, http.get("/me").statusCode());
        assertEquals(401, http.get("/me", "Cookie", "atelier_session=").statusCode());
        assertEquals(401, http.get("/me", "Cookie", "atelier_session=" + TOKEN).statusCode());
    }

    @Test
    void signing_in_begins_a_session_that_ends_when_signed_out() {
        var signedIn = signIn(TOKEN);
        var header = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(header.contains("; Path=/"), header);
        assertTrue(header.contains("; HttpOnly"), header);
        assertTrue(header.contains("; SameSite=Lax"), header);
        var cookie = header.substring(0, header.indexOf(';'));
        assertEquals(200, http.get("/me", "Cookie", cookie).statusCode());
        assertEquals(45, http.get("/csrf", "Cookie", cookie).body().length());
        assertEquals(
                200,
                http.send(http.request("/out").header("Cookie", cookie).POST(BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(401, http.get("/me", "Cookie", cookie).statusCode());
    }

    @Test
    void two_sessions_share_nothing() {
        var one = cookie(signIn(TOKEN));
        var two = cookie(signIn(" " + TOKEN + "\n"));
        assertNotEquals(one, two);
        assertNotEquals(
                http.get("/csrf", "Cookie", one).body(),
                http.get("/csrf", "Cookie", two).body());
        http.send(http.request("/out").header("Cookie", one).POST(BodyPublishers.noBody()));
        assertEquals(200, http.get("/me", "Cookie", two).statusCode());
    }

    @Test
    void a_session_ends_when_it_is_not_used_for_twelve_hours() {
        var cookie = cookie(signIn(TOKEN));
        now.updateAndGet(then -> then.plus(Duration.ofHours(12)));
        assertEquals(200, http.get("/me", "Cookie", cookie).statusCode());
        now.updateAndGet(then -> then.plus(Duration.ofHours(12)));
        assertEquals(200, http.get("/me", "Cookie", cookie).statusCode());
        now.updateAndGet(then -> then.plus(Duration.ofHours(12).plusMillis(1)));
        assertEquals(401, http.get("/me", "Cookie", cookie).statusCode());
    }

    @Test
    void a_wrong_token_beside_a_session_identifies_nobody() {
        var cookie = cookie(signIn(TOKEN));
        assertEquals(
                401,
                http.get("/me", "Cookie", cookie, "Authorization", "Bearer wrong")
                        .statusCode());
    }

    @Test
    void too_many_wrong_tokens_make_the_address_wait() {
        for (var i = 0; i < Throttle.ALLOWED; i++) {
            assertEquals(403, signIn("wrong").statusCode());
        }
        now.updateAndGet(then -> then.plusSeconds(60));
        var throttled = signIn(TOKEN);
        assertEquals(429, throttled.statusCode());
        assertEquals("240", throttled.headers().firstValue("Retry-After").orElseThrow());
        now.updateAndGet(then -> then.plusSeconds(240));
        assertEquals(200, signIn(TOKEN).statusCode());
    }

    @Test
    void the_right_token_clears_the_count() {
        for (var round = 0; round < 3; round++) {
            for (var i = 0; i < Throttle.ALLOWED - 1; i++) {
                assertEquals(403, signIn("wrong").statusCode());
            }
            assertEquals(200, signIn(TOKEN).statusCode());
        }
    }

    @Test
    void the_oldest_session_makes_room_for_one_too_many() {
        var sessions = new Sessions(now::get, new java.security.SecureRandom());
        var first = sessions.begin();
        var second = sessions.begin();
        for (var i = 2; i < Sessions.MOST; i++) {
            sessions.begin();
        }
        assertTrue(sessions.use(first).isPresent());
        sessions.begin();
        assertTrue(sessions.use(first).isPresent());
        assertTrue(sessions.use(second).isEmpty());
    }

    private HttpResponse<String> signIn(String token) {
        return http.send(http.request("/in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "token=" + java.net.URLEncoder.encode(token, java.nio.charset.StandardCharsets.UTF_8))));
    }

    private static String cookie(HttpResponse<String> answer) {
        var header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return header.substring(0, header.indexOf(';'));
    }
}
