package org.atelier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
