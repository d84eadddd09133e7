package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.Kind;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergeRoutesTest {
    private static final String REQUEST = """
            {"kind": "event", "a": "one", "b": "two", "base": "b",
             "choices": {"tags": "keep-b", "notes": "combine"}, "default": "keep-a"%s}""";
    private static final String PLANNED = """
            {"version":1,"kind":"event","base":"b","a":{"id":1,"slug":"one","values":{},"words":{}},\
            "b":{"id":2,"slug":"two","values":{},"words":{}},"choices":{"notes":"combine","tags":"keep-b"},\
            "relations":{},"redirects":[],"steps":[],"not_taken_over":[],"folded_away":[],"fingerprint":"f00d"}""";

    private static final String PLAN = REQUEST.formatted("");
    private static final String MERGE = REQUEST.formatted(", \"fingerprint\": \"f00d\", \"note\": \"twins\"");

    private final Fakes.Obedient merges = new Fakes.Obedient();
    private final Twins twins = new Twins();
    private final ApiFixture api = new ApiFixture(
            Stream.of(new MergeRoutes(merges, twins).routes(), new UndoRoutes(merges, new Fakes.Reluctant()).routes())
                    .flatMap(List::stream)
                    .toList());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void the_kinds_are_listed_with_their_labels() {
        assertEquals(
                json(
                        "{\"kinds\": [{\"kind\": \"event\", \"label\": \"Event\"}, {\"kind\": \"tag\", \"label\": \"Tag\"}]}"),
                json(api.get("/merges/kinds")));
    }

    @Test
    void the_form_tells_what_can_be_chosen() {
        assertEquals(json("""
                        {"kind": "event", "label": "Event",
                         "fields": [{"name": "notes", "label": "Notes", "default": "keep-a",
                                     "offers": [{"id": "keep-a", "label": "Keep A"}]}],
                         "relations": [{"name": "tags", "label": "Tags", "default": "combine",
                                        "offers": [{"id": "combine", "label": "Both"}]}]}
                        """), json(api.get("/merges/kinds/event")));
        assertProblem(404, "unknown-kind", api.get("/merges/kinds/badge"));
    }

    @Test
    void a_plan_tells_who_said_that_the_two_are_no_duplicates_and_is_the_same_plan() {
        twins.dismiss(Kind.EVENT, "one", "two", "two rooms", new NewOperation("duplicate.dismiss", "ada", "r-1", ""));
        var plan = json(api.post("/merges/plan", PLAN));
        assertEquals(json("""
                        [{"code": "not-a-duplicate", "actor": "ada", "at": "2026-03-01T12:00:00Z", "reason": "two rooms",
                          "operation": 7, "words": "ada said at 2026-03-01T12:00:00Z that these two are no duplicates: \
                        \\"two rooms\\" (operation 7). They can be merged all the same."}]"""), plan.get("notices"));
        assertEquals("f00d", plan.get("fingerprint").textValue());
        assertEquals(201, api.post("/merges", MERGE).statusCode(), "it hinders nobody");
    }

    @Test
    void a_plan_is_made_of_what_was_asked() {
        var answer = api.post("/merges/plan", PLAN);
        assertEquals(200, answer.statusCode());
        assertEquals(
                PLANNED.replace("\"fingerprint\":\"f00d\"}", "\"fingerprint\":\"f00d\",\"notices\":[]}"),
                answer.body());
        assertEquals(
                Optional.of(new MergeRequest(
                        "event",
                        "one",
                        "two",
                        Side.B,
                        Map.of("tags", "keep-b", "notes", "combine"),
                        Optional.of("keep-a"))),
                merges.asked);
    }

    @Test
    void choices_and_default_may_be_left_out() {
        assertEquals(
                200,
                api.post("/merges/plan", "{\"kind\":\"event\",\"a\":\"1\",\"b\":\"2\",\"base\":\"a\"}")
                        .statusCode());
        assertEquals(
                Optional.of(new MergeRequest("event", "1", "2", Side.A, Map.of(), Optional.empty())), merges.asked);
    }

    @Test
    void a_merge_answers_with_its_receipt() {
        var done = api.post("/merges", MERGE);
        assertEquals(201, done.statusCode(), done.body());
        assertEquals("/api/v1/merges/1", header(done, "Location"));
        assertEquals(json("""
                        {"id": 1, "kind": "merge.event", "at": "2026-03-01T12:00:00Z", "actor": "administrator",
                         "request_id": "r-1", "note": "twins", "survivor": {"id": 1, "slug": "two"},
                         "retired": {"id": 2, "slug": "one"}, "undone_by": null, "fingerprint": "f00d",
                         "plan": %s}
                        """.formatted(PLANNED)), json(done));
        assertEquals(
                done.body().replace("\"undone_by\":null", "\"undone_by\":19"),
                api.get("/merges/1").body());
    }

    @Test
    void a_stale_plan_is_refused() {
        assertProblem(409, "stale-plan", api.post("/merges", MERGE.replace("f00d", "beef")));
        assertTrue(merges.receipts.isEmpty());
    }

    @Test
    void a_merge_that_never_was_is_not_found() {
        for (var id : new String[] {"1", "x", "-1", "999999999999999999999", "1.0"}) {
            assertProblem(404, "unknown-operation", api.get("/merges/" + id));
        }
    }

    @Test
    void every_refusal_of_the_engine_has_its_status() {
        var expected = new EnumMap<MergeException.Code, Integer>(Map.ofEntries(
                Map.entry(MergeException.Code.UNKNOWN_KIND, 404),
                Map.entry(MergeException.Code.UNKNOWN_RECORD, 404),
                Map.entry(MergeException.Code.RETIRED_RECORD, 409),
                Map.entry(MergeException.Code.SAME_RECORD, 422),
                Map.entry(MergeException.Code.UNKNOWN_CHOICE, 422),
                Map.entry(MergeException.Code.UNKNOWN_STRATEGY, 422),
                Map.entry(MergeException.Code.MISSING_STRATEGY, 503),
                Map.entry(MergeException.Code.BAD_ANSWER, 503),
                Map.entry(MergeException.Code.VALUE_TAKEN, 409),
                Map.entry(MergeException.Code.UNDECLARED_REFERENCE, 409),
                Map.entry(MergeException.Code.RULE_BROKEN, 422),
                Map.entry(MergeException.Code.CENSUS_INCOMPLETE, 503),
                Map.entry(MergeException.Code.TOO_MANY_ROWS, 422),
                Map.entry(MergeException.Code.UNKNOWN_OPERATION, 404),
                Map.entry(MergeException.Code.UNDONE_ALREADY, 409),
                Map.entry(MergeException.Code.LATER_OPERATION, 409),
                Map.entry(MergeException.Code.STALE_PLAN, 409),
                Map.entry(MergeException.Code.LEDGER_MISMATCH, 500),
                Map.entry(MergeException.Code.NOT_REVERSIBLE, 500)));
        for (var code : MergeException.Code.values()) {
            var answer = api.post("/merges/plan", PLAN.replace("\"one\"", "\"" + code + "\""));
            var problem = assertProblem(
                    expected.get(code), code.name().toLowerCase(Locale.ROOT).replace('_', '-'), answer);
            assertEquals(
                    "Refused because of " + code + ".", problem.get("detail").textValue());
            assertEquals(code == MergeException.Code.MISSING_STRATEGY ? "30" : "none", header(answer, "Retry-After"));
        }
    }

    @Test
    void what_is_not_understood_is_refused_by_name() {
        refused("unknown-member", "choice", PLAN.replace("choices", "choice"));
        refused("unknown-member", "fingerprint", MERGE);
        refused("wrong-member", "a", PLAN.replace("\"one\"", "1"));
        refused("wrong-member", "a", PLAN.replace("\"one\"", "null"));
        refused("wrong-member", "b", "{\"kind\":\"event\",\"a\":\"one\",\"base\":\"a\"}");
        refused("wrong-member", "base", PLAN.replace("\"base\": \"b\"", "\"base\": \"B\""));
        refused("wrong-member", "choices", PLAN.replace("{\"tags\": \"keep-b\", \"notes\": \"combine\"}", "[]"));
        refused("wrong-member", "choices.tags", PLAN.replace("\"keep-b\"", "{}"));
        refused("wrong-member", "default", PLAN.replace("\"keep-a\"", "true"));
        refused("wrong-member", "", "[]");
        assertProblem(400, "malformed-json", api.post("/merges/plan", PLAN.substring(1)));
        assertProblem(
                400, "malformed-json", api.post("/merges/plan", PLAN.replace("\"a\": \"one\"", "\"b\": \"one\"")));
        assertProblem(400, "wrong-member", api.post("/merges", PLAN));
        assertEquals(Optional.empty(), merges.asked);
    }

    private void refused(String code, String member, String body) {
        var problem = assertProblem(400, code, api.post("/merges/plan", body));
        assertEquals(member, problem.get("member").textValue());
    }

    @Test
    void nothing_of_this_is_for_everybody() {
        for (var target : new String[] {"/merges/kinds", "/merges/kinds/event", "/merges/1"}) {
            assertProblem(401, "not-signed-in", api.http.get("/api/v1" + target));
        }
        for (var target : new String[] {"/merges/plan", "/merges"}) {
            assertProblem(
                    401,
                    "not-signed-in",
                    api.http.send(api.http
                            .request("/api/v1" + target)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(MERGE))));
        }
        assertEquals(Optional.empty(), merges.asked);
    }
}
