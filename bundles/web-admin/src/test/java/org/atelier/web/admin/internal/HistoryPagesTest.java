package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.history.LogQuery;
import org.atelier.history.RecordName;
import org.atelier.history.Timeline;
import org.atelier.http.Access;
import org.atelier.web.admin.internal.pages.JterecentchangesGenerated;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryPagesTest {
    private final Site site = Site.believable();

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void the_log_tells_operations_by_day_newest_first_with_what_they_changed() {
        var page = site.page("/workshops/log");
        assertEquals(
                List.of("Operation 702 undone", "Event tagged", "Changed directly in the database", "Event created"),
                page.select(".op-title > a:first-child").eachText());
        assertEquals(List.of("30 Mar 2026 UTC"), page.select(".op-date").eachText());
        assertEquals(
                List.of("23:30:05", "23:29:05", "23:28:05", "23:27:05"),
                page.select(".op-when time").eachText());
        assertEquals(
                "Tag \"DC\" added to event \"oslo\"",
                page.select(".op").get(1).select(".op-changes li").text());
        assertEquals("the host moved", page.select(".op-note").text());
        assertEquals("1,000+ rows in all", page.select(".op-more").text());
        assertEquals("/workshops/log/703", page.select(".op .undone-mark").attr("href"));
        assertEquals("2026-03-30T23:30:05Z", page.select("time[data-local]").attr("datetime"));
        assertEquals("Log", page.select(".nav-main [aria-current]").text());
        assertEquals(
                page.select("#log").html(),
                site.page("/workshops/log/").select("#log").html());
    }

    @Test
    void filters_are_passed_on_kept_in_the_form_and_in_the_way_to_older_ones() {
        var page = site.page("/workshops/log?actor=ada&operation=event.tag&kind=event&from=2016-04-06&to=2016-04-06"
                + "&request=r&text=host+moved&before=900");
        assertEquals(
                new LogQuery(
                        Optional.of("ada"),
                        Optional.of("event.tag"),
                        Optional.of("event"),
                        Optional.of(Instant.parse("2016-04-06T00:00:00Z")),
                        Optional.of(Instant.parse("2016-04-07T00:00:00Z")),
                        Optional.of("r"),
                        Optional.of("host moved"),
                        Optional.of(900L),
                        HistoryPages.MAX_OPERATIONS + 1),
                site.changes.asked.getLast());
        assertEquals("host moved", page.select("#text").attr("value"));
        assertEquals("event", page.select("#kind option[selected]").attr("value"));
        assertEquals(
                "/workshops/log?actor=ada&operation=event.tag&kind=event&from=2016-04-06&to=2016-04-06&request=r"
                        + "&text=host+moved",
                page.select(".pages a").attr("href"));
        // a browser sends also the fields that nobody filled in
        site.page("/workshops/log?actor=&operation=&kind=&from=&to=&request=&text=+");
        assertEquals(LogQuery.newest(HistoryPages.MAX_OPERATIONS + 1), site.changes.asked.getLast());
    }

    @Test
    void a_filter_that_is_none_is_told_and_nothing_typed_is_lost() {
        for (var wrong : List.of("from=yesterday", "to=2016-13-01", "kind=room")) {
            var response = site.get("/workshops/log?actor=ada&" + wrong);
            assertEquals(400, response.statusCode(), wrong);
            var page = Site.parse(response);
            assertTrue(page.select("#filter-problem").text().contains(wrong.substring(wrong.indexOf('=') + 1)), wrong);
            assertEquals("ada", page.select("#actor").attr("value"));
            assertEquals(0, page.select("#log").size());
        }
        assertEquals(400, site.get("/workshops/log?before=x").statusCode());
        assertEquals(400, site.get("/workshops/log?who=ada").statusCode());
    }

    @Test
    void an_empty_log_says_why() {
        assertEquals(
                "Nothing like this was done",
                site.page("/workshops/log?actor=nobody").select(".empty h2").text());
        assertEquals(
                "Nothing older",
                site.page("/workshops/log?before=1").select(".empty h2").text());
        site.changes.empty = true;
        assertEquals(
                "Nothing was changed yet",
                site.page("/workshops/log").select(".empty h2").text());
    }

    @Test
    void an_operation_shows_its_rows_before_and_after_and_the_way_to_undo_it() {
        var page = site.page("/workshops/log/" + PastChanges.EDIT);
        assertEquals("Changed directly in the database", page.select("h1").text());
        assertEquals("30 Mar 2026, 23:28:05 UTC", page.select(".facts time").text());
        assertEquals("external", page.select(".facts code").first().text());
        var venue = page.select(".diff tbody tr").first();
        assertEquals("Venue", venue.select("th").text());
        assertEquals(List.of("Hall", "Aula"), venue.select("td").eachText());
        assertEquals("/workshops/history/event/7", page.select(".change-head a").attr("href"));
        assertEquals("/workshops/log/701/undo", page.select("#undo-link").attr("href"));
        assertEquals("/workshops/log/701?after=2", page.select("#more-rows").attr("href"));
        assertEquals(
                "No more rows",
                site.page("/workshops/log/701?after=2").select(".empty h2").text());
        assertEquals(
                "/workshops/log?request=request-701",
                page.select(".facts a:has(code)").attr("href"));
    }

    @Test
    void an_operation_that_is_undone_leads_to_what_undid_it_and_back() {
        var page = site.page("/workshops/log/" + PastChanges.TAGGING);
        assertEquals("/workshops/log/703", page.select("#undone-by a").attr("href"));
        assertEquals(0, page.select("#undo-link").size());
        assertEquals("Event oslo Tag DC added", page.select(".change-head p").text());
        var undo = site.page("/workshops/log/" + PastChanges.UNDO);
        assertEquals("/workshops/log/702", undo.select(".lead a").attr("href"));
        assertEquals("/workshops/merges/703", undo.select("#receipt-link").attr("href"));
    }

    @Test
    void where_something_stands_in_the_way_of_an_undo_that_is_said_instead_of_offering_it() {
        site.undos.blocked.put(PastChanges.CREATION, PastChanges.EDIT);
        var page = site.page("/workshops/log/" + PastChanges.CREATION);
        assertEquals(0, page.select("#undo-link").size());
        assertEquals(
                "This cannot be undone before Changed directly in the database (operation 701, by ada): it changed"
                        + " event \"oslo\" after operation 700. Undo that first",
                page.select("#in-the-way").text());
        assertEquals("/workshops/log/701", page.select("#in-the-way a").attr("href"));

        var refused = site.get("/workshops/log/" + PastChanges.CREATION + "/undo");
        assertEquals(409, refused.statusCode());
        assertEquals(
                "/workshops/log/701",
                Site.parse(refused).select("#in-the-way a").attr("href"));
    }

    @Test
    void what_is_not_there_any_more_leads_to_what_became_of_it_and_to_bringing_it_back() {
        site.changes.state = new Timeline.State.Deleted(PastChanges.UNDO, PastChanges.THEN);
        var gone = site.get("/workshops/event/oslo/");
        assertEquals(404, gone.statusCode());
        var page = Site.parse(gone);
        assertEquals("/workshops/history/event/7", page.select("#history").attr("href"));
        assertEquals("/workshops/log/703/undo", page.select("#restore").attr("href"));

        site.administrator.access = Access.VIEWER;
        var looking = Site.parse(site.get("/workshops/event/oslo/edit"));
        assertEquals(0, looking.select("#restore").size());
        var never = Site.parse(site.get("/workshops/event/never/"));
        assertEquals(0, never.select("#history, #restore").size());
    }

    @Test
    void what_was_created_shows_what_it_said_and_nothing_of_what_it_did_not() {
        var rows = site.page("/workshops/log/" + PastChanges.CREATION).select(".diff tbody tr");
        assertEquals(List.of("Venue Hall"), rows.eachText());
    }

    @Test
    void a_timeline_is_told_from_where_the_record_stands() {
        var page = site.page("/workshops/history/event/oslo");
        assertEquals("History of oslo", page.select("h1").text());
        assertEquals(
                List.of("Tag DC removed", "Tag DC added", "Changed", "Created"),
                page.select(".change-head p").eachText());
        assertEquals("/workshops/history/tag/3", page.select(".change-head a").attr("href"));
        assertEquals("and 999 rows more", page.select(".change.op-more").text());
        assertEquals("/workshops/event/7/", page.select("#record-link").attr("href"));
        assertEquals(
                "/workshops/history/event/7?before=700", page.select("#older").attr("href"));
        assertEquals(
                "/workshops/history/event/7?at=2026-03-30T23%3A30%3A05Z",
                page.select(".step-meta a:contains(as it was)").attr("href"));
        assertEquals("/workshops/history/event/6", page.select("#others a").attr("href"));
        assertEquals(
                "Nothing older",
                site.page("/workshops/history/event/7?before=1")
                        .select(".empty h2")
                        .text());
    }

    @Test
    void a_record_that_is_gone_says_by_what_and_where_to() {
        site.changes.state = new Timeline.State.Deleted(704, PastChanges.THEN);
        var deleted = site.page("/workshops/history/event/oslo");
        assertEquals("/workshops/log/704", deleted.select("#state a").attr("href"));
        assertEquals(0, deleted.select("#record-link").size());
        site.changes.state =
                new Timeline.State.Merged(705, PastChanges.THEN, new RecordName("event", "Event", 9, "bergen"));
        assertEquals(
                List.of("/workshops/history/event/9", "/workshops/log/705"),
                site.page("/workshops/history/event/oslo").select("#state a").eachAttr("href"));
    }

    @Test
    void a_record_is_shown_as_it_was() {
        var page = site.page("/workshops/history/event/oslo?at=2026-03-30T23:30:05Z");
        assertEquals("oslo as it was", page.select("h1").text());
        assertEquals(
                List.of("Venue Hall", "Notes —"), page.select("#fields .fact").eachText());
        assertEquals("Tag DC", page.select("#hanging .fact").text());
        assertEquals("1+", page.select("#hanging-title .number").text());
        assertEquals(
                "It was not there yet",
                site.page("/workshops/history/event/oslo?at=2016-04-06")
                        .select("#absent h2")
                        .text());
        var wrong = site.get("/workshops/history/event/oslo?at=then");
        assertEquals(400, wrong.statusCode());
        assertEquals("then", Site.parse(wrong).select("#at").attr("value"));
        assertEquals(1, Site.parse(wrong).select("#at-problem").size());
    }

    @Test
    void what_there_is_not_is_told() {
        for (var target : List.of(
                "/workshops/log/1", "/workshops/log/x", "/workshops/history/room/1", "/workshops/history/event/x")) {
            assertEquals(404, site.get(target).statusCode(), target);
        }
    }

    @Test
    void strangers_are_asked_who_they_are() {
        for (var target : List.of("/workshops/log", "/workshops/log/701", "/workshops/history/event/oslo")) {
            assertEquals(303, site.getAsStranger(target).statusCode(), target);
        }
    }

    @Test
    void other_pages_can_show_the_last_changes_of_everything_or_of_one_record() {
        var everything = recent(RecentChanges.newest(site.changes, 2));
        assertEquals(
                List.of("Operation 702 undone", "Event tagged"),
                everything.select(".op-title > a:first-child").eachText());
        assertEquals("/workshops/log", everything.select(".section-head a").attr("href"));
        assertEquals("30 Mar 2026, 23:30", everything.select("time").first().text());
        var one = recent(RecentChanges.of(site.changes, "event", 7, 4));
        assertEquals(4, one.select(".op").size());
        assertEquals("/workshops/history/event/7", one.select(".section-head a").attr("href"));
        site.changes.empty = true;
        assertEquals(
                "Nothing was changed yet.",
                recent(RecentChanges.newest(site.changes, 2)).select(".none").text());
    }

    private static org.jsoup.nodes.Document recent(RecentChanges changes) {
        var text = new gg.jte.output.StringOutput();
        JterecentchangesGenerated.render(new gg.jte.html.OwaspHtmlTemplateOutput(text), null, changes);
        return Jsoup.parse(text.toString());
    }
}
