package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.atelier.http.Access;
import org.atelier.http.Method;
import org.atelier.http.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every page of the table, asked by nobody and by every level. */
class EveryRouteTest {
    private static final Set<String> PUBLIC = Set.of(
            "/workshops",
            Links.LOGIN,
            Links.OPEN_ID,
            Links.OPEN_ID_BACK,
            Links.SIGNED_OUT,
            Links.WELCOME,
            "/workshops/static/{file}");

    private final Site site = Site.believable();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void nobody_gets_further_than_the_declared_level_lets_them() {
        assertTrue(site.routes.size() > 25, "only " + site.routes.size() + " routes");
        for (var route : site.routes) {
            var name = route.method() + " " + route.path();
            var stranger = ask(route, false);
            if (route.access() == Access.PUBLIC) {
                assertTrue(PUBLIC.contains(route.path()), name + " is open to everybody");
                continue;
            }
            assertEquals(303, stranger.statusCode(), name);
            assertTrue(stranger.headers().firstValue("Location").orElse("").startsWith(Links.LOGIN), name);
            for (var level : List.of(Access.VIEWER, Access.EDITOR, Access.ADMINISTRATOR)) {
                site.administrator.access = level;
                var answer = ask(route, true);
                if (level.covers(route.access())) {
                    assertNotEquals(403, answer.statusCode(), name + " by " + level);
                    assertTrue(answer.statusCode() < 500, name + " by " + level + ": " + answer.statusCode());
                } else {
                    assertEquals(403, answer.statusCode(), name + " by " + level);
                    assertEquals("Not allowed", Site.parse(answer).select("h1").text(), name);
                }
            }
            site.administrator.access = Access.ADMINISTRATOR;
        }
    }

    private HttpResponse<String> ask(Route route, boolean signedIn) {
        var target = route.path().replaceAll("\\{[a-z]+}", "1");
        if (route.method() == Method.GET) {
            return signedIn ? site.get(target) : site.getAsStranger(target);
        }
        return signedIn ? site.post(target) : site.postAsStranger(target);
    }

    @Test
    void what_changes_something_is_for_no_viewer_but_in_their_own_account() {
        for (var route : site.routes) {
            if (route.method().changes() && route.access() == Access.VIEWER) {
                assertTrue(route.path().startsWith(Links.ACCOUNT + "/") || LOOKS.contains(route.path()), route.path());
            }
        }
    }

    /** Sent as forms, and change nothing of anybody else's. */
    private static final Set<String> LOOKS = Set.of(Links.LOGOUT);

    @Test
    void what_was_sent_never_becomes_a_header() {
        for (var hostile :
                List.of("/workshops/\r\nSet-Cookie: a=b", "/workshops/%0d%0aSet-Cookie:%20a=b", "//evil.example")) {
            var answer = site.postAsStranger(Links.LOGIN, "token", OneAdministrator.TOKEN, "next", hostile);
            assertTrue(
                    answer.headers().allValues("Set-Cookie").stream().noneMatch(cookie -> cookie.startsWith("a=")),
                    hostile);
            assertTrue(answer.headers().firstValue("Location").orElse("").startsWith("/workshops/"), hostile);
        }
    }
}
