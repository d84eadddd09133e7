package org.atelier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DuplicatesCommandTest extends AtThePlatform {
    private static final String SAID = """
            {"a": {"id": 1, "slug": "one", "now": "one"}, "b": {"id": 2, "slug": "two", "now": "three"},
             "reason": "two rooms", "actor": "ann", "at": "2026-03-01T12:00:00Z", "operation": 7, "state": "carried"}""";

    @Test
    void pairs_are_listed_with_their_reasons() {
        platform.answers("GET /api/v1/duplicates/people", 200, """
                {"duplicates": [{"score": 53,
                  "a": {"id": 1, "slug": "potter_harry", "name": "Harry Potter", "values": {}},
                  "b": {"id": 2, "slug": "hp", "name": "Harry Poter", "values": {}},
                  "reasons": [
                    {"rule": "same-name", "weight": 75, "words": "both are called so"},
                    {"rule": "other-orcid", "weight": -70, "words": "1 and 2"}]}],
                 "total": 3, "page": 1, "next": 2, "cut": false}""");
        assertEquals(0, run("duplicates", "list", "people", "--minimum", "40", "--limit", "1"), err.toString());
        assertEquals("""
                53 %  Harry Potter (potter_harry)  Harry Poter (hp)
                      +75 same-name: both are called so
                      -70 other-orcid: 1 and 2
                There are 3 in all: --page 2
                """, out.toString());
        assertEquals(
                "/api/v1/duplicates/people?minimum=40&limit=1",
                platform.asked().getFirst().target());
    }

    @Test
    void that_there_are_none_is_said() {
        platform.answers(
                "GET /api/v1/duplicates/events",
                200,
                "{\"duplicates\": [], \"total\": 0, \"next\": null, \"cut\": true}");
        platform.answers(
                "GET /api/v1/duplicates/events/dismissals", 200, "{\"dismissals\": [], \"total\": 0, \"next\": null}");
        assertEquals(0, run("duplicates", "list", "events"));
        assertEquals(0, run("duplicates", "list", "events", "--dismissed"));
        assertEquals("""
                No duplicates.
                So many pairs share something that not all of them were looked at.
                Of no pair it was said that it is not one.
                """, out.toString());
        assertEquals(2, run("duplicates", "list", "events", "--dismissed", "--minimum", "3"));
    }

    @Test
    void a_pair_is_dismissed_and_restored() {
        platform.answers("POST /api/v1/duplicates/events/dismissals", 201, SAID);
        platform.answers("DELETE /api/v1/duplicates/events/dismissals/1/2", 200, "");
        assertEquals(0, run("duplicates", "dismiss", "events", "one", "two", "--reason", "two rooms"), err.toString());
        assertEquals(0, run("duplicates", "restore", "events", "1", "2"), err.toString());
        assertEquals("""
                Not one: 1 2  one two  by ann on 2026-03-01T12:00:00Z: two rooms (carried)
                To take it back: atelier duplicates restore events 1 2
                1 and 2 may be one again.
                """, out.toString());
        assertEquals(
                "{\"a\":\"one\",\"b\":\"two\",\"reason\":\"two rooms\"}",
                platform.asked().getFirst().body());
    }

    @Test
    void a_refusal_is_told_in_words() {
        platform.answers("DELETE /api/v1/duplicates/events/dismissals/1/2", 404, """
                {"type": "urn:atelier:problem:unknown-dismissal", "title": "Unknown dismissal", "status": 404,
                 "code": "unknown-dismissal", "detail": "Nobody said so.", "request_id": "r-1"}""");
        assertEquals(ExitCode.REFUSED.number(), run("duplicates", "restore", "events", "1", "2"));
        assertTrue(err.toString().startsWith("Unknown dismissal: Nobody said so."), err.toString());
    }

    @Test
    void as_json_it_is_what_the_platform_said() throws IOException {
        platform.answers("POST /api/v1/duplicates/events/dismissals", 200, SAID);
        assertEquals(0, run("duplicates", "dismiss", "events", "one", "two", "--json"));
        assertEquals(Api.JSON.readTree(SAID), Api.JSON.readTree(out.toString()));
    }
}
