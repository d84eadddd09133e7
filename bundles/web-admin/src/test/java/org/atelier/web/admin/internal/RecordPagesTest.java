package org.atelier.web.admin.internal;

import static org.atelier.web.admin.internal.MemoryRecords.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atelier.domain.Lookup;
import org.atelier.history.Change;
import org.atelier.history.RecordName;
import org.atelier.merge.spi.Value;
import org.atelier.records.RecordRef;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordPagesTest {
    private Site site;

    @BeforeEach
    void start() {
        site = Site.believable();
        site.records.put(
                "organization", 1, values("domain", "uio.no", "fullname", "Universitetet i Oslo", "country", "NO"));
        site.records.put("person", 1, values("username", "dahl_astrid", "personal", "Astrid", "family", "Dahl"));
        site.records.put("person", 2, values("username", "moen_lars", "personal", "Lars", "family", "Moen"));
        site.records.put("role", 1, values("name", "instructor"));
        site.records.put(
                "task", 7, values("event", Site.A, "person", "dahl_astrid", "role", "instructor", "title", "Lead"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** The form's fields as a browser would send them back. */
    private static Map<String, String> fields(Document page) {
        var fields = new java.util.LinkedHashMap<String, String>();
        page.select("#record-form").forms().getFirst().formData().forEach(data -> fields.put(data.key(), data.value()));
        return fields;
    }

    private HttpResponse<String> send(String address, Map<String, String> fields) {
        var flat = fields.entrySet().stream()
                .filter(field -> !field.getKey().equals("csrf"))
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
        return site.post(address, flat);
    }

    /** The form as it stands in the page, with every box that is checked. */
    private HttpResponse<String> sendAll(String address, Document page) {
        var flat = page.select("#record-form").forms().getFirst().formData().stream()
                .filter(data -> !data.key().equals("csrf"))
                .flatMap(data -> Stream.of(data.key(), data.value()))
                .toArray(String[]::new);
        return site.post(address, flat);
    }

    /** The tags of the event, by name. */
    private List<String> tags() {
        return site.records.row("event", Site.A).links().get("tags").stream()
                .map(RecordRef::key)
                .sorted()
                .toList();
    }

    @Test
    void every_kind_has_a_list_and_the_overview_leads_there() {
        var addresses = site.page("/workshops/records").select(".kind").eachAttr("href");
        assertEquals(site.records.kinds().size(), addresses.size());
        for (var address : addresses) {
            assertEquals(200, site.get(address).statusCode(), address);
            assertEquals(200, site.get(address + "/add").statusCode(), address);
        }
    }

    @Test
    void a_list_shows_where_its_lines_lead() {
        var page = site.page("/workshops/tasks");
        var row = page.select(".list-records tbody tr");
        assertEquals(1, row.size());
        assertEquals("Astrid Dahl", row.select(".cell-name a").text());
        assertEquals("/workshops/task/7/", row.select(".cell-name a").attr("href"));
        assertEquals(
                List.of("/workshops/role/instructor/", "/workshops/event/2026-03-02-oslo/"),
                row.select("td:not(.cell-name) a").eachAttr("href"));
    }

    @Test
    void filters_in_force_are_shown_and_can_be_taken_away() {
        var page = site.page("/workshops/events?tags=SWC&country=NO&sort=-slug");
        assertEquals(List.of(Site.A), page.select(".list-records .cell-name").eachText());
        assertEquals(
                List.of("Tags: SWC", "Country: NO"),
                page.select(".active-filters .chip > span").eachText());
        assertEquals(
                "/workshops/events?country=NO&sort=-slug",
                page.select(".active-filters a").first().attr("href"));
        assertEquals("descending", page.select("th:contains(Slug)").attr("aria-sort"));
        assertEquals(
                "/workshops/events?tags=SWC&country=NO&sort=slug",
                page.select("th:contains(Slug) a").attr("href"));
    }

    @Test
    void yes_and_no_are_shown_as_people_say_them_however_they_were_written() {
        var page = site.page("/workshops/events?completed=false");
        assertEquals(
                List.of("Completed: no"),
                page.select(".active-filters .chip > span").eachText());
        assertEquals("no", page.select("#filter-completed option[selected]").text());
    }

    @Test
    void an_unknown_filter_value_is_refused_in_words_and_widens_nothing() {
        var answer = site.get("/workshops/events?tags=XYZ");
        assertEquals(400, answer.statusCode());
        var page = Site.parse(answer);
        assertTrue(page.select("#problem").text().contains("There is no tag “XYZ”."), page.text());
        assertEquals(0, page.select(".list-records tr").size());
    }

    @Test
    void blank_filters_of_the_form_count_for_nothing() {
        assertEquals(
                200,
                site.get("/workshops/events?search=oslo&tags=&country=&published=")
                        .statusCode());
    }

    @Test
    void a_long_list_goes_on_on_the_next_page() {
        for (var i = 0; i < 60; i++) {
            site.records.put(
                    "airport", 100 + i, values("name", "Airport %02d".formatted(i), "latitude", 1.0, "longitude", 2.0));
        }
        var first = site.page("/workshops/airports");
        assertEquals(50, first.select(".list-records tbody tr").size());
        assertEquals("60 airports", first.select(".count").text());
        var second = site.page(first.select("#next").attr("href"));
        assertEquals(10, second.select(".list-records tbody tr").size());
        assertEquals(0, second.select("#next").size());
        assertEquals("/workshops/airports", second.select("#first").attr("href"));
    }

    @Test
    void a_record_shows_its_fields_and_what_refers_to_it() {
        var page = site.page("/workshops/person/dahl_astrid/");
        assertEquals("Astrid Dahl", page.select("#record-title").text());
        assertTrue(page.select(".facts").text().contains("Username dahl_astrid"));
        var tasks = page.select("section:has(#related-task-person)");
        assertEquals("Tasks 1", tasks.select("h2").text());
        assertEquals(
                "/workshops/tasks?person=dahl_astrid",
                tasks.select(".section-head a").attr("href"));
    }

    @Test
    void a_record_is_found_by_its_id_and_under_its_old_name() {
        assertEquals("/workshops/person/dahl_astrid/", location(site.get("/workshops/person/1/")));
        site.records.redirects.put("person astrid", "dahl_astrid");
        var moved = site.get("/workshops/person/astrid/");
        assertEquals(301, moved.statusCode());
        assertEquals("/workshops/person/dahl_astrid/", location(moved));
        assertEquals(404, site.get("/workshops/person/nobody/").statusCode());
        assertEquals("/workshops/person/dahl_astrid/", location(site.get("/workshops/person/dahl_astrid")));
    }

    @Test
    void a_record_is_found_below_its_list_too() {
        assertEquals("/workshops/event/" + Site.A + "/", location(site.get("/workshops/events/" + Site.A)));
        assertEquals("/workshops/person/moen_lars/", location(site.get("/workshops/persons/moen_lars/")));
        assertEquals("/workshops/task/7/", location(site.get("/workshops/tasks/7")));
        assertEquals("/workshops/knowledge-domain/a%20b/", location(site.get("/workshops/knowledge-domains/a%20b")));
        assertEquals(
                404, site.get(location(site.get("/workshops/events/never"))).statusCode());
        // what has an address of its own there keeps it
        assertEquals(200, site.get("/workshops/events/add").statusCode());
        assertEquals(200, site.get("/workshops/events/merge").statusCode());
        assertEquals(200, site.get(Links.UPLOAD).statusCode());
    }

    @Test
    void a_list_is_found_by_other_names_and_with_a_slash_and_keeps_what_was_asked_for() {
        assertEquals(
                "/workshops/events?search=oslo&tags=SWC",
                location(site.get("/workshops/events/?search=oslo&tags=SWC")));
        for (var guess : List.of("people", "people/", "person", "person/")) {
            assertEquals(
                    "/workshops/persons?search=%C3%A9",
                    location(site.get("/workshops/" + guess + "?search=%C3%A9")), guess);
        }
        assertEquals("/workshops/events", location(site.get("/workshops/event/")));
        assertEquals("/workshops/todos", location(site.get("/workshops/to-dos")));
        assertEquals("/workshops/knowledge-domains", location(site.get("/workshops/knowledge-domain/")));
        assertEquals("/workshops/person/moen_lars/", location(site.get("/workshops/people/moen_lars")));
        var refused = site.get("/workshops/events/?colour=red");
        assertEquals(400, refused.statusCode());
        assertTrue(Site.parse(refused).text().contains("search"), "known parameters are told");
    }

    @Test
    void every_page_is_found_with_a_slash_too_many_or_too_few() {
        for (var page : List.of("duplicates", "merges", "merge", "timeline", "account", "search", "events/merge")) {
            assertEquals("/workshops/" + page, location(site.get("/workshops/" + page + "/")));
        }
        assertEquals("/workshops/merges?before=102", location(site.get("/workshops/merges/?before=102")));
        assertEquals("/workshops/merges/7", location(site.get("/workshops/merges/7/")));
        assertEquals("/workshops/workshop_staff/?free=yes", location(site.get("/workshops/workshop_staff?free=yes")));
        assertEquals("/workshops/history/event/a%20%24b", location(site.get("/workshops/history/event/a%20$b/")));
        // what strangers may open has no other address
        assertEquals(404, site.getAsStranger("/workshops/login/").statusCode());
        assertTrue(location(site.getAsStranger("/workshops/people")).startsWith(Links.LOGIN));
    }

    @Test
    void a_record_is_made_with_the_form() {
        var fields = fields(site.page("/workshops/persons/add"));
        assertEquals("true", fields.get("may_contact"), "as the database has it where nothing is stated");
        fields.put("username", " ada ");
        fields.put("personal", "Ada");
        fields.put("family", "Lovelace");
        fields.remove("may_contact");

        var answer = send("/workshops/persons/add", fields);

        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals("/workshops/person/ada/?saved=1", location(answer));
        var ada = site.records.row("person", "ada");
        assertEquals(false, ada.values().get("may_contact"));
        assertEquals("person.create", site.records.operations.getFirst().kind());
        assertEquals("administrator", site.records.operations.getFirst().actor());
        assertTrue(site.page(location(answer)).select("#notice").text().contains("Saved"));
    }

    @Test
    void what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost() {
        var fields = fields(site.page("/workshops/events/add"));
        fields.put("slug", "2026-05-05-new");
        fields.put("start", "next week");
        fields.put("host", "nowhere.org");
        fields.put("attendance", "many");
        fields.put("notes", "first\r\nsecond");
        fields.put("tags", "SWC");

        var answer = send("/workshops/events/add", fields);

        assertEquals(422, answer.statusCode());
        var page = Site.parse(answer);
        assertEquals(
                "Must be a day such as 2026-03-01.",
                page.select("#problem-start").text());
        assertTrue(page.select("#problem-attendance").text().startsWith("Must be a whole number"));
        assertEquals("true", page.select("#field-start").attr("aria-invalid"));
        assertEquals("next week", page.select("#field-start").attr("value"));
        assertEquals("", page.select("#field-start").attr("type"), "a field for days would not show it");
        assertEquals("date", page.select("#field-end").attr("type"));
        var banner = page.select("#problem");
        assertTrue(banner.text().startsWith("Nothing was saved yet. 3 problems: Start: Must be a day"), banner.text());
        assertEquals(
                List.of("#field-start", "#field-host", "#field-attendance"),
                banner.select("a").eachAttr("href"));
        assertTrue(banner.hasAttr("autofocus"), "whoever reads by ear hears it first");
        assertEquals("nowhere.org", page.select("#field-host").attr("value"));
        assertEquals("many", page.select("#field-attendance").attr("value"));
        // the line break after the opening tag is none of the content
        assertEquals(
                "first\r\nsecond",
                page.select("#field-notes").first().wholeText().strip());
        assertEquals(List.of("SWC"), page.select("[name=tags][checked]").eachAttr("value"));
        assertEquals(
                "There is no organization “nowhere.org”.",
                page.select("#problem-host").text(),
                "what cannot be read hides nothing else");
        assertEquals(List.of(), site.records.operations);
    }

    @Test
    void a_place_off_the_globe_and_a_country_that_is_none_are_told_beside_the_field() {
        var page = site.page("/workshops/events/add");
        assertEquals("−90 to 90", page.select("#field-latitude").attr("placeholder"));
        var fields = fields(page);
        fields.put("slug", "2026-05-05-new");
        fields.put("latitude", "100");
        fields.put("country", "Norway");

        var refused = Site.parse(send("/workshops/events/add", fields));

        assertEquals(
                "Must be from -90 to 90.", refused.select("#problem-latitude").text());
        assertEquals(
                "Must be a country in two letters such as NO, W3 for online, or empty; “Norway” is none.",
                refused.select("#problem-country").text());
        assertEquals("Norway", refused.select("#field-country").attr("value"));
        assertEquals("100", refused.select("#field-latitude").attr("value"));
        assertEquals(List.of(), site.records.operations);
    }

    @Test
    void an_address_that_is_none_of_the_web_is_told_beside_the_field() {
        var page = site.page("/workshops/events/add");
        assertEquals("https://", page.select("#field-url").attr("placeholder"));
        var fields = fields(page);
        fields.put("slug", "2026-05-05-new");
        fields.put("url", "javascript:alert(1)");

        var refused = Site.parse(send("/workshops/events/add", fields));

        assertEquals(
                "Must be an address that begins with https:// or http:// and has no blanks,"
                        + " such as https://example.org/workshop.",
                refused.select("#problem-url").text());
        assertEquals("javascript:alert(1)", refused.select("#field-url").attr("value"));
        assertEquals(List.of(), site.records.operations);
    }

    @Test
    void a_value_that_cannot_be_read_is_not_said_to_be_missing_and_what_is_missing_is_said_beside_it() {
        var fields = fields(site.page("/workshops/events/add"));
        fields.put("start", "next week");

        var page = Site.parse(send("/workshops/events/add", fields));

        assertEquals("Slug is missing.", page.select("#problem-slug").text());
        assertEquals(
                List.of("Slug is missing.", "Start: Must be a day such as 2026-03-01."),
                page.select("#problem li").eachText());
        assertEquals(
                "Must be a day such as 2026-03-01.",
                page.select("#problem-start").text());
    }

    @Test
    void a_record_is_changed_where_something_differs_and_nowhere_else() {
        var fields = fields(site.page("/workshops/event/" + Site.A + "/edit"));
        assertEquals("2026-03-02", fields.get("start"));
        fields.put("host", "uio.no");
        fields.put("end", "2026-03-04");

        var answer = send("/workshops/event/" + Site.A + "/edit", fields);

        assertEquals("/workshops/event/" + Site.A + "/?saved=1", location(answer));
        var event = site.records.row("event", Site.A);
        assertEquals(LocalDate.of(2026, 3, 4), event.values().get("end"));
        assertEquals("event.edit", site.records.operations.getFirst().kind());
        var unchanged =
                send("/workshops/event/" + Site.A + "/edit", fields(site.page("/workshops/event/" + Site.A + "/edit")));
        assertEquals("/workshops/event/" + Site.A + "/", location(unchanged));
        assertEquals(1, site.records.operations.size());
    }

    @Test
    void a_stale_form_shows_both_versions_and_can_be_sent_again() {
        var address = "/workshops/organization/uio.no/edit";
        var mine = fields(site.page(address));
        var theirs = fields(site.page(address));
        theirs.put("fullname", "University of Oslo");
        send(address, theirs);

        mine.put("fullname", "UiO");
        var answer = send(address, mine);

        assertEquals(409, answer.statusCode());
        var page = Site.parse(answer);
        assertTrue(page.select("#stale").text().contains("Somebody changed this record"));
        assertEquals("UiO", page.select("#field-fullname").attr("value"));
        assertEquals("Now: University of Oslo", page.select(".field-now").text());
        var again = send(address, fields(page));
        assertEquals(303, again.statusCode());
        assertEquals("UiO", site.records.row("organization", "uio.no").values().get("fullname"));
    }

    @Test
    void a_stale_form_takes_over_what_this_person_never_touched() {
        var address = "/workshops/event/" + Site.A + "/edit";
        var mine = fields(site.page(address));
        var theirs = fields(site.page(address));
        theirs.put("venue", "Chemistry");
        theirs.put("notes", "Ring twice.");
        theirs.put("start", "2026-03-01");
        theirs.put("completed", "true");
        send(address, theirs);

        mine.put("venue", "Physics");
        mine.put("address", "Sem Sælands vei 24");
        var answer = send(address, mine);

        assertEquals(409, answer.statusCode());
        var page = Site.parse(answer);
        assertEquals("Physics", page.select("#field-venue").attr("value"));
        assertEquals(
                "Ring twice.", page.select("#field-notes").first().wholeText().strip());
        assertEquals("2026-03-01", page.select("#field-start").attr("value"));
        assertTrue(page.select("#field-completed").hasAttr("checked"));
        assertEquals("Sem Sælands vei 24", page.select("#field-address").attr("value"));
        assertEquals(List.of("Now: Chemistry"), page.select(".field-now").eachText(), "one stands against another");
        assertEquals(
                List.of(
                        "1 field you both changed: Venue. What you typed is still there, and what the record holds now"
                                + " stands below it. Saving again replaces that.",
                        "3 fields taken over from the other: Completed, Start, Notes."),
                page.select("#stale li").eachText());
        assertEquals(
                List.of("#field-venue", "#field-completed", "#field-start", "#field-notes"),
                page.select("#stale a").eachAttr("href"));
        assertEquals(3, page.select(".field-taken").size());

        assertEquals(303, send(address, fields(page)).statusCode());
        var event = site.records.row("event", Site.A).values();
        assertEquals("Physics", event.get("venue"));
        assertEquals("Ring twice.", event.get("notes"));
        assertEquals(LocalDate.of(2026, 3, 1), event.get("start"));
        assertEquals(true, event.get("completed"));
        assertEquals("Sem Sælands vei 24", event.get("address"));
    }

    @Test
    void a_stale_form_takes_over_links_that_this_person_never_touched() {
        var address = "/workshops/event/" + Site.A + "/edit";
        var mine = site.page(address);
        var theirs = site.page(address);
        theirs.select("[name=tags][value=TTT]").attr("checked", "checked");
        assertEquals(303, sendAll(address, theirs).statusCode());

        mine.select("#field-venue").val("Physics");
        var answer = sendAll(address, mine);

        assertEquals(409, answer.statusCode(), "nothing clashes, and yet somebody looks at it before it is saved");
        var page = Site.parse(answer);
        assertEquals(
                List.of(
                        "Nothing you changed clashes with it. Look it over and save again.",
                        "1 field taken over from the other: Tags."),
                page.select("#stale li").eachText());
        assertEquals(303, sendAll(address, page).statusCode());
        assertEquals(List.of("DC", "SWC", "TTT"), tags());
        assertEquals("Physics", site.records.row("event", Site.A).values().get("venue"));
    }

    @Test
    void links_that_both_changed_stay_as_checked_beside_those_there_are() {
        var address = "/workshops/event/" + Site.A + "/edit";
        var mine = site.page(address);
        var theirs = site.page(address);
        theirs.select("[name=tags][value=TTT]").attr("checked", "checked");
        sendAll(address, theirs);

        mine.select("[name=tags][value=DC]").removeAttr("checked");
        var page = Site.parse(sendAll(address, mine));

        assertEquals(List.of("SWC"), page.select("[name=tags][checked]").eachAttr("value"));
        assertEquals("Now: DC SWC TTT", page.select("#field-tags .field-now").text());
        assertEquals("#field-tags", page.select("#stale a").attr("href"));
        sendAll(address, page);
        assertEquals(List.of("SWC"), tags());
    }

    @Test
    void a_form_that_becomes_stale_again_is_compared_with_what_it_showed_last() {
        var address = "/workshops/event/" + Site.A + "/edit";
        var mine = fields(site.page(address));
        var theirs = fields(site.page(address));
        theirs.put("notes", "Ring twice.");
        send(address, theirs);
        mine.put("venue", "Physics");
        var shown = fields(Site.parse(send(address, mine)));
        theirs = fields(site.page(address));
        theirs.put("notes", "Ring once.");
        send(address, theirs);

        var page = Site.parse(send(address, shown));

        assertEquals(
                "Ring once.", page.select("#field-notes").first().wholeText().strip());
        assertEquals(0, page.select(".field-now").size());
    }

    @Test
    void a_form_that_does_not_say_what_it_was_loaded_with_shows_all_that_differs_and_takes_over_nothing() {
        var address = "/workshops/event/" + Site.A + "/edit";
        for (var rubbish : List.of("", "=", "venue", "venue=x notes=", "\"{", "x=y ".repeat(100_000))) {
            var mine = fields(site.page(address));
            var theirs = fields(site.page(address));
            theirs.put("notes", theirs.get("notes") + "!");
            send(address, theirs);
            mine.put("venue", "Physics");
            mine.put("loaded", rubbish);

            var answer = send(address, mine);

            assertEquals(409, answer.statusCode());
            var page = Site.parse(answer);
            assertEquals("Physics", page.select("#field-venue").attr("value"));
            assertEquals(
                    mine.get("notes"),
                    page.select("#field-notes").first().wholeText().strip());
            assertEquals(
                    List.of(
                            "2 fields hold something else now: Venue, Notes. What you typed is still there, and what the"
                                    + " record holds now stands below it. Saving again replaces that."),
                    page.select("#stale li").eachText(),
                    rubbish);
        }
    }

    @Test
    void what_is_wrong_in_a_field_that_is_taken_over_is_no_longer_wrong() {
        site.records.put("event", 90, values("slug", "2026-09-09-odd", "start", LocalDate.of(10_000, 1, 1)));
        var address = "/workshops/event/2026-09-09-odd/edit";
        var mine = fields(site.page(address));
        site.records.put("event", 90, values("slug", "2026-09-09-odd", "start", LocalDate.of(2026, 9, 9)));
        mine.put("attendance", "many");

        var page = Site.parse(send(address, mine));

        assertEquals("2026-09-09", page.select("#field-start").attr("value"));
        assertEquals(0, page.select("#problem-start").size());
        assertTrue(page.select("#problem-attendance").hasText());
    }

    @Test
    void a_retired_tag_is_offered_to_those_that_have_it_only() {
        site.records.put("tag", 2, values("name", "DC", "details", "", "retired", true));
        var page = site.page("/workshops/event/" + Site.A + "/edit");
        var box = page.select("[name=tags][value=DC]");
        assertTrue(box.hasAttr("checked"));
        assertEquals("DC retired", box.first().parent().text());
        assertTrue(box.first().parent().hasClass("is-retired"));

        site.records.put("tag", 5, values("name", "WiSE", "details", "", "retired", true));
        for (var address : List.of("/workshops/event/" + Site.A + "/edit", "/workshops/events/add")) {
            assertEquals(0, site.page(address).select("[name=tags][value=WiSE]").size(), address);
        }
        assertEquals(
                0,
                site.page("/workshops/events/add")
                        .select("[name=tags][value=DC]")
                        .size());
    }

    @Test
    void a_record_that_nothing_refers_to_is_deleted_and_the_way_back_is_shown() {
        var page = site.page("/workshops/person/moen_lars/delete");
        var answer = site.post(
                "/workshops/person/moen_lars/delete",
                "version",
                page.select("[name=version]").attr("value"));
        assertEquals("/workshops/persons?deleted=1", location(answer));
        assertTrue(
                site.records.find(site.records.kind("person").orElseThrow(), "moen_lars") instanceof Lookup.Missing<?>);
        assertEquals(
                "/workshops/log/1/undo",
                site.page(location(answer)).select("#notice a").attr("href"));
    }

    @Test
    void what_was_deleted_is_named_with_the_way_to_bring_it_back() {
        var person = new RecordName("person", "Person", 3, "Lars Moen");
        site.changes.alsoDid(
                71,
                "person.delete",
                new Change(
                        1,
                        "person",
                        new TreeMap<>(Map.of("id", Value.Number.of(3))),
                        Change.Sort.DELETED,
                        "Person",
                        "Lars Moen",
                        Optional.of(person),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        var notice = site.page("/workshops/persons?deleted=71").getElementById("notice");
        assertEquals("Deleted: person Lars Moen", notice.select("span").text());
        assertEquals("Bring it back", notice.select("a").text());
        assertEquals("/workshops/log/71/undo", notice.select("a").attr("href"));
        assertEquals(
                "Deleted.",
                site.page("/workshops/events?deleted=71").select("#notice span").text(),
                "an address that somebody made up");
    }

    @Test
    void what_others_refer_to_is_not_deleted_and_they_are_listed() {
        var page = site.page("/workshops/person/dahl_astrid/delete");
        assertEquals("Astrid Dahl cannot be deleted", page.select("h1").text());
        assertEquals(
                "/workshops/tasks?person=dahl_astrid",
                page.select(".dependents a").attr("href"));
        assertEquals(0, page.select("#confirm-delete").size());
        var version = site.records.row("person", "dahl_astrid").version();
        assertEquals(
                409,
                site.post("/workshops/person/dahl_astrid/delete", "version", version)
                        .statusCode());
    }

    @Test
    void what_a_website_asks_for_by_name_is_not_deleted() {
        site.records.reliedOn.put("WiSE", List.of("the website"));
        var version = site.records.row("tag", "WiSE").version();
        var answer = site.post("/workshops/tag/WiSE/delete", "version", version);
        assertEquals(409, answer.statusCode());
        assertTrue(Site.parse(answer).select("#deletion").text().contains("the website"));
    }

    @Test
    void a_word_says_who_asks_for_it_by_its_name() {
        site.workshops.words.reliedOn.put("DC", List.of("the website", "the yearly report"));
        assertEquals(
                List.of("the website", "the yearly report"),
                site.page("/workshops/tag/DC/").select("#relied li").eachText());
        assertEquals(0, site.page("/workshops/tag/SWC/").select("#relied").size());
    }

    @Test
    void a_field_offers_what_begins_like_what_is_typed() {
        var answer = site.get("/workshops/choices/person?person=dahl");
        assertEquals(
                "<option value=\"dahl_astrid\">Astrid Dahl</option>",
                answer.body().strip());
    }

    @Test
    void one_search_finds_records_of_every_kind() {
        var page = site.page("/workshops/search?search=oslo");
        assertEquals(
                List.of("Events 2", "Organizations 1"),
                page.select("section h2").eachText());
        assertTrue(page.select("a[href=/workshops/organization/uio.no/]").hasText());
        assertEquals(
                "Nothing found",
                site.page("/workshops/search?search=zzz").select(".empty h2").text());
    }

    @Test
    void after_adding_something_to_a_record_one_is_back_there() {
        var page = site.page("/workshops/tasks/add?event=" + Site.A + "&back=/workshops/event/" + Site.A + "/");
        var fields = fields(page);
        assertEquals(Site.A, fields.get("event"));
        fields.put("person", "moen_lars");
        fields.put("role", "instructor");
        assertEquals("/workshops/event/" + Site.A + "/?saved=1", location(send("/workshops/tasks/add", fields)));
        assertEquals(
                0,
                site.page("/workshops/tasks/add?back=https://elsewhere.example/")
                        .select("[name=back]")
                        .size());
    }
}
