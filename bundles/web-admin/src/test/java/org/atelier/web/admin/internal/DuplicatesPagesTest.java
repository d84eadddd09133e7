package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.Dismissal.Party;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DuplicatesPagesTest {
    private static final String EVENTS = Links.duplicates(Kind.EVENT);
    private static final String PEOPLE = Links.duplicates(Kind.PERSON);

    private final Site site = Site.believable();

    @AfterEach
    void close() {
        site.close();
    }

    private static String location(java.net.http.HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("none");
    }

    @Test
    void a_pair_is_shown_side_by_side_with_score_and_reasons_and_the_way_into_the_merge() {
        site.duplicates.events(1, Site.A, 2, Site.B, "Hall", "both in Oslo");
        var pair = site.page(EVENTS).select("#pairs > li");

        assertEquals(List.of("pair-1-2"), pair.eachAttr("id"));
        assertEquals("72 % likely to be one", pair.select(".score").text());
        assertEquals(Site.A + " and " + Site.B, pair.select("h2").text());
        assertEquals(Links.event(Site.A), pair.select("h2 a").first().attr("href"));
        assertEquals(
                List.of("+80 Same place and dates: both in Oslo", "−10 Far apart: not far"),
                pair.select(".reasons li").eachText());
        assertEquals(List.of("Venue Hall Hall 2"), pair.select(".is-differing").eachText());
        assertEquals(
                List.of("Start 2026-03-02 equal", "Country NO equal"),
                pair.select(".is-equal").eachText());
        assertEquals(
                "/workshops/events/merge?event_a_0=2026-03-02-oslo&event_b_0=2026-03-02-uio-oslo",
                pair.select(".merge-pair").attr("href"));
        assertEquals(200, site.get(pair.select(".merge-pair").attr("href")).statusCode());
    }

    @Test
    void people_are_named_by_their_names_and_merged_by_their_usernames() {
        site.duplicates.people(8, 9, "Zoë Ågren");
        var page = site.page(PEOPLE);
        assertEquals("Zoë Ågren and Zoë Ågren", page.select("h2.pair-names").text());
        assertEquals(
                List.of("/workshops/person/user8/", "/workshops/person/user9/"),
                page.select("h2 a").eachAttr("href"));
        assertEquals(List.of("A user8", "B user9"), page.select("thead th").eachText());
        assertEquals(
                "/workshops/persons/merge?person_a=user8&person_b=user9",
                page.select(".merge-pair").attr("href"));
        assertEquals("People", page.select(".tabs [aria-current]").text());
    }

    /** MERGE-CASES 19. */
    @Test
    void where_there_are_none_the_page_says_so_and_what_to_do() {
        for (var kind : Kind.values()) {
            var page = site.page(Links.duplicates(kind));
            assertEquals(
                    "No duplicates among the " + kind.plural(),
                    page.select("#none h2").text());
            assertEquals(
                    List.of(Links.duplicates(kind) + "?minimum=1", Links.mergeOf(kind, "", "")),
                    page.select("#none a").eachAttr("href"));
            assertTrue(page.select("#pairs, #dismissed, .pages, #cut").isEmpty());
        }
        var filtered = site.page(EVENTS + "?rule=far-apart&minimum=90");
        assertEquals("Nothing of that kind", filtered.select("#none h2").text());
        assertEquals("far-apart", filtered.select("#rule [selected]").attr("value"));
        assertEquals("90", filtered.select("#minimum [selected]").attr("value"));
        assertEquals(EVENTS, filtered.select("#none a").attr("href"));
    }

    @Test
    void many_are_paged_and_the_filter_goes_along() {
        for (var id = 1; id <= 2 * DuplicatesPages.PAIRS + 1; id++) {
            site.duplicates.events(id, "a" + id, 1_000 + id, "b" + id, "Hall", "words");
        }
        var first = site.page(EVENTS + "?rule=place-and-dates&minimum=30");
        assertEquals(DuplicatesPages.PAIRS, first.select("#pairs > li").size());
        assertEquals("41 pairs, page 1 of 3", first.select("#count").text());
        var next = EVENTS + "?rule=place-and-dates&minimum=30&page=2";
        assertEquals(next, first.select("#later").attr("href"));
        var last = site.page(EVENTS + "?rule=place-and-dates&minimum=30&page=3");
        assertEquals(1, last.select("#pairs > li").size());
        assertTrue(last.select("#later").isEmpty());
        assertEquals(next, last.select("#earlier").attr("href"));
        assertEquals(
                new DuplicateQuery(Kind.EVENT, Optional.of("place-and-dates"), 30, 3, DuplicatesPages.PAIRS),
                site.duplicates.asked.getLast());
        assertEquals(
                "This page is empty",
                site.page(EVENTS + "?page=9").select("#none h2").text());
    }

    @Test
    void not_a_duplicate_is_said_with_a_reason_and_taken_back_from_the_notice_or_the_list() {
        site.duplicates.events(1, Site.A, 2, Site.B, "Hall", "both in Oslo");
        var form = site.page(EVENTS + "?minimum=30").select("form.dismiss");
        assertEquals(EVENTS + "/dismiss", form.attr("action"));

        var done = site.post(form.attr("action"), "a", "1", "b", "2", "minimum", "30", "reason", " two rooms ");
        assertEquals(303, done.statusCode());
        assertEquals(EVENTS + "?minimum=30&dismissed=1-2", location(done));
        assertEquals(
                Optional.of(new NewOperation("duplicate.dismiss", "administrator", "request-1", "two rooms")),
                site.duplicates.by);
        var page = site.page(location(done));
        assertTrue(page.select("#pairs").isEmpty());
        assertEquals(
                Site.A + " and " + Site.B + " are two, and will not be shown here again. Take it back",
                page.select("#notice").text());
        assertEquals(
                List.of(Site.A + " and " + Site.B + " ann 30 Mar 2026, 08:00 two rooms Take back"),
                page.select("#dismissed tbody tr").eachText());

        var back = site.post(EVENTS + "/restore", "a", "1", "b", "2");
        assertEquals(EVENTS + "?restored=1-2", location(back));
        assertEquals(
                "Taken back: those two may be shown again.",
                site.page(location(back)).select("#notice").text());
        assertTrue(site.page(EVENTS).select("#dismissed").isEmpty());
        // an address that says what is not so
        assertTrue(site.page(EVENTS + "?dismissed=1-2").select("#notice").isEmpty());
    }

    @Test
    void what_became_of_those_said_to_be_two_is_told() {
        site.duplicates.dismissed(new Party(1, "a", 1, "a"), new Party(2, "b", 3, "c"), "");
        site.duplicates.dismissed(new Party(4, "d", 6, "f"), new Party(5, "e", 6, "f"), "");
        site.duplicates.dismissed(new Party(7, "g", 7, "g"), new Party(8, "", 0, ""), "");
        assertEquals(
                List.of(
                        "g and number 8 One of them is gone",
                        "d and e Merged with each other since",
                        "a and b Merged since: b is part of c now; shown again, with a word"),
                site.page(EVENTS).select("#dismissed .cell-name").eachText());
    }

    @Test
    void what_is_not_there_or_not_understood_is_refused() {
        assertEquals(404, site.post(EVENTS + "/dismiss", "a", "1", "b", "999").statusCode());
        assertEquals(409, site.post(EVENTS + "/dismiss", "a", "1", "b", "1").statusCode());
        assertEquals(404, site.post(EVENTS + "/restore", "a", "1", "b", "2").statusCode());
        assertEquals(404, site.post(EVENTS + "/restore", "a", "x").statusCode());
        assertEquals(
                400,
                site.post(EVENTS + "/dismiss", "a", "1", "b", "2", "reason", "x".repeat(1_001))
                        .statusCode());
        for (var bad : List.of("rule=luck", "minimum=0", "minimum=x", "page=0", "colour=red")) {
            assertEquals(400, site.get(EVENTS + "?" + bad).statusCode(), bad);
        }
        assertEquals(404, site.get(Links.DUPLICATES + "/badgers").statusCode());
        assertEquals(
                403,
                site.postWithoutCsrf(EVENTS + "/dismiss", "a", "1", "b", "2").statusCode());
        assertTrue(site.duplicates.dismissals.isEmpty());
    }

    @Test
    void amys_addresses_and_the_navigation_lead_here_and_strangers_are_asked_who_they_are() {
        assertEquals(EVENTS, location(site.get("/workshops/events/duplicates")));
        assertEquals(PEOPLE, location(site.get("/workshops/persons/duplicates")));
        assertEquals("/workshops/persons/duplicates", location(site.get("/workshops/persons/duplicates/")));
        assertEquals(EVENTS, location(site.get(Links.DUPLICATES)));
        assertEquals(Links.DUPLICATES, location(site.get(Links.DUPLICATES + "/")));
        assertEquals(PEOPLE + "?minimum=40", location(site.get(Links.DUPLICATES + "/person?minimum=40")));
        assertEquals(EVENTS, location(site.get(Links.DUPLICATES + "/event")));
        assertEquals(EVENTS, location(site.get(Links.DUPLICATES + "/events/")));
        assertEquals(Links.login(EVENTS), location(site.getAsStranger(EVENTS)));
        assertEquals(
                "Duplicates",
                site.page(PEOPLE).select(".nav-main [aria-current]").text());
    }

    @Test
    void that_not_all_were_looked_at_is_said() {
        site.duplicates.cut = true;
        assertFalse(site.page(EVENTS).select("#cut").isEmpty());
    }

    @Test
    void who_may_only_look_is_not_offered_to_say_anything() {
        site.duplicates.events(1, Site.A, 2, Site.B, "Hall", "both in Oslo");
        site.duplicates.dismissed(new Party(3, "c", 3, "c"), new Party(4, "d", 4, "d"), "");
        site.administrator.access = org.atelier.http.Access.VIEWER;
        var page = site.page(EVENTS);
        assertEquals(1, page.select("#pairs > li").size());
        assertTrue(page.select(".dismiss, #dismissed form").isEmpty());
        assertEquals(403, site.post(EVENTS + "/dismiss", "a", "1", "b", "2").statusCode());
        assertEquals(403, site.post(EVENTS + "/restore", "a", "3", "b", "4").statusCode());
    }
}
