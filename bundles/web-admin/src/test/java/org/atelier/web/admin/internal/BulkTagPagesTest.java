package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.atelier.domain.EventDetails;
import org.atelier.domain.Lookup;
import org.atelier.domain.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkTagPagesTest {
    private static final String PICKED = "event=" + Site.A + "&event=" + Site.B;

    private Site site;

    @BeforeEach
    void start() {
        site = Site.believable();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private List<String> tags(String slug) {
        return site.workshops.find(slug) instanceof Lookup.Found<EventDetails>(var found)
                ? found.tags().stream().map(Tag::name).toList()
                : List.of();
    }

    @Test
    void the_list_offers_it_and_what_it_was_narrowed_by_does_no_harm() {
        var button = site.page("/workshops/events").select("#tag-picked");
        assertEquals("/workshops/events/tag", button.attr("formaction"));
        assertEquals(
                200,
                site.get("/workshops/events/tag?search=oslo&country=NO&tags=&" + PICKED)
                        .statusCode());
    }

    @Test
    void the_preview_says_which_events_change_and_writes_nothing() {
        var page = site.page("/workshops/events/tag?" + PICKED + "&tag=SWC&action=add");
        assertEquals(
                List.of("as it is", "with SWC"),
                page.select("#bulk td:last-child").eachText());
        assertEquals("Put “SWC” on 1 event", page.select("#confirm").text());
        assertEquals(List.of(), site.workshops.operations);
    }

    @Test
    void all_of_them_are_tagged_when_confirmed() {
        var answer =
                site.post("/workshops/events/tag", "event", Site.A, "event", Site.B, "tag", "WiSE", "action", "add");
        assertEquals(303, answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").orElseThrow().startsWith("/workshops/events?saved="));
        assertEquals(List.of("SWC", "DC", "WiSE"), tags(Site.A));
        assertEquals(List.of("DC", "online", "WiSE"), tags(Site.B));
    }

    @Test
    void a_tag_is_taken_off_all_of_them() {
        site.post("/workshops/events/tag", "event", Site.A, "event", Site.B, "tag", "DC", "action", "remove");
        assertEquals(List.of("SWC"), tags(Site.A));
        assertEquals(List.of("online"), tags(Site.B));
        var nothing = site.page("/workshops/events/tag?" + PICKED + "&tag=DC&action=remove");
        assertEquals(0, nothing.select("#confirm").size());
        assertEquals(1, nothing.select("#nothing").size());
    }

    @Test
    void what_is_not_there_is_told_and_nothing_is_done() {
        assertTrue(site.page("/workshops/events/tag?" + PICKED + "&tag=XYZ")
                .select("#problem")
                .text()
                .contains("XYZ"));
        var answer = site.post(
                "/workshops/events/tag", "event", Site.A, "event", "nowhere", "tag", "DC", "action", "remove");
        assertEquals(404, answer.statusCode());
        assertTrue(Site.parse(answer).select("#problem").text().contains("nowhere"));
        assertEquals(List.of("SWC", "DC"), tags(Site.A));
        var nothing = site.page("/workshops/events/tag");
        assertEquals("Tag several events at once", nothing.select("h1").text());
        assertEquals("/workshops/events", nothing.select(".empty a.btn").attr("href"));
    }
}
