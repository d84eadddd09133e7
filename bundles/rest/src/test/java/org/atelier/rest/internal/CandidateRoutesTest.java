package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CandidateRoutesTest {
    private final Fakes.OnePerson candidates = new Fakes.OnePerson();
    private final ApiFixture api = new ApiFixture(new CandidateRoutes(candidates).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void who_could_be_meant_is_told_with_what_people_know_them_by() {
        var answer = api.get("/merges/candidates?kind=person&search=ada&limit=3");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                json(
                        "{\"candidates\": [{\"id\": 5, \"slug\": \"ada\", \"known\": [\"Ada Lovelace\", \"a@example.org\"]}]}"),
                json(answer));
        assertEquals("person ada 3", candidates.asked);
        api.get("/merges/candidates?kind=person");
        assertEquals("person  10", candidates.asked);
    }

    @Test
    void bad_parameters_are_refused_by_name() {
        assertProblem(400, "missing-parameter", api.get("/merges/candidates?search=ada"));
        assertProblem(400, "bad-value", api.get("/merges/candidates?kind=person&limit=101"));
        assertProblem(400, "bad-value", api.get("/merges/candidates?kind=person&search=" + "x".repeat(201)));
        assertProblem(400, "unknown-parameter", api.get("/merges/candidates?kind=person&text=ada"));
        assertProblem(404, "unknown-kind", api.get("/merges/candidates?kind=badger"));
    }
}
