package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.UndoRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UndoRoutesTest {
    private static final String ANSWERED = """
            {"resolutions": {"event{id=1}": "%s"}, "fingerprint": "c0ffee", "note": "a mistake"}""";

    private final Fakes.Reluctant undos = new Fakes.Reluctant();
    private final ApiFixture api = new ApiFixture(new UndoRoutes(new Fakes.Obedient(), undos).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_preview_tells_what_stands_against_it_and_changes_nothing() {
        var answer = api.get("/merges/17/undo");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(json("""
                        {"version": 1, "operation": 17, "kind": "merge.event", "actor": "administrator",
                         "at": "2026-03-01T12:00:00Z", "restorations": [],
                         "conflicts": [{"id": "event{id=1}", "reason": "changed", "table": "event", "key": {"id": 1},
                           "merged": {"venue": "Hall"}, "now": {"venue": "Elsewhere"}, "before": {"venue": null},
                           "columns": ["venue"],
                           "since": {"operation": 18, "kind": "event.edit", "actor": "eve", "at": "2026-03-01T12:00:00Z"},
                           "choices": ["restore", "keep", "stop"], "row": "event \\"a\\"",
                           "values": [{"column": "venue", "merged": "Hall", "now": "Elsewhere", "restored": ""}],
                           "words": "The venue was changed."}],
                         "since": [], "fingerprint": "c0ffee"}"""), json(answer));
        assertEquals(List.of(), undos.asked);
    }

    @Test
    void conflicts_that_nobody_answered_are_listed_with_the_fingerprint_to_send_back() {
        for (var body : List.of("{}", "{\"note\": \"\"}")) {
            var problem = assertProblem(409, "undo-conflicts", api.post("/merges/17/undo", body));
            assertEquals("c0ffee", problem.get("fingerprint").textValue());
            assertEquals("event{id=1}", problem.at("/plan/conflicts/0/id").textValue());
            assertTrue(problem.get("detail").textValue().contains("1 row"), problem.toString());
        }
        assertProblem(409, "undo-conflicts", api.send("POST", "/merges/17/undo"));
        assertProblem(
                409,
                "undo-conflicts",
                api.post("/merges/17/undo", ANSWERED.formatted("keep").replace("c0ffee", "beef")));
    }

    @Test
    void an_undo_with_its_answers_is_done_and_leaves_a_receipt() {
        var done = api.post("/merges/17/undo", ANSWERED.formatted("keep"));
        assertEquals(201, done.statusCode(), done.body());
        assertEquals("/api/v1/merges/19", header(done, "Location"));
        assertEquals(json("""
                        {"id": 19, "kind": "undo", "undone": 17, "at": "2026-03-01T12:00:00Z", "actor": "administrator",
                         "request_id": "r-1", "note": "a mistake", "undone_by": null,
                         "plan": {"version": 1, "operation": 17, "kind": "merge.event", "actor": "administrator",
                           "at": "2026-03-01T12:00:00Z", "restorations": [], "conflicts": [], "since": [],
                           "fingerprint": "c0ffee"}}"""), json(done));
        assertEquals(
                List.of(new UndoRequest(17, Map.of("event{id=1}", Resolution.KEEP), Optional.of("c0ffee"))),
                undos.asked);
        assertEquals(Optional.of(new NewOperation("undo", "administrator", "r-1", "a mistake")), undos.by);
        assertEquals(done.body(), api.get("/merges/19").body());
    }

    @Test
    void any_operation_is_undone_under_its_own_address() {
        assertEquals(
                api.get("/merges/17/undo").body(),
                api.get("/operations/17/undo").body());
        var done = api.post("/operations/17/undo", ANSWERED.formatted("keep"));
        assertEquals(201, done.statusCode(), done.body());
        assertEquals("/api/v1/operations/19", header(done, "Location"));
    }

    @Test
    void an_answer_can_be_to_stop() {
        var problem = assertProblem(409, "undo-stopped", api.post("/merges/17/undo", ANSWERED.formatted("stop")));
        assertEquals("c0ffee", problem.at("/plan/fingerprint").textValue());
    }

    @Test
    void what_cannot_be_undone_is_refused_with_the_reason() {
        var expected = Map.of(
                MergeException.Code.UNKNOWN_OPERATION, 404,
                MergeException.Code.UNDONE_ALREADY, 409,
                MergeException.Code.LATER_OPERATION, 409);
        expected.forEach((code, status) -> {
            var problem = code.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            var target = "/merges/" + code.ordinal() + "/undo";
            assertProblem(status, problem, api.get(target));
            assertProblem(status, problem, api.post(target, "{}"));
        });
        for (var id : List.of("x", "-1", "9999999999999999999")) {
            assertProblem(404, "unknown-operation", api.get("/merges/" + id + "/undo"));
            assertProblem(404, "unknown-operation", api.post("/merges/" + id + "/undo", "{}"));
        }
    }

    @Test
    void what_is_not_understood_is_refused_by_name() {
        refused("resolutions.event{id=1}", ANSWERED.formatted("maybe"));
        refused("resolutions.event{id=1}", ANSWERED.replace("\"%s\"", "1"));
        refused("resolutions", "{\"resolutions\": []}");
        refused("fingerprint", "{\"resolutions\": {\"event{id=1}\": \"keep\"}}");
        assertProblem(400, "unknown-member", api.post("/merges/17/undo", "{\"resolution\": {}}"));
        assertProblem(400, "malformed-json", api.post("/merges/17/undo", "{"));
        assertEquals(List.of(), undos.asked);
    }

    private void refused(String member, String body) {
        var problem = assertProblem(400, "wrong-member", api.post("/merges/17/undo", body));
        assertEquals(member, problem.get("member").textValue());
    }

    @Test
    void nothing_of_this_is_for_everybody() {
        assertProblem(401, "not-signed-in", api.http.get("/api/v1/merges/17/undo"));
        assertProblem(
                401,
                "not-signed-in",
                api.http.send(api.http
                        .request("/api/v1/merges/17/undo")
                        .method("POST", java.net.http.HttpRequest.BodyPublishers.noBody())));
        assertEquals(List.of(), undos.asked);
    }

    @Test
    void an_editor_takes_back_only_what_they_did_themselves() {
        var theirs = api.sendAs("anna/editor", "POST", "/merges/17/undo", "application/json", "{}");
        assertEquals(
                "administrator",
                assertProblem(403, "not-yours", theirs).get("actor").textValue());
        assertEquals(List.of(), undos.asked);
        // the same merge, done by somebody of that name
        var own = api.sendAs("administrator/editor", "POST", "/merges/17/undo", "application/json", "{}");
        assertProblem(409, "undo-conflicts", own);
        assertEquals(
                200,
                api.sendAs("anna/viewer", "GET", "/merges/17/undo", "", "").statusCode(),
                "looking is for everybody");
    }
}
