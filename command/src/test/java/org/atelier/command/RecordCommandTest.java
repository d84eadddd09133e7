package org.atelier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordCommandTest extends AtThePlatform {
    private static final String HERE = "/api/v1/records/event/2016-05-01-here";

    private static final String RECORD = """
            {"kind": "event", "id": 7, "key": "2016-05-01-here", "title": "2016-05-01-here", "version": "v1",
             "href": "/api/v1/records/event/2016-05-01-here",
             "values": {"slug": "2016-05-01-here", "venue": "", "host": null, "attendance": 23, "tags": ["SWC", "DC"]}}""";

    private static final String KINDS = """
            {"kinds": [{"name": "event", "plural": "events", "label": "Event",
              "fields": [{"name": "slug", "type": "text"}, {"name": "completed", "type": "flag"},
                {"name": "host", "type": "reference"}, {"name": "attendance", "type": "whole"},
                {"name": "latitude", "type": "number"}, {"name": "admin_fee", "type": "decimal"},
                {"name": "venue", "type": "text"}],
              "links": [{"name": "tags"}]}]}""";

    @BeforeEach
    void answer() {
        platform.answers("GET /api/v1/records", 200, KINDS).answers("GET " + HERE, 200, RECORD);
    }

    // ---------------------------------------------------------------------------------------------- lists

    @Test
    void kinds_are_listed_with_their_fields() {
        assertEquals(0, run("records"));
        assertEquals("""
                event              Event              slug, completed, host, attendance, latitude, admin_fee, venue
                """, out.toString());
    }

    @Test
    void records_are_asked_for_as_the_options_say_and_shown_in_columns() {
        platform.answers("GET /api/v1/records/events", 200, """
                {"records": [%s, %s], "next": "7~2016 05", "next_href": "x", "count": 10000, "counted_to_the_end": false}""".formatted(
                RECORD, RECORD.replace("\"2016-05-01-here\"", "\"b\"").replace("\"\"", "\"" + "x".repeat(50) + "\"")));

        assertEquals(
                0,
                run(
                        "records",
                        "events",
                        "--search",
                        "a b",
                        "--where",
                        "tags:SWC",
                        "--where",
                        "start:2016",
                        "--missing",
                        "host",
                        "--sort=-start",
                        "--limit",
                        "2"));

        assertEquals(
                "/api/v1/records/events?search=a+b&where=tags%3ASWC&where=start%3A2016&missing=host&sort=-start&limit=2",
                asked().target());
        assertEquals("""
                key              venue                                     host  attendance  tags
                2016-05-01-here                                                  23          SWC, DC
                b                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…        23          SWC, DC

                2 of more than 10,000; the next: --after '7~2016 05'
                """, out.toString());
    }

    @Test
    void an_empty_list_says_so() {
        platform.answers(
                "GET /api/v1/records/tag",
                200,
                "{\"records\": [], \"next\": null, \"count\": 0, \"counted_to_the_end\": true}");
        assertEquals(0, run("records", "tag"));
        assertEquals("There are none.\n", out.toString());
    }

    // ---------------------------------------------------------------------------------------------- one record

    @Test
    void a_record_is_shown_with_what_is_absent_and_what_is_empty() throws IOException {
        assertEquals(0, run("record", "show", "event", "2016-05-01-here"));
        assertEquals("""
                event 2016-05-01-here (7), version v1
                  slug                 2016-05-01-here
                  venue                ""
                  host                 (absent)
                  attendance           23
                  tags                 SWC, DC
                """, out.toString());

        out.getBuffer().setLength(0);
        assertEquals(0, run("record", "show", "event", "2016-05-01-here", "--json"));
        assertEquals(Api.JSON.readTree(RECORD), Api.JSON.readTree(out.toString()));
    }

    @Test
    void a_record_is_made_with_numbers_flags_and_links_as_the_kind_says() throws IOException {
        platform.answers("POST /api/v1/records/event", 201, "{\"operation\": 12, \"record\": " + RECORD + "}");

        assertEquals(
                0,
                run(
                        "record",
                        "create",
                        "event",
                        "slug=a=b",
                        "completed=true",
                        "attendance=23",
                        "latitude=-33.5",
                        "admin_fee=10.50",
                        "venue=",
                        "host=",
                        "tags=SWC",
                        "tags=DC",
                        "--absent",
                        "country",
                        "--note",
                        "a & b"));

        assertEquals("Made event 2016-05-01-here (operation 12).\n", out.toString());
        assertEquals("/api/v1/records/event?note=a+%26+b", asked().target());
        assertEquals(Api.JSON.readTree("""
                {"slug": "a=b", "completed": true, "attendance": 23, "latitude": -33.5, "admin_fee": "10.50",
                 "venue": "", "host": null, "tags": ["SWC", "DC"], "country": null}"""), Api.JSON.readTree(asked().body()));
    }

    @Test
    void what_is_no_number_or_unknown_is_left_to_the_platform_to_refuse() throws IOException {
        platform.answers("POST /api/v1/records/event", 422, """
                {"title": "Invalid record", "status": 422, "code": "invalid-record",
                 "detail": "The event cannot be so: attendance: must be a whole number."}""");

        assertEquals(5, run("record", "create", "event", "attendance=many", "colour=red", "completed=yes"));

        assertEquals(
                Api.JSON.readTree("{\"attendance\": \"many\", \"colour\": \"red\", \"completed\": \"yes\"}"),
                Api.JSON.readTree(asked().body()));
        assertEquals("Invalid record: The event cannot be so: attendance: must be a whole number.\n", err.toString());
    }

    @Test
    void a_change_names_the_version_it_has_seen() throws IOException {
        platform.answers("GET /api/v1/records/events/7", 200, RECORD)
                .answers("PUT " + HERE, 200, "{\"operation\": 13, \"record\": " + RECORD + "}");

        assertEquals(0, run("record", "change", "events", "7", "tags=", "venue=Hall"), err.toString());

        assertEquals("Changed event 2016-05-01-here (operation 13).\n", out.toString());
        assertEquals("\"v1\"", asked().headers().get("If-match"));
        assertEquals(Api.JSON.readTree("{\"tags\": [], \"venue\": \"Hall\"}"), Api.JSON.readTree(asked().body()));

        assertEquals(0, run("record", "change", "event", "2016-05-01-here", "venue=Hall", "--seen", "v0"));
        assertEquals("\"v0\"", asked().headers().get("If-match"));
    }

    @Test
    void a_stale_version_has_an_exit_code_of_its_own() {
        platform.answers("PUT " + HERE, 412, """
                {"title": "Stale record", "status": 412, "code": "stale-record", "detail": "Somebody changed it."}""");

        assertEquals(6, run("record", "change", "event", "2016-05-01-here", "venue=Hall", "--seen", "v0"));

        assertEquals("""
                Stale record: Somebody changed it.
                "record show" shows it as it is now.
                """, err.toString());
    }

    @Test
    void a_change_of_nothing_says_so() {
        platform.answers("PUT " + HERE, 200, "{\"operation\": null, \"record\": " + RECORD + "}");
        assertEquals(0, run("record", "change", "event", "2016-05-01-here", "venue="));
        assertEquals("It was so already; nothing was changed.\n", out.toString());
    }

    @Test
    void an_address_is_emptied_as_any_other_text_is() {
        platform.answers(
                        "GET /api/v1/records",
                        200,
                        KINDS.replace(
                                "{\"name\": \"venue\"", "{\"name\": \"url\", \"type\": \"url\"}, {\"name\": \"venue\""))
                .answers("PUT " + HERE, 200, "{\"operation\": null, \"record\": " + RECORD + "}");
        assertEquals(0, run("record", "change", "event", "2016-05-01-here", "url="), err.toString());
        assertEquals("{\"url\":\"\"}", asked().body());
    }

    @Test
    void a_deletion_is_shown_first_and_done_with_yes() {
        platform.answers("GET " + HERE + "/uses", 200, "{\"uses\": []}")
                .answers("DELETE " + HERE, 200, "{\"operation\": 14}");

        assertEquals(0, run("record", "delete", "event", "2016-05-01-here"));
        assertTrue(out.toString().endsWith("\nNothing refers to it. To delete it, add --yes.\n"), out.toString());
        assertEquals("GET", asked().method());

        out.getBuffer().setLength(0);
        assertEquals(0, run("record", "delete", "event", "2016-05-01-here", "--yes"));
        assertEquals("Deleted event 2016-05-01-here (operation 14).\n", out.toString());
        assertEquals("\"v1\"", asked().headers().get("If-match"));
    }

    @Test
    void what_stands_against_a_deletion_is_listed() {
        platform.answers("GET " + HERE + "/uses", 200, """
                {"uses": [{"kind": "task", "field": "event", "label": "Tasks", "count": 2000, "href": "x"}]}""");

        assertEquals(5, run("record", "delete", "event", "2016-05-01-here"));
        assertTrue(
                out.toString().endsWith("It cannot be deleted while these refer to it:\n  2,000 Tasks (event)\n"),
                out.toString());
    }

    @Test
    void what_cannot_be_understood_is_refused_before_anything_is_changed() {
        assertEquals(2, run("record", "create", "event", "slug"));
        assertEquals(2, run("record", "create", "event", "slug=a", "slug=b"));
        assertEquals(2, run("record", "create", "event", "slug=a", "--absent", "slug"));
        assertEquals(5, run("record", "create", "badger", "slug=a"));
        assertTrue(
                err.toString().endsWith("There is no kind of record \"badger\"; there are event.\n"), err.toString());
        assertTrue(platform.asked().stream().allMatch(asked -> asked.method().equals("GET")));
    }
}
