package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.internal.House;
import org.atelier.security.internal.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewRoutesTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-06-15T12:00:00Z"));

    private final Looked looked = new Looked();
    private final House house = House.inMemory();
    private final ApiFixture api = new ApiFixture(new OverviewRoutes(looked, house.accounts, NOON).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_timeline_has_the_events_of_the_days_asked_for() {
        assertEquals(json("""
                {"from": "2026-07-01", "to": "2026-07-30", "more": true, "events": [
                  {"slug": "oslo", "start": "2026-07-01", "end": "2026-07-02", "venue": "Rådhuset", "country": "NO",
                   "published": true, "tags": ["DC"]}]}"""), json(api.get("/overview/timeline?from=2026-07-01&days=30")));
        assertEquals(200, api.get("/overview/timeline").statusCode());
        assertEquals(List.of("calendar 2026-07-01 2026-07-30", "calendar 2026-06-08 2026-09-05"), looked.asked);
    }

    @Test
    void a_map_has_places_and_how_many_are_nowhere() {
        assertEquals(json("""
                {"places": [{"latitude": 59.91, "longitude": 10.75, "count": 3, "name": "oslo", "country": "NO"}],
                 "total": 3, "unplaced": 1}"""), json(api.get("/overview/map?years=3")));
        assertEquals(
                json("{\"places\": [], \"total\": 0, \"unplaced\": 2}"),
                json(api.get("/overview/map?show=instructors")));
        assertEquals(List.of("events 2023-06-15 2027-06-15", "instructors"), looked.asked);
    }

    @Test
    void numbers_are_told_by_period_and_tag() {
        assertEquals(json("""
                {"by": "quarter", "periods": [{"first": "2026-01-01", "events": 3, "others": 1,
                  "by_tag": [{"tag": "SWC", "events": 2}, {"tag": "DC", "events": 0}]}]}"""), json(api.get("/overview/numbers?by=quarter")));
        for (var by : List.of("", "?by=month", "?by=year")) {
            assertEquals(200, api.get("/overview/numbers" + by).statusCode());
        }
        assertEquals(
                List.of(
                        "numbers QUARTER 2021-07-01 2026-06-15",
                        "numbers MONTH 2024-07-01 2026-06-15",
                        "numbers MONTH 2024-07-01 2026-06-15",
                        "numbers YEAR 2012-01-01 2026-06-15"),
                looked.asked);
    }

    @Test
    void what_cannot_be_shown_is_refused_by_name() {
        for (var bad : List.of(
                "timeline?from=2026-02-30",
                "timeline?from=0000-01-01",
                "timeline?days=366",
                "map?show=penguins",
                "map?years=21",
                "map?years=2&show=instructors",
                "numbers?by=week")) {
            var problem = assertProblem(400, "bad-value", api.get("/overview/" + bad));
            assertEquals(bad.split("[?=]")[1], problem.get("parameter").textValue(), bad);
        }
        assertProblem(400, "unknown-parameter", api.get("/overview/numbers?from=2026-01-01"));
        assertEquals(List.of(), looked.asked);
    }

    private void account(String name, Optional<String> person) {
        person.ifPresent(((MemoryStore) house.accountStore).people::add);
        var account = house.account(name, Access.VIEWER, "a long way to Tipperary");
        House.done(house.accounts.change(
                name, new Profile(name, account.displayName(), account.access(), person), true, House.BY));
    }

    @Test
    void my_events_are_those_of_the_person_to_whom_my_account_belongs() {
        account("ann", Optional.of("ann_a"));
        assertEquals(json("""
                {"person": "ann_a",
                 "upcoming": [{"slug": "oslo", "start": "2026-07-01", "end": null, "venue": "Rådhuset",
                   "roles": ["helper", "host"], "assigned": false}],
                 "past": [{"slug": "no-day", "start": null, "end": null, "venue": "", "roles": [], "assigned": true}],
                 "todos": [{"id": 7, "title": "book", "event": "oslo", "due": "2026-06-20"}]}"""), json(api.sendAs("ann/viewer", "GET", "/account/work", "", "")));
        assertEquals(List.of("work of ann_a 2026-06-15 2026-07-15"), looked.asked);
    }

    @Test
    void who_is_nobody_there_has_no_events() {
        account("bob", Optional.empty());
        assertEquals(
                json("{\"person\": null, \"upcoming\": [], \"past\": [], \"todos\": []}"),
                json(api.sendAs("bob/viewer", "GET", "/account/work", "", "")));
        assertProblem(404, "no-account", api.get("/account/work"));
        assertEquals(List.of(), looked.asked);
    }
}
