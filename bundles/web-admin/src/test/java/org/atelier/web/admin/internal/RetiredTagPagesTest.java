package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.atelier.overview.Overview;
import org.atelier.records.RecordRef;
import org.atelier.web.admin.internal.pages.JtecellGenerated;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetiredTagPagesTest {
    private static final String RETIRED = "TTT";

    private final Workshops workshops = Workshops.believable();
    private Site site;

    private Site site() {
        workshops.retire(RETIRED);
        site = new Site(workshops);
        return site;
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void it_is_offered_for_no_event_and_refused_in_words_with_what_was_typed() {
        var event = site().page(Links.event(Site.A));
        assertFalse(event.select("#tag-names option").eachAttr("value").contains(RETIRED));
        var refused = site.post(Links.addTag(Site.A), "tag", RETIRED);
        assertEquals(409, refused.statusCode());
        var page = Site.parse(refused);
        assertTrue(page.select("#tag-problem").text().startsWith("The tag “TTT” is retired"), page.text());
        assertEquals(RETIRED, page.select("#tag").attr("value"));
    }

    @Test
    void several_events_do_not_get_it_either() {
        var picked = Links.BULK_TAG + "?event=" + Site.A + "&event=" + Site.B;
        var choices = site().page(picked).select("select#tag option").eachAttr("value");
        assertFalse(choices.contains(RETIRED), choices.toString());
        var refused = site.get(picked + "&tag=" + RETIRED);
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("is retired"), refused.body());
        assertEquals(
                409, site.post(Links.BULK_TAG, "event", Site.A, "tag", RETIRED).statusCode());
    }

    @Test
    void its_page_and_its_list_say_so() {
        assertEquals(
                "retired", site().page("/workshops/tag/TTT/").select("#retired").text());
        assertEquals(0, site.page("/workshops/tag/SWC/").select("#retired").size());
        assertEquals(
                "TTT retired",
                site.page("/workshops/tags").select("tr.is-retired .cell-name").text());
        assertEquals(
                "TTT retired",
                site.page("/workshops/search?search=TTT")
                        .select(".found-list .is-retired")
                        .text());
    }

    @Test
    void its_chip_is_told_apart_wherever_it_is_shown() {
        var picked = Links.BULK_TAG + "?event=" + Site.A;
        workshops.tag(Site.A, RETIRED, new org.atelier.domain.NewOperation("event.tag", "ada", "", ""));
        assertEquals(
                "TTT retired", site().page(picked).select(".chip.is-retired").text());
        site.looks.entries.add(new Overview.Entry(
                "x", Looks.day("2026-03-02"), Looks.day("2026-03-02"), "", "", true, List.of(RETIRED)));
        assertEquals(
                "TTT retired",
                site.page("/workshops/timeline").select(".chip.is-retired").text());
        var chips = Site.rendered(out -> JtecellGenerated.render(
                out,
                null,
                RecordCell.linked(List.of(
                        new RecordRef("tag", 1, "SWC", "SWC"), new RecordRef("tag", 2, RETIRED, RETIRED, true)))));
        assertEquals(List.of("SWC", "TTT retired"), chips.select(".chip").eachText());
        assertEquals(List.of("TTT retired"), chips.select(".chip.is-retired").eachText());
    }
}
