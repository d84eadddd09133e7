package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventPagesTest {
    private final Site site = Site.believable();

    @AfterEach
    void stop() {
        site.close();
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("none");
    }

    private List<String> tagsOf(String slug) {
        return site.workshops.events.values().stream()
                .filter(one -> one.event().slug().equals(slug))
                .flatMap(one -> one.tags().stream())
                .map(Tag::name)
                .toList();
    }

    @Test
    void the_bare_address_leads_to_the_pages() {
        var answer = site.getAsStranger("/");
        assertEquals(303, answer.statusCode());
        assertEquals("/workshops/", location(answer));
    }

    @Test
    void events_are_found_by_typing() {
        var page = site.page("/workshops/events?search=oslo+online");
        assertEquals(List.of(Site.B), page.select(".list-records .cell-name").eachText());
        assertEquals("oslo online", page.select("#search").attr("value"));
        assertEquals("1 event", page.select(".count").text());
    }

    @Test
    void a_line_shows_name_day_place_tags_and_whether_it_is_published() {
        var row = site.page("/workshops/events?search=gaustad").select(".list-records tbody tr");
        assertEquals(1, row.size());
        assertEquals("2 Mar 2026", row.select("time").text());
        assertEquals("2026-03-02", row.select("time").attr("datetime"));
        assertEquals("Universitetet i Oslo", row.select("[data-label=Venue]").text());
        assertEquals("Norway NO", row.select("[data-label=Country]").text());
        assertEquals(List.of("DC", "SWC"), row.select(".chip").eachText());
        assertEquals("yes", row.select("[data-label=Published]").text());
    }

    @Test
    void nothing_found_says_what_to_do() {
        var page = site.page("/workshops/events?search=atlantis");
        assertTrue(page.select(".empty").text().contains("Try fewer words"));
        assertEquals("/workshops/events", page.select(".empty a").attr("href"));
    }

    @Test
    void no_events_at_all_says_how_they_come_in() {
        try (var empty = new Site(new Workshops())) {
            assertTrue(empty.page("/workshops/events").select(".empty").text().contains("bin/atelier import amy FILE"));
            assertTrue(empty.page("/workshops/").select(".empty").text().contains("bin/atelier import amy FILE"));
            assertTrue(empty.page("/workshops/tags").select(".empty").text().contains("bin/atelier import amy FILE"));
        }
    }

    @Test
    void what_was_picked_stays_picked_while_one_looks_for_the_other() {
        var page = site.page("/workshops/events?search=nairobi&event=2026-03-02-oslo&event=2026-01-25-nairobi");
        assertEquals(
                List.of("2026-03-02-oslo"), page.select(".tray input[checked]").eachAttr("value"));
        assertEquals(
                List.of("2026-01-25-nairobi"),
                page.select(".cell-pick input[checked]").eachAttr("value"));
    }

    @Test
    void an_event_shows_its_fields_and_all_that_hangs_on_it() {
        var page = site.page("/workshops/event/2026-03-02-oslo/");
        assertEquals("2026-03-02-oslo", page.select("h1").text());
        assertTrue(page.select(".facts").text().contains("Host University of Oslo"));
        assertTrue(page.select(".facts").text().contains("Start 2 Mar 2026 2026-03-02"));
        assertEquals(3, page.select("#tasks tbody tr").size());
        assertTrue(page.select("#tasks").text().contains("Astrid Dahl dahl_astrid instructor Lead"));
        assertEquals(
                List.of(
                        "Reserve the rooms (done) due 15 Jan 2026",
                        "Send the survey (open) due 10 Mar 2026 Both surveys"),
                page.select("#todos li").eachText());
        assertTrue(page.select("#awards").text().contains("Lars Moen moen_lars helper badge 4 Mar 2026"));
        assertEquals(
                "/workshops/events/merge?event_a_0=2026-03-02-oslo&event_b_0=",
                page.select("#merge-with").attr("href"));
    }

    @Test
    void whom_an_event_names_is_a_link_away() {
        var page = site.page("/workshops/event/" + Site.A + "/");
        assertEquals(
                Links.record("organization", "University of Oslo"),
                page.select(".fact:has(dt:contains(Host)) a").attr("href"));
        assertEquals(
                Links.record("badge", page.select("#awards .chip-link").text()),
                page.select("#awards .chip-link").attr("href"));
    }

    @Test
    void a_retired_name_leads_to_the_survivor_for_good() {
        var answer = site.get("/workshops/event/2026-02-28-oslo/");
        assertEquals(301, answer.statusCode());
        assertEquals("/workshops/event/2026-03-02-oslo/", location(answer));
    }

    @Test
    void a_number_and_a_missing_slash_lead_to_the_page() {
        assertEquals("/workshops/event/2026-03-02-oslo/", location(site.get("/workshops/event/1/")));
        assertEquals("/workshops/event/2026-03-02-oslo/", location(site.get("/workshops/event/2026-03-02-oslo")));
    }

    @Test
    void an_unknown_event_is_not_found() {
        var answer = site.get("/workshops/event/nowhere/");
        assertEquals(404, answer.statusCode());
        assertTrue(Site.parse(answer).select(".error-detail").text().contains("“nowhere”"));
    }

    @Test
    void a_tag_is_added_by_its_name_as_one_operation() {
        var answer = site.post(Links.addTag(Site.A), "tag", " TTT ");
        assertEquals(303, answer.statusCode());
        assertEquals(List.of("SWC", "DC", "TTT"), tagsOf(Site.A));
        assertEquals(
                List.of(new NewOperation("event.tag", "administrator", "request-1", "")), site.workshops.operations);
        assertEquals(
                "Tag TTT is on this event.",
                site.page(location(answer)).select("#notice").text());
    }

    @Test
    void tags_that_could_be_added_are_suggested() {
        assertEquals(
                List.of("TTT", "WiSE", "online"),
                site.page(Links.event(Site.A)).select("#tag-names option").eachAttr("value"));
    }

    @Test
    void a_tag_is_removed_and_can_be_put_back() {
        var answer = site.post(Links.removeTag(Site.A), "tag", "DC");
        assertEquals(303, answer.statusCode());
        assertEquals(List.of("SWC"), tagsOf(Site.A));
        var notice = site.page(location(answer)).select("#notice");
        assertTrue(notice.text().startsWith("Tag DC was taken off this event."));
        site.post(
                notice.select("form").attr("action"),
                "tag",
                notice.select("[name=tag]").attr("value"));
        assertEquals(List.of("SWC", "DC"), tagsOf(Site.A));
    }

    @Test
    void an_unknown_tag_is_refused_beside_the_field_and_nothing_changes() {
        var answer = site.post(Links.addTag(Site.A), "tag", "nonsense");
        assertEquals(404, answer.statusCode());
        var page = Site.parse(answer);
        assertTrue(page.select("#tag-problem").text().contains("“nonsense”"));
        assertEquals("nonsense", page.select("#tag").attr("value"));
        assertEquals("true", page.select("#tag").attr("aria-invalid"));
        assertEquals(List.of("SWC", "DC"), tagsOf(Site.A));
    }

    @Test
    void a_blank_tag_is_refused() {
        assertEquals(400, site.post(Links.addTag(Site.A), "tag", "  ").statusCode());
        assertEquals(400, site.post(Links.addTag(Site.A)).statusCode());
    }

    @Test
    void without_the_sessions_token_nothing_changes() {
        assertEquals(
                403, site.postWithoutCsrf(Links.removeTag(Site.A), "tag", "DC").statusCode());
        assertEquals(List.of("SWC", "DC"), tagsOf(Site.A));
    }

    @Test
    void an_address_cannot_claim_what_is_not_so() {
        assertTrue(site.page(Links.event(Site.A) + "?removed=SWC")
                .select("#notice")
                .isEmpty());
        assertTrue(
                site.page(Links.event(Site.A) + "?added=TTT").select("#notice").isEmpty());
    }

    @Test
    void unknown_parameters_are_refused() {
        var answer = site.get("/workshops/events?serach=oslo");
        assertEquals(400, answer.statusCode());
        assertTrue(Site.parse(answer).text().contains("serach"));
        assertFalse(Site.parse(answer).text().contains("Universitetet"));
    }
}
