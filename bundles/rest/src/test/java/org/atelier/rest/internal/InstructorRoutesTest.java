package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.atelier.finder.InstructorQuery;
import org.atelier.finder.InstructorQuery.Days;
import org.atelier.finder.InstructorQuery.Experience;
import org.atelier.finder.InstructorQuery.Nearness;
import org.atelier.finder.InstructorQuery.Order;
import org.atelier.finder.InstructorQuery.Skills;
import org.atelier.finder.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstructorRoutesTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-06-15T12:00:00Z"));

    private final OneInstructor finder = new OneInstructor();
    private final ApiFixture api = new ApiFixture(new InstructorRoutes(finder, NOON).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void people_are_told_with_all_that_speaks_for_them() {
        assertEquals(json("""
                        {"instructors": [
                          {"id": 1, "username": "ann", "name": "Ann Østby", "email": "ann@example.org",
                           "may_contact": true,
                           "airport": {"name": "Bergen Flesland", "iata": "BGO", "country": "NO",
                             "latitude": 60.29, "longitude": 5.22, "km": 324.6},
                           "lessons": ["Git"], "languages": ["Norwegian"], "badges": ["swc-instructor"],
                           "taught": 2, "last_taught": "2026-03-02",
                           "busy": [{"event": "2026-09-01-oslo", "role": "helper", "start": "2026-09-01", "end": null}]},
                          {"id": 2, "username": "bob", "name": "Bob", "email": null, "may_contact": false,
                           "airport": null, "lessons": [], "languages": [], "badges": [],
                           "taught": 0, "last_taught": null, "busy": []}],
                         "count": 3, "counted_to_the_end": true, "page": 1, "next": 2}"""), json(api.get("/instructors/search?airport=OSL&limit=2")));
        assertEquals(
                "null", json(api.get("/instructors/search?limit=3")).get("next").toString());
    }

    @Test
    void every_wish_reaches_the_finder() {
        var answer = api.get("/instructors/search?airport=OSL&within=500&country=NO&country=SE&lessons=Git&lessons=R"
                + "&languages=Norwegian&badges=trainer&taught=2&since=2025-01-01&contact=true"
                + "&from=2026-09-01&to=2026-09-02&free=yes&sort=last&page=3&limit=10");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                Optional.of(new InstructorQuery(
                        Optional.of(new Nearness(new Place(60.1939, 11.1004), Optional.of(500))),
                        new Skills(List.of("NO", "SE"), List.of("Git", "R"), List.of("Norwegian"), List.of("trainer")),
                        new Experience(2, Optional.of(LocalDate.parse("2025-01-01"))),
                        true,
                        Optional.of(new Days(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-02"), true)),
                        Order.LAST,
                        LocalDate.parse("2026-06-15"),
                        3,
                        10)),
                finder.asked);
    }

    @Test
    void the_same_comes_as_a_table() {
        var csv = api.get("/instructors/search.csv?languages=Norwegian");
        assertEquals(200, csv.statusCode());
        assertEquals("text/csv;charset=utf-8;header=present", header(csv, "Content-Type"));
        assertTrue(csv.body().contains("\r\nann,Ann Østby,ann@example.org,yes,Bergen Flesland,BGO,NO,"), csv.body());
        assertEquals(InstructorQuery.MOST, finder.asked.orElseThrow().size());
    }

    @Test
    void what_is_not_understood_is_refused_by_name() {
        for (var bad : List.of(
                "airport=XXX",
                "within=far",
                "latitude=91",
                "country=Norway",
                "lessons=Latin",
                "taught=-1",
                "since=2026-02-30",
                "contact=maybe",
                "sort=luck",
                "page=0",
                "limit=501")) {
            var problem = assertProblem(400, "bad-value", api.get("/instructors/search?" + bad));
            assertEquals(bad.split("=")[0], problem.get("parameter").textValue());
        }
        assertProblem(400, "repeated-parameter", api.get("/instructors/search?taught=1&taught=2"));
        assertProblem(400, "unknown-parameter", api.get("/instructors/search?gender=F"));
        assertProblem(401, "not-signed-in", api.http.get("/api/v1/instructors/search"));
    }
}
