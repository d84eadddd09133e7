package org.atelier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is believed about whom they ask for. */
class ProxiesTest {
    private static final RoutingServlet SAYS = new RoutingServlet(
            List.of(Route.get(
                    "/who",
                    Access.PUBLIC,
                    request -> Response.json(200, request.remoteAddress() + " " + request.secure()))),
            Authenticator.NOBODY,
            ErrorRenderer.PROBLEM_JSON);

    private static String who(HttpFixture http, String... headers) {
        return http.get("/who", headers).body();
    }

    @Test
    void a_stranger_is_not_believed() {
        try (var http = HttpFixture.start(Map.of("/*", SAYS))) {
            assertEquals(
                    "\"127.0.0.1 false\"", who(http, "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https"));
        }
    }

    @Test
    void a_proxy_tells_who_asked_it_and_how() {
        try (var http = HttpFixture.startBehindProxy(Map.of("/*", SAYS))) {
            assertEquals("\"127.0.0.1 false\"", who(http));
            assertEquals("\"192.0.2.1 true\"", who(http, "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https"));
            assertEquals("\"2001:db8::1 false\"", who(http, "X-Forwarded-For", "2001:db8::1"));
            // what the client itself made up stands first
            assertEquals("\"192.0.2.1 false\"", who(http, "X-Forwarded-For", "198.51.100.7, 192.0.2.1"));
            assertEquals("\"192.0.2.1 false\"", who(http, "X-Forwarded-For", "192.0.2.1, 127.0.0.1"));
            assertEquals("\"127.0.0.1 false\"", who(http, "X-Forwarded-For", "<script>"));
        }
    }

    @Test
    void only_the_kind_of_header_is_believed_that_the_proxies_write_themselves() {
        try (var http = HttpFixture.startBehindProxy("x-forwarded", "", Map.of("/*", SAYS))) {
            assertEquals("\"127.0.0.1 false\"", who(http, "Forwarded", "for=192.0.2.1;proto=https"));
        }
        try (var http = HttpFixture.startBehindProxy("forwarded", "", Map.of("/*", SAYS))) {
            assertEquals(
                    "\"127.0.0.1 false\"", who(http, "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https"));
        }
    }

    @Test
    void forwarded_is_read_as_RFC_7239_has_it() {
        try (var http = HttpFixture.startBehindProxy("forwarded", "", Map.of("/*", SAYS))) {
            assertEquals("\"192.0.2.1 true\"", who(http, "Forwarded", "for=192.0.2.1;proto=https;by=10.0.0.1"));
            assertEquals(
                    "\"2001:db8::17 true\"",
                    who(http, "Forwarded", "For=\"[2001:db8::17]:4711\" ; PROTO=HTTPS;host=\"a,b\""));
            assertEquals("\"192.0.2.1 false\"", who(http, "Forwarded", "for=\"192.0.2.1:47011\""));
            // what the client itself made up stands first
            assertEquals(
                    "\"192.0.2.1 false\"",
                    who(http, "Forwarded", "for=198.51.100.7;proto=https, for=192.0.2.1;proto=http"));
            assertEquals(
                    "\"192.0.2.1 true\"",
                    who(http, "Forwarded", "for=192.0.2.1;proto=https, for=127.0.0.2;proto=http"));
            assertEquals("\"127.0.0.1 false\"", who(http, "Forwarded", "for=unknown, for=_hidden"));
            assertEquals("\"127.0.0.1 false\"", who(http, "Forwarded", "\"", "X-Other", "1"));
        }
    }

    @Test
    void a_whole_address_of_ours_is_the_one_by_which_the_client_reaches_it() {
        var says = new RoutingServlet(
                List.of(Route.get(
                        "/where",
                        Access.PUBLIC,
                        request -> Response.json(
                                200,
                                request.absolute("/back").map(Object::toString).orElse("nowhere")))),
                Authenticator.NOBODY,
                ErrorRenderer.PROBLEM_JSON);
        var asked = "GET /where HTTP/1.1\r\nHost: %s\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n"
                + "Connection: close\r\n\r\n";
        try (var http = HttpFixture.startBehindProxy("x-forwarded", "/atelier", Map.of("/*", says))) {
            assertTrue(http.raw(asked.formatted("example.org")).contains("\"https://example.org/atelier/back\""));
            assertTrue(http.raw(asked.formatted("[::1]:8443")).contains("\"https://[::1]:8443/atelier/back\""));
            assertTrue(http.raw("GET /where HTTP/1.0\r\n\r\n").contains("\"nowhere\""), "no host is said");
        }
    }

    @Test
    void addresses_leave_as_the_outside_writes_them() {
        var pages = new RoutingServlet(
                List.of(
                        Route.get("/here", Access.PUBLIC, request -> Response.json(200, request.target())),
                        Route.get(
                                "/there",
                                Access.PUBLIC,
                                _ -> Response.seeOther("/here").cookie(Cookie.removal("seen", false))),
                        Route.get("/away", Access.PUBLIC, _ -> Response.seeOther("https://example.org/here"))),
                Authenticator.NOBODY,
                ErrorRenderer.PROBLEM_JSON);
        try (var http = HttpFixture.startBehindProxy("x-forwarded", "/atelier", Map.of("/*", pages))) {
            assertEquals("\"/here\"", http.get("/here").body());
            var there = http.get("/there");
            assertEquals("/atelier/here", there.headers().firstValue("Location").orElse("none"));
            assertTrue(there.headers().firstValue("Set-Cookie").orElse("none").contains("Path=/atelier/"));
            assertEquals(
                    "https://example.org/here",
                    http.get("/away").headers().firstValue("Location").orElse("none"));
        }
        try (var http = HttpFixture.start(Map.of("/*", pages))) {
            assertEquals(
                    "/here", http.get("/there").headers().firstValue("Location").orElse("none"));
        }
    }
}
