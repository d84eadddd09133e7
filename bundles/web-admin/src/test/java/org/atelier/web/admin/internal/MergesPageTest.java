package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.atelier.merge.engine.MergeQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergesPageTest {
    private final Site site = Site.believable();

    @AfterEach
    void close() {
        site.close();
    }

    private static MergeQuery everything(Optional<Long> before) {
        return new MergeQuery(Optional.empty(), Optional.empty(), before, MergesPage.MAX_ROWS + 1);
    }

    @Test
    void the_newest_comes_first_with_what_became_of_it_and_a_way_to_its_receipt() {
        site.history.add(801, "event", 1, Site.A, "oslo-twin", Optional.empty());
        site.history.add(803, "badger", 5, "brock", "<i>meles</i>", Optional.of(804L));
        var rows = site.page(Links.MERGES).select("#merges tbody tr");

        assertEquals(List.of("merge-803", "merge-801"), rows.eachAttr("id"));
        var undone = rows.first();
        assertEquals("<i>meles</i>", undone.select(".flow-retired").text());
        assertEquals(
                "<i>meles</i> merged into brock", undone.select(".cell-name").text());
        assertEquals("Badger", undone.select(".cell-kind").text());
        assertEquals("Undone", undone.select(".cell-state").text());
        assertEquals("/workshops/merges/804", undone.select(".cell-state a").attr("href"));
        var standing = rows.last();
        assertEquals("/workshops/merges/801", standing.select(".cell-name a").attr("href"));
        assertEquals(
                List.of("2026-03-30T08:00:00Z", "30 Mar 2026, 08:00"),
                List.of(
                        standing.select("time").attr("datetime"),
                        standing.select("time").text()));
        assertEquals("administrator", standing.select(".cell-who").text());
        assertEquals("entered twice", standing.select(".cell-place").text());
        assertTrue(standing.select(".cell-state a").isEmpty());
    }

    @Test
    void older_ones_are_a_link_away_and_none_is_left_out_or_shown_twice() {
        for (var id = 1; id <= MergesPage.MAX_ROWS + 2; id++) {
            site.history.add(id, "event", 1, Site.A, "twin-" + id, Optional.empty());
        }
        var first = site.page(Links.MERGES);
        assertEquals(MergesPage.MAX_ROWS, first.select("#merges tbody tr").size());
        var second = site.page(first.select("#older").attr("href"));

        assertEquals(
                List.of("merge-2", "merge-1"), second.select("#merges tbody tr").eachAttr("id"));
        assertTrue(second.select("#older").isEmpty());
        assertEquals(Links.MERGES, second.select(".pages a").attr("href"));
        assertEquals(List.of(everything(Optional.empty()), everything(Optional.of(3L))), site.history.asked);
    }

    @Test
    void exactly_one_page_full_has_nothing_older() {
        for (var id = 1; id <= MergesPage.MAX_ROWS; id++) {
            site.history.add(id, "event", 1, Site.A, "twin-" + id, Optional.empty());
        }
        var page = site.page(Links.MERGES);
        assertEquals(MergesPage.MAX_ROWS, page.select("#merges tbody tr").size());
        assertTrue(page.select(".pages").isEmpty());
    }

    @Test
    void where_nothing_was_merged_the_page_says_what_to_do() {
        var empty = site.page(Links.MERGES).select(".empty");
        assertEquals("Nothing was merged yet", empty.select("h2").text());
        assertEquals(Links.MERGE, empty.select("a").attr("href"));
        assertEquals(
                Links.MERGES,
                site.page(Links.MERGES + "?before=1").select(".empty a").attr("href"));
    }

    @Test
    void what_is_no_number_is_refused() {
        for (var before : List.of("", "x", "-1", "99999999999999999999")) {
            assertEquals(400, site.get(Links.MERGES + "?before=" + before).statusCode(), before);
        }
        assertEquals(List.of(), site.history.asked);
    }

    @Test
    void strangers_see_nothing() {
        assertEquals(
                Links.login(Links.MERGES),
                site.getAsStranger(Links.MERGES)
                        .headers()
                        .firstValue("Location")
                        .orElse("none"));
    }

    @Test
    void the_navigation_leads_to_it_and_shows_where_one_is() {
        assertEquals(
                "Past merges",
                site.page(Links.EVENTS)
                        .select(".nav-main a[href=" + Links.MERGES + "]")
                        .text());
        for (var page : List.of(Links.MERGES, Links.receipt(OneUndo.MERGE), Links.undo(OneUndo.MERGE))) {
            assertEquals(
                    "Past merges",
                    site.page(page).select(".nav-main [aria-current]").text(),
                    page);
        }
        for (var receipt : List.of(OneUndo.MERGE, OneUndo.UNDONE)) {
            assertEquals(
                    Links.MERGES,
                    site.page(Links.receipt(receipt)).select(".crumb a").attr("href"));
        }
    }

    @Test
    void an_event_names_those_that_were_merged_into_it_with_one_question() {
        site.history.add(801, "event", 1, Site.A, "oslo-twin", Optional.empty());
        site.history.add(802, "event", 1, Site.A, "oslo-undone", Optional.of(805L));
        site.history.add(803, "event", 999, "elsewhere", Site.A, Optional.of(806L));
        site.history.add(804, "tag", 1, Site.A, "a-tag", Optional.empty());
        var merged = site.page(Links.event(Site.A)).select("#merged-from li");

        assertEquals(List.of("Merged from oslo-twin 30 Mar 2026, 08:00 receipt"), merged.eachText());
        assertEquals("/workshops/merges/801", merged.select("a").attr("href"));
        assertEquals(1, site.history.asked.size());
        assertTrue(site.page(Links.event(Site.B)).select("#merged-from").isEmpty());
    }

    @Test
    void an_event_is_shown_though_nothing_describes_events_to_the_engine() {
        site.history.kindUnknown = true;
        var page = site.page(Links.event(Site.A));
        assertEquals(Site.A, page.select("#event-slug").text());
        assertTrue(page.select("#merged-from").isEmpty());
    }
}
