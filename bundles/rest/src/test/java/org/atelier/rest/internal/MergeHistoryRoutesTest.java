package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.atelier.merge.engine.MergeQuery;
import org.atelier.merge.engine.MergeSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergeHistoryRoutesTest {
    private final Fakes.OneMerge history = new Fakes.OneMerge();
    private final ApiFixture api = new ApiFixture(new MergeHistoryRoutes(history).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void merges_are_listed_with_the_undo_that_took_them_back() {
        var answer = api.get("/merges");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(json("""
                        {"merges": [{"id": 17, "kind": "event", "at": "2026-03-01T12:00:00Z", "actor": "administrator",
                          "note": "twins", "survivor": {"id": 1, "slug": "two"}, "retired": {"id": 2, "slug": "one"},
                          "undone_by": 18}],
                         "next": null}"""), json(answer));
        assertEquals(
                Optional.of(new MergeQuery(Optional.empty(), Optional.empty(), Optional.empty(), 51)), history.asked);
    }

    @Test
    void a_page_tells_where_the_next_one_begins() {
        history.merges.add(
                new MergeSummary(9, "event", Fakes.OneMerge.AT, "ann", "", 1, "two", 3, "three", Optional.empty()));
        var page = json(api.get("/merges?kind=event&record=two&before=99&limit=1"));
        assertEquals(1, page.get("merges").size());
        assertEquals(17, page.get("next").longValue());
        assertEquals(
                Optional.of(new MergeQuery(Optional.of("event"), Optional.of("two"), Optional.of(99L), 2)),
                history.asked);
    }

    @Test
    void bad_parameters_are_refused_by_name() {
        for (var bad : List.of("limit=0", "limit=501", "limit=x", "before=x", "before=-1")) {
            var problem = assertProblem(400, "bad-value", api.get("/merges?" + bad));
            assertEquals(bad.split("=")[0], problem.get("parameter").textValue());
        }
        assertProblem(400, "missing-parameter", api.get("/merges?record=two"));
        assertProblem(400, "unknown-parameter", api.get("/merges?kinds=event"));
        assertProblem(404, "unknown-kind", api.get("/merges?kind=badger"));
        assertProblem(404, "unknown-record", api.get("/merges?kind=event&record=never"));
    }

    @Test
    void an_explanation_tells_where_values_and_rows_came_from() {
        var answer = api.get("/merges/explain?kind=event&record=two");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(json("""
                        {"version": 1, "kind": "event", "id": 1, "slug": "two",
                         "merges": [{"id": 17, "kind": "event", "at": "2026-03-01T12:00:00Z", "actor": "administrator",
                           "note": "twins", "survivor": {"id": 1, "slug": "two"}, "retired": {"id": 2, "slug": "one"},
                           "undone_by": 18}],
                         "fields": [
                          {"name": "venue", "label": "Venue", "value": "Hall", "words": "Hall",
                           "source": {"operation": 17, "kind": "merge.event", "at": "2026-03-01T12:00:00Z",
                            "actor": "administrator", "note": "twins", "how": "taken-over", "strategy": "prefer-filled",
                            "from": {"id": 2, "slug": "one"},
                            "origins": [{"operation": 3, "kind": "import.amy", "at": "2026-03-01T12:00:00Z",
                              "actor": "administrator", "note": "", "how": "written", "origins": []}]}},
                          {"name": "url", "label": "URL", "value": null, "words": "", "source": null}],
                         "relations": [{"name": "tags", "label": "Tags", "total": 1, "rows": [
                          {"table": "event_tag", "key": {"event_id": 1, "tag_id": 7}, "words": "DC",
                           "source": {"operation": 3, "kind": "import.amy", "at": "2026-03-01T12:00:00Z",
                            "actor": "administrator", "note": "", "how": "written", "origins": []}}]}]}"""), json(answer));
        assertProblem(404, "unknown-record", api.get("/merges/explain?kind=event&record=never"));
        assertProblem(404, "unknown-kind", api.get("/merges/explain?kind=badger&record=two"));
        assertProblem(400, "missing-parameter", api.get("/merges/explain?kind=event"));
        assertProblem(400, "missing-parameter", api.get("/merges/explain?record=two"));
    }

    @Test
    void nothing_of_this_is_for_everybody() {
        assertProblem(401, "not-signed-in", api.http.get("/api/v1/merges"));
        assertProblem(401, "not-signed-in", api.http.get("/api/v1/merges/explain?kind=event&record=two"));
        assertEquals(Optional.empty(), history.asked);
    }
}
