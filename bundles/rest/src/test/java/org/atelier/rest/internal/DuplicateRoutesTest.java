package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DuplicateRoutesTest {
    private final Twins twins = new Twins();
    private final ApiFixture api = new ApiFixture(new DuplicateRoutes(twins).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void pairs_are_told_with_values_and_reasons_page_by_page() {
        var answer = api.get("/duplicates/events?rule=place-and-dates&minimum=70&page=2&limit=1");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(json("""
                        {"duplicates": [{"score": 80,
                          "a": {"id": 1, "slug": "one", "name": "one", "values": {"start": "2016-04-02", "venue": "Hall"}},
                          "b": {"id": 2, "slug": "two", "name": "two", "values": {"start": "2016-04-02", "venue": "Hall"}},
                          "reasons": [{"rule": "place-and-dates", "weight": 80,
                            "words": "both in “Hall”; both on 2 Apr 2016"}]}],
                         "total": 3, "page": 2, "next": 3, "cut": false}"""), json(answer));
        assertEquals(
                Optional.of(new DuplicateQuery(Kind.EVENT, Optional.of("place-and-dates"), 70, 2, 1)), twins.asked);
    }

    @Test
    void without_wishes_it_is_the_first_page_of_what_is_worth_somebodys_time() {
        assertEquals(null, json(api.get("/duplicates/people")).get("next").textValue());
        assertEquals(Optional.of(new DuplicateQuery(Kind.PERSON, Optional.empty(), 50, 1, 50)), twins.asked);
        assertEquals(
                json(
                        "{\"rules\": [{\"rule\": \"place-and-dates\", \"label\": \"Same place and dates\", \"weight\": 80}]}"),
                json(api.get("/duplicates/people/rules")));
    }

    @Test
    void a_pair_is_dismissed_once_and_restored() {
        var said = api.post("/duplicates/events/dismissals", """
                {"a": "one", "b": "two", "reason": " two rooms "}""");
        assertEquals(201, said.statusCode(), said.body());
        assertEquals("/api/v1/duplicates/events/dismissals/1/2", header(said, "Location"));
        var dismissal = json("""
                {"a": {"id": 1, "slug": "one", "now": "one"}, "b": {"id": 2, "slug": "two", "now": "two"},
                 "reason": "two rooms", "actor": "administrator", "at": "2026-03-01T12:00:00Z", "operation": 7,
                 "state": "in-force"}""");
        assertEquals(dismissal, json(said));
        assertEquals(Optional.of(new NewOperation("duplicate.dismiss", "administrator", "r-1", "two rooms")), twins.by);

        var again = api.post("/duplicates/events/dismissals", "{\"a\": \"one\", \"b\": \"two\"}");
        assertEquals(200, again.statusCode());
        assertEquals(dismissal, json(again));
        assertEquals(
                List.of(dismissal),
                List.of(json(api.get("/duplicates/events/dismissals"))
                        .get("dismissals")
                        .get(0)));

        assertEquals(
                204,
                api.send("DELETE", "/duplicates/events/dismissals/2/1?note=sorry")
                        .statusCode());
        assertEquals(Optional.of(new NewOperation("duplicate.restore", "administrator", "r-1", "sorry")), twins.by);
        assertProblem(404, "unknown-dismissal", api.send("DELETE", "/duplicates/events/dismissals/2/1"));
        assertProblem(404, "unknown-dismissal", api.send("DELETE", "/duplicates/events/dismissals/one/two"));
    }

    @Test
    void what_is_not_understood_is_refused_by_name() {
        assertTrue(assertProblem(404, "unknown-kind", api.get("/duplicates/badgers"))
                .get("detail")
                .textValue()
                .endsWith("GET /api/v1/duplicates/events, /api/v1/duplicates/people."));
        assertEquals(
                api.get("/duplicates/people").body(),
                api.get("/duplicates/persons").body());
        assertProblem(404, "unknown-kind", api.get("/duplicates/event"));
        for (var bad : List.of("rule=luck", "minimum=0", "minimum=100", "page=0", "page=x", "limit=501")) {
            var problem = assertProblem(400, "bad-value", api.get("/duplicates/events?" + bad));
            assertEquals(bad.split("=")[0], problem.get("parameter").textValue());
        }
        assertProblem(400, "wrong-member", api.post("/duplicates/events/dismissals", "{\"a\": \"one\"}"));
        assertProblem(400, "wrong-member", api.post("/duplicates/events/dismissals", "{\"a\": 1, \"b\": 2}"));
        assertProblem(400, "unknown-member", api.post("/duplicates/events/dismissals", "{\"why\": \"x\"}"));
        assertProblem(
                404,
                "unknown-record",
                api.post("/duplicates/events/dismissals", "{\"a\": \"one\", \"b\": \"nowhere\"}"));
        assertProblem(
                409, "same-record", api.post("/duplicates/events/dismissals", "{\"a\": \"one\", \"b\": \"one\"}"));
        assertEquals(List.of(), twins.dismissals);
    }

    @Test
    void nothing_of_this_is_for_everybody() {
        for (var target : List.of("events", "people", "people/rules", "people/dismissals")) {
            assertProblem(401, "not-signed-in", api.http.get("/api/v1/duplicates/" + target));
        }
    }
}
