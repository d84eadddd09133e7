package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.atelier.domain.NewOperation;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same pages for people, organizations, tags, and a kind that a plugin brings. */
class MergeEveryKindTest {
    private static final String PERSONS = "/workshops/persons/merge";
    private static final String TAGS = "/workshops/tags/merge";

    private final Site site = Site.believable();

    @AfterEach
    void stop() {
        site.close();
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("none");
    }

    /** Presses a button of a form, as a browser without scripts would. */
    private HttpResponse<String> press(Document page, String form, String action) {
        var fields = new ArrayList<String>();
        for (var field : page.select(form + " input[type=hidden], " + form + " [type=radio][checked], " + form
                + " input#note, " + form + " select")) {
            if (!field.attr("name").equals("csrf")) {
                fields.add(field.attr("name"));
                fields.add(field.is("select") ? field.select("[selected]").attr("value") : field.attr("value"));
            }
        }
        fields.addAll(List.of("action", action));
        return site.post(page.select(form).attr("action"), fields.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "/workshops/persons/merge?person_a=dahl_astrid&person_b=astrid_d, person, Merge two people",
        "/workshops/persons/merge?person_a_1=501&person_b_1=502, person, Merge two people",
        "/workshops/organizations/merge?organization_a=uio.no&organization_b=www.uio.no, organization,"
                + " Merge two organizations",
        "/workshops/tags/merge?tag_a=SWC&tag_b=DC, tag, Merge two tags",
        "/workshops/merge/venue?a=Blue room&b=The blue room, venue, Merge two venues",
    })
    void two_records_are_compared_reviewed_and_merged(String address, String kind, String title) {
        var compare = site.page(address.replace(" ", "%20"));
        assertEquals(title, compare.select("h1").text());
        var form = site.merges.form(kind);
        assertEquals(
                form.fields().size() + form.relations().size(),
                compare.select("#merge select").size());
        assertFalse(compare.select("#outcome .plan-group").isEmpty());
        var preview = Site.parse(press(compare, "#merge", "preview"));
        var planned = preview.select("#plan .plan-items .prose").eachText();
        var done = press(preview, "#confirm", "confirm");
        assertEquals(303, done.statusCode(), done.body());
        assertEquals(
                List.of(new NewOperation("merge." + kind, "administrator", "request-1", "")), site.merges.operations);
        var receipt = site.page(location(done));
        assertEquals(planned, receipt.select("#done .plan-items .prose").eachText());
        assertEquals(1, receipt.select("#undo-link").size());
        assertEquals(
                MergeKind.of(kind, kind).path(), receipt.select("#merge-more").attr("href"));
        // gone is gone, and its name leads on
        var again = site.get(address.replace(" ", "%20"));
        assertEquals(kind.equals("person") && address.contains("501") ? 404 : 409, again.statusCode());
    }

    @Test
    void every_kind_can_be_reached_from_every_other() {
        var page = site.page(PERSONS);
        assertEquals(
                List.of("Events", "People", "Organizations", "Tags", "Venues"),
                page.select("#kinds a").eachText());
        assertEquals("People", page.select("#kinds [aria-current]").text());
        page.select("#kinds a")
                .eachAttr("href")
                .forEach(address -> assertEquals(200, site.get(address).statusCode(), address));
        assertEquals(Links.MERGE, location(site.get("/workshops/merge")));
        assertEquals(
                PERSONS + "?person_a=dahl_astrid&person_b=",
                location(site.get("/workshops/merge/person?a=dahl_astrid")));
    }

    @Test
    void a_kind_that_nobody_declares_is_refused_by_name() {
        for (var answer : List.of(
                site.get("/workshops/merge/planet"),
                site.get("/workshops/merge/planet/matches?side=a"),
                site.post("/workshops/merge/planet", "a", "1", "b", "2", "base", "a", "action", "compare"))) {
            assertEquals(404, answer.statusCode());
            assertTrue(Site.parse(answer).select(".error-detail").text().contains("“planet”"));
        }
    }

    @Test
    void a_kind_whose_descriptor_is_gone_is_refused_on_a_page_that_leads_on() {
        site.twins.unknown.add("person");
        var answer = site.get(PERSONS + "?person_a=dahl_astrid");
        assertEquals(404, answer.statusCode());
        assertEquals(1, Site.parse(answer).select("#refused #again").size());
    }

    // ---------------------------------------------------------------------------------------------- finding

    @Test
    void a_person_is_found_by_name_and_one_without_an_e_mail_can_be_chosen() {
        var matches = Site.parse(site.get(PERSONS + "/matches?side=b&person_a=dahl_astrid&person_b=astrid%20dahl"));
        assertEquals(
                List.of(PERSONS + "?person_a=dahl_astrid&person_b=astrid_d"),
                matches.select("a").eachAttr("href"));
        assertEquals("astrid_d Astrid Dahl", matches.select("a").text());
    }

    @Test
    void a_person_is_found_by_e_mail() {
        var matches = Site.parse(site.get(PERSONS + "/matches?side=a&person_a=astrid@example.org"));
        assertEquals(
                "dahl_astrid Astrid Dahl astrid@example.org",
                matches.select("a").text());
    }

    @Test
    void without_a_script_the_form_answers_with_the_same_suggestions() {
        var answer = site.get(PERSONS + "?person_a=astrid&person_b=moen_lars");
        assertEquals(404, answer.statusCode());
        var page = Site.parse(answer);
        assertEquals(
                List.of("dahl_astrid", "astrid_d"),
                page.select("#matches-a .match-name").eachText());
        assertEquals(
                "Lars Moen · lars@example.org", page.select("#matches-b .found").text());
    }

    @Test
    void who_comes_with_one_side_filled_is_asked_for_the_other() {
        var page = site.page(Links.mergeWith("organization", "uio.no"));
        assertEquals("uio.no", page.select("#organization_a").attr("value"));
        assertEquals("", page.select("#organization_b").attr("value"));
        assertTrue(page.select("#organization_b").hasAttr("autofocus"));
    }

    @Test
    void two_picked_in_a_list_come_to_be_compared() {
        assertEquals(TAGS + "?tag_a=SWC&tag_b=DC", location(site.get(TAGS + "?tag=SWC&tag=DC")));
    }

    @Test
    void the_same_person_twice_and_one_merged_already_are_refused_with_a_way_on() {
        var twice = site.get(PERSONS + "?person_a=501&person_b=dahl_astrid");
        assertEquals(422, twice.statusCode());
        assertTrue(Site.parse(twice).select("#problem").text().contains("are the same person"));
        site.twins.retire("person", 502, "dahl_astrid");
        var retired = site.get(PERSONS + "?person_a=moen_lars&person_b=astrid_d");
        assertEquals(409, retired.statusCode());
        var side = Site.parse(retired).select("#matches-b");
        assertTrue(side.text().contains("“astrid_d” was merged. This is the person it became:"));
        assertEquals(
                PERSONS + "?person_a=moen_lars&person_b=dahl_astrid",
                side.select("a").attr("href"));
    }

    // ---------------------------------------------------------------------------------------------- what is said

    @Test
    void people_are_shown_with_their_names_and_plans_speak_of_usernames() {
        var page = site.page(PERSONS + "?person_a=dahl_astrid&person_b=astrid_d");
        assertEquals(
                "Astrid Dahl astrid@example.org",
                page.select(".base-a .base-known").text());
        assertEquals(1, page.select("#row-affiliation .compare-a .fate-kept").size());
        assertTrue(page.select("#same #row-family").size() == 1);
        var retire = page.select("#plan-retire").text();
        assertTrue(retire.contains("The old username astrid_d leads to dahl_astrid."), retire);
        // a no survives
        assertTrue(page.select("#plan-set").text().contains("May be contacted changes from \"yes\" to \"no\"."));
    }

    @Test
    void a_merge_of_tags_says_what_whoever_asks_for_either_gets() {
        site.workshops.words.reliedOn.put("DC", List.of("the configuration", "the yearly report"));
        var compare = site.page(TAGS + "?tag_a=SWC&tag_b=DC");
        for (var page : List.of(compare, Site.parse(press(compare, "#merge", "preview")))) {
            var names = page.select("#tag-names");
            assertEquals(
                    "?tag=DC will answer with the events of SWC: 3 events carry DC today, 4 events will answer then."
                            + " Feeds show those of them that are published.",
                    names.select(".tag-names-lead").text());
            assertEquals(
                    "SWC 2 events 4 events nobody who says so",
                    names.select("#tag-name-survivor").text());
            assertEquals(
                    "DC 3 events 4 events the configuration, the yearly report",
                    names.select("#tag-name-old").text());
        }
    }

    @Test
    void what_many_events_carry_is_folded_away_and_very_many_are_only_counted() {
        var crowd = site.twins.add("tag", 77, "name", "crowd");
        for (var i = 1000; i < 1400; i++) {
            crowd.links("events", i, "event-" + i);
        }
        var page = site.page(TAGS + "?tag_a=SWC&tag_b=crowd");
        var cell = page.select("#row-events .compare-b");
        assertEquals(8, cell.select("div > .compare-items > li").size());
        assertEquals("and 392 more", cell.select("summary").text());
        assertEquals("and 100 more still", cell.select("details li").last().text());
        assertEquals(0, page.select("#row-events .compare-a details").size());
        assertTrue(page.select("#plan-link").text().endsWith("and 388 more; the review lists all of them"));
        assertEquals("400 linked", page.select("#summary a[href=#plan-link]").text());
    }

    @Test
    void only_tags_have_names_that_feeds_ask_for() {
        assertTrue(site.page(Links.merge(Site.A, Site.B)).select("#tag-names").isEmpty());
    }
}
