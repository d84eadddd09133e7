package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.history.LogQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryRoutesTest {
    private static final String OPERATION = """
            "id": 17, "kind": "event.tag", "words": "Event tagged", "actor": "ada", "at": "2026-03-01T12:00:00Z",
            "request_id": "r-0", "note": "asked by the host", "undone_by": 18, "undid": null""";
    private static final String CHANGES = """
            [{"id": 40, "table": "event_tag", "key": {"event_id": 2, "tag_id": 7}, "sort": "linked",
              "words": "Tag \\"DC\\" added to event \\"two\\"", "record": null,
              "ends": [{"kind": "event", "id": 2, "name": "two"}, {"kind": "tag", "id": 7, "name": "DC"}],
              "fields": [], "before": null, "after": {"event_id": 2, "tag_id": 7}},
             {"id": 41, "table": "event", "key": {"id": 2}, "sort": "changed",
              "words": "Event \\"two\\": venue changed", "record": {"kind": "event", "id": 2, "name": "two"},
              "ends": [], "fields": [{"column": "venue", "label": "Venue", "before": null, "after": "Hall",
                "before_words": "", "after_words": "Hall"}],
              "before": {"venue": null}, "after": {"venue": "Hall"}}]""";

    private final Fakes.OneTagging history = new Fakes.OneTagging();
    private final ApiFixture api = new ApiFixture(new HistoryRoutes(history).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void the_log_tells_operations_with_their_first_changes_in_words() {
        var answer = api.get("/operations?limit=1");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(json("""
                        {"operations": [{%s, "rows": 2, "more_rows": false,
                           "changes": ["Tag \\"DC\\" added to event \\"two\\"", "Event \\"two\\": venue changed"]}],
                         "next": 17}""".formatted(OPERATION)), json(answer));
        assertTrue(json(api.get("/operations")).get("next").isNull());
    }

    @Test
    void every_filter_is_passed_on() {
        api.get("/operations?actor=ada&operation=event.tag&kind=event&from=2016-04-06&to=2016-04-06&request=r-0"
                + "&text=host&before=90&limit=9");
        assertEquals(
                List.of(new LogQuery(
                        Optional.of("ada"),
                        Optional.of("event.tag"),
                        Optional.of("event"),
                        Optional.of(Instant.parse("2016-04-06T00:00:00Z")),
                        Optional.of(Instant.parse("2016-04-07T00:00:00Z")),
                        Optional.of("r-0"),
                        Optional.of("host"),
                        Optional.of(90L),
                        10)),
                history.asked);
    }

    @Test
    void an_operation_is_told_with_its_rows_before_and_after() {
        var answer = api.get("/operations/17");
        assertEquals(
                json("{" + OPERATION + ", \"rows\": 2, \"more_rows\": false, \"changes\": " + CHANGES
                        + ", \"next\": 41}"),
                json(answer));
        for (var id : List.of("18", "x", "-1", "9999999999999999999")) {
            assertProblem(404, "unknown-operation", api.get("/operations/" + id));
        }
    }

    @Test
    void a_timeline_is_told_by_operation() {
        var answer = api.get("/history/event/two");
        assertEquals(json("""
                        {"record": {"kind": "event", "id": 2, "name": "two"},
                         "state": {"is": "merged", "operation": 19, "at": "2026-03-01T12:00:00Z",
                           "into": {"kind": "event", "id": 3, "name": "three"}},
                         "others": [], "operations": [{%s, "rows": 2, "changes": %s}], "next": 17}""".formatted(OPERATION, CHANGES)), json(answer));
    }

    @Test
    void a_record_is_told_as_it_was() {
        var answer = api.get("/history/event/two?at=2016-04-06T12:00");
        assertEquals(json("""
                        {"record": {"kind": "event", "id": 2, "name": "two"}, "at": "2016-04-06T12:00:00Z",
                         "present": true, "last": {%s},
                         "fields": [{"column": "venue", "label": "Venue", "value": "Hall", "words": "Hall"}],
                         "hanging": [{"table": "event_tag", "label": "Tag", "name": "DC"}], "more": false}""".formatted(OPERATION)), json(answer));
    }

    @Test
    void the_kinds_are_listed() {
        assertEquals(json("""
                        {"kinds": [{"kind": "event", "label": "Event"}, {"kind": "tag", "label": "Tag"}]}"""), json(api.get("/history")));
    }

    @Test
    void what_there_is_not_and_what_is_not_understood_is_refused_by_name() {
        assertProblem(404, "unknown-kind", api.get("/history/room/two"));
        assertProblem(404, "unknown-kind", api.get("/operations?kind=room"));
        assertProblem(404, "unknown-record", api.get("/history/event/three"));
        for (var query :
                List.of("from=yesterday", "to=2016-13-01", "before=x", "limit=501", "from=-999999999-01-01T00:00Z")) {
            var problem = assertProblem(400, "bad-value", api.get("/operations?" + query));
            assertEquals(
                    query.substring(0, query.indexOf('=')),
                    problem.get("parameter").textValue());
        }
        assertProblem(400, "bad-value", api.get("/history/event/two?at=then"));
        assertProblem(400, "unknown-parameter", api.get("/operations?who=ada"));
    }

    @Test
    void nothing_of_this_is_for_everybody() {
        for (var target : List.of("/operations", "/operations/17", "/history", "/history/event/two")) {
            assertProblem(401, "not-signed-in", api.http.get("/api/v1" + target));
        }
    }
}
