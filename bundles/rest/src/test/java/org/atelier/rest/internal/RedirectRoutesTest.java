package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.engine.RedirectQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedirectRoutesTest {
    private final Fakes.OneMerge history = new Fakes.OneMerge();
    private final SortedMap<String, String> kinds =
            new TreeMap<>(Map.of("event", "Event", "tag", "Tag", "person", "Person"));
    private final ApiFixture api = new ApiFixture(new RedirectRoutes(history, new Fakes.Obedient(kinds)).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void everybody_may_know_what_leads_where_and_what_no_longer_does() {
        var answer = api.http.get("/api/v1/redirects");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(json("""
                        {"redirects": [
                          {"kind": "event", "form": "slug", "from": "one", "to": "two",
                           "at": "2026-03-01T12:00:00Z", "operation": 17},
                          {"kind": "event", "form": "id", "from": "2", "to": null,
                           "at": "2026-03-01T12:01:00Z", "operation": 18}],
                         "more": false, "next": 41}"""), json(answer));
        assertEquals(
                Optional.of(new RedirectQuery(Set.of("event", "tag"), Optional.empty(), Optional.empty(), 101)),
                history.redirectsAsked);
    }

    @Test
    void pages_follow_one_another_by_the_place_in_the_feed() {
        var page = json(api.http.get("/api/v1/redirects?limit=1&kind=event&since=2026-01-31T12:00:00%2B01:00&after=7"));
        assertEquals(1, page.get("redirects").size());
        assertEquals(true, page.get("more").booleanValue());
        assertEquals(40, page.get("next").longValue());
        assertEquals(
                Optional.of(new RedirectQuery(
                        Set.of("event"), Optional.of(Instant.parse("2026-01-31T11:00:00Z")), Optional.of(7L), 2)),
                history.redirectsAsked);
        history.redirects.clear();
        var end = json(api.http.get("/api/v1/redirects?after=41"));
        assertEquals(41, end.get("next").longValue());
        assertEquals(false, end.get("more").booleanValue());
        assertEquals(true, json(api.http.get("/api/v1/redirects")).get("next").isNull());
    }

    @Test
    void usernames_are_for_administrators() {
        assertProblem(401, "not-signed-in", api.http.get("/api/v1/redirects?kind=person"));
        assertEquals(Optional.empty(), history.redirectsAsked);
        assertEquals(200, api.get("/redirects?kind=person").statusCode());
        assertEquals(Set.of("person"), history.redirectsAsked.orElseThrow().kinds());
        assertEquals(200, api.get("/redirects").statusCode());
        assertEquals(
                Set.of("event", "tag"), history.redirectsAsked.orElseThrow().kinds());
    }

    @Test
    void bad_parameters_are_refused_by_name() {
        for (var bad : List.of("since=yesterday", "since=2026-01-31", "since=", "after=x", "limit=0", "limit=1001")) {
            var problem = assertProblem(400, "bad-value", api.http.get("/api/v1/redirects?" + bad));
            assertEquals(bad.split("=")[0], problem.get("parameter").textValue());
        }
        assertProblem(400, "unknown-parameter", api.http.get("/api/v1/redirects?from=one"));
        assertProblem(404, "unknown-kind", api.http.get("/api/v1/redirects?kind=badger"));
    }
}
