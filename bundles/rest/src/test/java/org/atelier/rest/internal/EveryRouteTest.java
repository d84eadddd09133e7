package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.atelier.http.Access;
import org.atelier.http.Route;
import org.junit.jupiter.api.Test;

/** Every route of the table, asked by nobody and by every level. */
class EveryRouteTest {
    private static final List<Access> LEVELS = List.of(Access.VIEWER, Access.EDITOR, Access.ADMINISTRATOR);

    private final List<Route> routes = Fakes.everyRoute();

    private static String word(Access access) {
        return access.name().toLowerCase(Locale.ROOT);
    }

    @Test
    void nobody_gets_further_than_the_declared_level_lets_them() {
        assertTrue(routes.size() > 45, "only " + routes.size() + " routes");
        try (var api = new ApiFixture(routes)) {
            for (var route : routes) {
                var name = route.method() + " " + route.path();
                var nobodys = ask(api, route, "");
                if (route.access() == Access.PUBLIC) {
                    letIn(name + " by nobody", nobodys);
                } else {
                    assertEquals(401, nobodys.statusCode(), name);
                    assertProblem(401, "not-signed-in", nobodys);
                }
                for (var level : LEVELS) {
                    var answer = ask(api, route, "somebody/" + word(level));
                    if (level.covers(route.access())) {
                        letIn(name + " by " + level, answer);
                    } else {
                        assertEquals(403, answer.statusCode(), name + " by " + level);
                        assertEquals(
                                word(route.access()),
                                assertProblem(403, "not-allowed", answer)
                                        .get("needs")
                                        .textValue(),
                                name);
                    }
                }
            }
        }
    }

    private static void letIn(String name, HttpResponse<String> answer) {
        assertNotEquals(401, answer.statusCode(), name + ": " + answer.body());
        assertTrue(answer.statusCode() != 403 || !answer.body().contains("\"not-allowed\""), name);
        assertTrue(answer.statusCode() < 500 || answer.statusCode() == 503, name + ": " + answer.body());
    }

    private static HttpResponse<String> ask(ApiFixture api, Route route, String who) {
        var target = route.path().substring(Api.ROOT.length()).replaceAll("\\{[a-z]+}", "1");
        return api.sendAs(
                who,
                route.method().name(),
                target,
                route.consumes().stream().findFirst().orElse(""),
                route.consumes().isEmpty() ? "" : "{}");
    }

    @Test
    void what_changes_something_is_for_no_viewer_but_in_their_own_account() {
        var forViewers = routes.stream()
                .filter(route -> route.method().changes() && !route.access().covers(Access.EDITOR))
                .map(Route::path)
                .filter(path -> !path.startsWith(Api.ROOT + "/account/"))
                .toList();
        // a plan is computed, and nothing is changed
        assertEquals(List.of("/api/v1/merges/plan"), forViewers);
    }

    @Test
    void accounts_are_for_administrators() {
        for (var route : routes) {
            if (route.path().startsWith(Api.ROOT + "/accounts")) {
                assertEquals(Access.ADMINISTRATOR, route.access(), route.path());
            }
        }
    }
}
