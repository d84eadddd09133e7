package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.Dismissal;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.spi.LinkQuestion;
import org.atelier.merge.spi.LinkStrategy;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergePagesTest {
    private final Site site = Site.believable();

    @AfterEach
    void stop() {
        site.close();
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("none");
    }

    /** What the form of a page sends, with this button. */
    private static String[] fields(Document page, String form, String action) {
        var fields = new ArrayList<String>();
        for (var field : page.select(form + " input[type=hidden], " + form + " [type=radio][checked], " + form
                + " input#note, " + form + " select")) {
            if (!field.attr("name").equals("csrf")) {
                fields.add(field.attr("name"));
                fields.add(field.is("select") ? field.select("[selected]").attr("value") : field.attr("value"));
            }
        }
        fields.addAll(List.of("action", action));
        return fields.toArray(String[]::new);
    }

    private HttpResponse<String> send(String action, String... choices) {
        var fields = new ArrayList<>(List.of("event_a_0", Site.A, "event_b_0", Site.B, "action", action));
        fields.addAll(List.of(choices));
        if (!fields.contains("base")) {
            fields.addAll(List.of("base", "a"));
        }
        return site.post(Links.MERGE, fields.toArray(String[]::new));
    }

    // ---------------------------------------------------------------------------------------------- choosing

    @Test
    void two_picked_in_the_list_come_to_be_compared() {
        var answer = site.get("/workshops/events/merge?search=oslo&event=" + Site.A + "&event=" + Site.B);
        assertEquals(303, answer.statusCode());
        assertEquals(Links.merge(Site.A, Site.B), location(answer));
        assertEquals(200, site.get(location(answer)).statusCode());
    }

    @Test
    void one_picked_asks_for_the_other() {
        var page = site.page(location(site.get("/workshops/events/merge?event=" + Site.A)));
        assertEquals(Site.A, page.select("#event_a_0").attr("value"));
        assertEquals("", page.select("#event_b_0").attr("value"));
        assertTrue(page.select("#matches-a").text().contains("2–3 Mar 2026"));
    }

    @Test
    void three_picked_are_too_many() {
        var answer = site.get("/workshops/events/merge?event=1&event=2&event=10");
        assertEquals(400, answer.statusCode());
        assertTrue(Site.parse(answer).select("#problem").text().startsWith("You picked 3 events"));
    }

    @Test
    void a_name_that_is_none_gets_events_to_choose_from() {
        var answer = site.get(Links.merge(Site.A, "oslo uni"));
        assertEquals(404, answer.statusCode());
        var matches = Site.parse(answer).select("#matches-b .matches a");
        assertEquals(List.of(Links.merge(Site.A, Site.B)), matches.eachAttr("href"));
    }

    @Test
    void typing_is_answered_with_the_same_matches_alone() {
        var answer = site.get(Links.MATCHES + "?side=b&event_a_0=" + Site.A + "&event_b_0=uio");
        assertEquals(
                List.of(Links.merge(Site.A, Site.B)),
                Site.parse(answer).select("a").eachAttr("href"));
        assertFalse(answer.body().contains("<html"));
        assertEquals("These have its words:", Site.parse(answer).select(".help").text(), "half a word is no mistake");
        var nothing = Site.parse(site.get(Links.MATCHES + "?side=b&event_b_0=xyzzy"));
        assertEquals(1, nothing.select(".help.not-yet").size(), "said when the field is left");
        assertEquals(
                0,
                Site.parse(site.get(Links.MERGE + "?event_a_0=xyzzy"))
                        .select(".not-yet")
                        .size(),
                "who pressed Enter is told at once");
        assertEquals(400, site.get(Links.MATCHES + "?side=c").statusCode());
    }

    @Test
    void the_same_event_twice_is_refused() {
        var answer = site.get(Links.merge(Site.A, "1"));
        assertEquals(422, answer.statusCode());
        assertTrue(Site.parse(answer).select("#problem").text().contains("choose two different ones"));
    }

    @Test
    void a_retired_event_names_its_survivor() {
        var answer = site.get(Links.merge("2026-02-28-oslo", Site.B));
        assertEquals(409, answer.statusCode());
        var side = Site.parse(answer).select("#matches-a");
        assertTrue(side.text().contains("“2026-02-28-oslo” was merged."));
        assertEquals(Links.merge(Site.A, Site.B), side.select("a").attr("href"));
    }

    @Test
    void a_retired_event_is_not_merged_into_its_survivor_again() {
        var side = Site.parse(site.get(Links.merge(Site.A, "2026-02-28-oslo"))).select("#matches-b");
        assertEquals("“2026-02-28-oslo” was merged into “2026-03-02-oslo” already.", side.text());
    }

    // ---------------------------------------------------------------------------------------------- comparing

    @Test
    void there_is_one_choice_for_everything_the_descriptor_declares() {
        var page = site.page(Links.merge(Site.A, Site.B));
        var form = site.merges.form("event");
        var names = new ArrayList<String>();
        form.fields().forEach(field -> names.add("choices." + field.name()));
        form.relations().forEach(relation -> names.add("choices." + relation.name()));
        assertEquals(29, names.size());
        assertEquals(
                names.stream().sorted().toList(),
                page.select("#merge select").eachAttr("name").stream().sorted().toList());
        assertEquals(
                List.of("combine", "keep-a", "keep-b"),
                page.select("#choice-tags option").eachAttr("value").stream()
                        .sorted()
                        .toList());
        assertEquals("combine", page.select("#choice-tags [selected]").attr("value"));
    }

    @Test
    void what_differs_is_shown_and_what_is_equal_is_folded_away() {
        var page = site.page(Links.merge(Site.A, Site.B));
        var venue = page.select("#row-venue");
        assertEquals(
                "Universitetet i Oslo", venue.select(".compare-a .item-text").text());
        assertEquals(
                "Oslo University, Georg Sverdrups hus",
                venue.select(".compare-b .item-text").text());
        assertTrue(page.select("#same #row-venue").isEmpty());
        assertEquals(
                "NO", page.select("#same #row-country .compare-b .item-text").text());
        assertTrue(page.select("#same #row-start").text().contains("2026-03-02"));
    }

    @Test
    void absent_and_empty_are_told_apart() {
        site.workshops.add(Workshops.event(200, "x").contact("").make(), List.of(), List.of(), List.of(), List.of());
        site.workshops.add(Workshops.event(201, "y").make(), List.of(), List.of(), List.of(), List.of());
        var contact = site.page(Links.merge("x", "y")).select("#row-contact");
        assertEquals("empty text", contact.select(".compare-a .item-text").text());
        assertEquals("nothing", contact.select(".compare-b .item-text").text());
    }

    @Test
    void the_outcome_of_the_choices_is_marked() {
        var page = Site.parse(send("compare", "choices.venue", "keep-b", "choices.tags", "keep-b"));
        assertEquals(1, page.select("#row-venue .compare-b .fate-kept").size());
        assertEquals(1, page.select("#row-venue .compare-a .fate-dropped").size());
        assertEquals(
                List.of("DC"),
                page.select("#row-tags .compare-a .fate-kept .item-text").eachText());
        assertEquals(
                List.of("SWC"),
                page.select("#row-tags .compare-a .fate-dropped .item-text").eachText());
        assertEquals(2, page.select("#row-notes .fate-combined").size());
        assertEquals(
                List.of("Astrid Dahl · instructor"),
                page.select("#row-tasks .compare-b .fate-folded .item-text").eachText());
        assertEquals("keep-b", page.select("#choice-venue [selected]").attr("value"));
    }

    @Test
    void swapping_exchanges_a_and_b_and_all_that_was_chosen_for_them() {
        var page = Site.parse(send(
                "swap", "base", "a", "choices.venue", "keep-b", "choices.tags", "keep-a", "choices.notes", "combine"));
        assertEquals(Site.B, page.select("[name=event_a_0]").attr("value"));
        assertEquals(Site.A, page.select("[name=event_b_0]").attr("value"));
        assertEquals("b", page.select("[name=base][checked]").attr("value"));
        assertEquals("keep-a", page.select("#choice-venue [selected]").attr("value"));
        assertEquals("keep-b", page.select("#choice-tags [selected]").attr("value"));
        assertEquals("combine", page.select("#choice-notes [selected]").attr("value"));
        assertEquals("merge", page.select("#swap").attr("form"));
    }

    @Test
    void what_the_choices_come_to_is_seen_while_choosing() {
        var page = Site.parse(send("compare", "choices.tasks", "keep-a", "choices.tags", "keep-b"));
        var outcome = page.select("#outcome");
        assertEquals("Discarded 1", outcome.select("#plan-discard h2").text());
        assertTrue(outcome.select("#plan-discard").text().contains("Person Ida Berg Role host"));
        assertTrue(outcome.select("#plan-off").text().contains("Tag SWC is taken off 2026-03-02-oslo"));
        assertTrue(outcome.select("#plan-link").text().contains("Tag online is added to 2026-03-02-oslo"));
        assertTrue(outcome.select("#plan-move").text().contains("To-do \"Print name tags, no\" moves"), outcome.text());
        assertTrue(outcome.select("#kept").text().contains("Task \"Lars Moen, helper\" stays with 2026-03-02-oslo."));
        assertTrue(outcome.select("#kept").text().contains("Tag DC stays on 2026-03-02-oslo."));
        assertTrue(outcome.select("#left-behind").text().contains("library@example.org"));
        var counts = page.select("#summary a");
        assertEquals("1 discarded", counts.first().text());
        assertEquals("#plan-discard", counts.first().attr("href"));
        for (var count : counts) {
            assertEquals(1, page.select(count.attr("href")).size(), count.attr("href"));
        }
    }

    @Test
    void both_rows_of_a_fold_are_seen_while_choosing() {
        var fold = site.page(Links.merge(Site.A, Site.B)).select("#outcome #plan-fold .payload");
        assertEquals(
                List.of(
                        "Stays Person Astrid Dahl Role instructor Title Lead",
                        "Is folded in Person Astrid Dahl Role instructor Title First day"),
                fold.eachText());
    }

    // ---------------------------------------------------------------------------------------------- the whole way

    @Test
    void compared_reviewed_confirmed_and_the_receipt_says_what_was_done() {
        var compare = site.page(Links.merge(Site.A, Site.B));
        var preview = Site.parse(site.post(Links.MERGE, fields(compare, "#merge", "preview")));
        var planned = preview.select("#plan .plan-items .prose").eachText();
        assertTrue(planned.contains("Task \"Ida Berg, host\" moves to 2026-03-02-oslo."), planned.toString());
        assertTrue(preview.select("#plan-discard").isEmpty());

        var fields = fields(preview, "#confirm", "confirm");
        var done = site.post(Links.MERGE, fields);
        assertEquals(303, done.statusCode(), done.body());
        assertEquals("/workshops/merges/701", location(done));
        assertEquals(
                List.of(new NewOperation("merge.event", "administrator", "request-1", "")), site.merges.operations);

        var receipt = site.page(location(done));
        assertEquals(planned, receipt.select(".plan-items .prose").eachText());
        assertEquals(Links.event(Site.A), receipt.select("#survivor").attr("href"));
        assertEquals("2026-04-01T09:30:05Z", receipt.select("time").attr("datetime"));
        assertEquals("1 Apr 2026, 09:30:05 UTC", receipt.select("time").text());
        assertEquals(Links.event(Site.A), location(site.get(Links.event(Site.B))));
    }

    @Test
    void what_is_discarded_comes_first_in_red_with_everything_it_says() {
        var preview = Site.parse(send("preview", "choices.tasks", "keep-b", "choices.tags", "keep-b"));
        var groups = preview.select("#plan > section").eachAttr("id");
        assertEquals("plan-discard", groups.getFirst());
        assertTrue(preview.select("#plan-discard").hasClass("plan-lost"));
        assertEquals(2, preview.select("#plan-discard li").size());
        assertTrue(preview.select("#plan-discard").text().contains("Person Lars Moen Role helper"));
        assertEquals(
                "2 rows will be discarded. They are listed first.",
                preview.select("#discards").text());
        assertEquals(
                "Merge and discard 2 rows", preview.select("#confirm-merge").text());
        assertEquals("Taken off 1", preview.select("#plan-off h2").text(), "the survivor has it now");
        assertTrue(preview.select("#plan-off").text().contains("Tag SWC is taken off"));
    }

    @Test
    void a_tag_that_only_the_retired_event_has_is_not_taken_over() {
        var preview = Site.parse(send("preview", "base", "b", "choices.tags", "keep-b"));
        assertEquals("Not taken over 1", preview.select("#plan-unlink h2").text());
        assertTrue(preview.select("#plan-off").isEmpty());
    }

    @Test
    void a_fold_shows_both_rows() {
        var fold = Site.parse(send("preview")).select("#plan-fold .payload");
        assertEquals(
                List.of(
                        "Stays Person Astrid Dahl Role instructor Title Lead",
                        "Is folded in Person Astrid Dahl Role instructor Title First day"),
                fold.eachText());
    }

    @Test
    void a_link_of_the_retired_event_is_no_loss_where_the_survivor_has_it() {
        var preview = Site.parse(send("preview"));
        assertTrue(preview.select("#plan-unlink").isEmpty());
        assertEquals(2, preview.select("#plan-ended li").size());
    }

    @Test
    void what_the_retired_event_says_and_nobody_takes_over_can_be_read() {
        var left = Site.parse(send("preview", "choices.venue", "keep-b")).select("#left-behind");
        assertTrue(left.text().contains("Contact library@example.org"));
        assertEquals(0, left.select("details").size(), "what is lost is not folded away");
        assertTrue(left.hasClass("plan-lost"));
        assertTrue(left.text().startsWith("Values discarded"), left.text());
        assertFalse(left.text().contains("Georg Sverdrups"));
    }

    @Test
    void what_ends_with_a_folded_row_is_counted_among_the_discarded_values() {
        var page = Site.parse(send("compare", "choices.venue", "keep-b"));
        var left = page.select("#left-behind");
        assertTrue(left.text().contains("Title of the task \"Astrid Dahl, instructor\" First day"), left.text());
        var values = left.select(".fact").size();
        assertEquals(
                values + " values discarded",
                page.select("#summary a[href=#left-behind]").text());
        assertEquals(Integer.toString(values), left.select("h2 .number").text());
    }

    @Test
    void whoever_said_that_they_are_no_duplicates_is_told_and_hinders_nothing() {
        assertEquals(0, Site.parse(send("preview")).select("#said-before").size());
        site.duplicates.dismissed(
                new Dismissal.Party(8, Site.B, 8, Site.B), new Dismissal.Party(7, Site.A, 7, Site.A), "two rooms");
        for (var action : List.of("compare", "preview")) {
            assertEquals(
                    "ann said on 30 Mar 2026, 08:00 that these two are no duplicates: “two rooms” (operation 7)."
                            + " You can merge them all the same.",
                    Site.parse(send(action)).select("#said-before").text());
        }
        assertEquals(1, Site.parse(send("preview")).select("#confirm-merge").size());
    }

    @Test
    void going_back_keeps_base_and_choices() {
        var preview = Site.parse(send("preview", "base", "b", "choices.tags", "keep-a"));
        var compare = Site.parse(site.post(Links.MERGE, fields(preview, "#confirm", "compare")));
        assertEquals("b", compare.select("[name=base][checked]").attr("value"));
        assertEquals("keep-a", compare.select("#choice-tags [selected]").attr("value"));
    }

    @Test
    void a_stale_plan_is_not_done_and_a_new_one_is_shown() {
        var before = Site.parse(send("preview"));
        site.post(Links.addTag(Site.B), "tag", "TTT");
        var answer = site.post(Links.MERGE, fields(before, "#confirm", "confirm"));
        assertEquals(409, answer.statusCode());
        var after = Site.parse(answer);
        assertTrue(after.select("#stale").text().startsWith("Nothing was merged."));
        assertEquals(
                List.of("Tags of B, 2026-03-02-uio-oslo: there were 2, there are 3."),
                after.select("#stale-changes li").eachText());
        assertTrue(after.select("#plan-link").text().contains("Tag TTT is added"));
        assertNotEquals(
                before.select("[name=fingerprint]").attr("value"),
                after.select("[name=fingerprint]").attr("value"));
        assertEquals(List.of(), site.merges.operations);
        assertEquals(
                303,
                site.post(Links.MERGE, fields(after, "#confirm", "confirm")).statusCode());
    }

    @Test
    void a_stale_plan_says_which_fields_are_different_now() {
        var before = Site.parse(send("preview"));
        var a = site.workshops.events.get(1L);
        site.workshops.add(
                Workshops.event(1, Site.A)
                        .days("2026-03-02", "2026-03-03")
                        .place("Blindern", "Gaustadalléen 21, 0349 Oslo", "NO")
                        .at(59.9434, 10.7172)
                        .url("https://nordic.github.io/2026-03-02-oslo/")
                        .host("University of Oslo")
                        .attendance(34)
                        .notes("Everybody brought a laptop. ".repeat(20))
                        .published()
                        .make(),
                a.tags(),
                a.tasks(),
                a.todos(),
                a.awards());
        var after = Site.parse(site.post(Links.MERGE, fields(before, "#confirm", "confirm")));
        assertEquals(
                List.of(
                        "Contact of A, 2026-03-02-oslo: it was “astrid@example.org”, it is empty now.",
                        "Venue of A, 2026-03-02-oslo: it was “Universitetet i Oslo”, it is “Blindern” now.",
                        "Notes of A, 2026-03-02-oslo: it was “Asked for two rooms. Lunch is paid by the library.”, it is "
                                + "“Everybody brought a laptop. Everybody brought a laptop. Everybody brought a lapt…” now."),
                after.select("#stale-changes li").eachText());
    }

    @Test
    void a_plan_that_gave_way_to_somebody_can_be_confirmed_again_at_once() {
        site.merges.refusal = Optional.of(new MergeException(
                MergeException.Code.STALE_PLAN, "nothing was merged, somebody is changing these rows at this moment"));
        var answer = site.post(Links.MERGE, fields(Site.parse(send("preview")), "#confirm", "confirm"));
        assertEquals(409, answer.statusCode());
        var page = Site.parse(answer);
        assertTrue(page.select("#stale").text().contains("They are as you saw them again: confirm once more."));
        site.merges.refusal = Optional.empty();
        assertEquals(
                303, site.post(Links.MERGE, fields(page, "#confirm", "confirm")).statusCode());
    }

    @Test
    void a_forged_memory_of_what_was_seen_changes_only_the_words() {
        var fields = fields(Site.parse(send("preview")), "#confirm", "confirm");
        for (var forged : List.of("nonsense", "{}", "null", "[]", "{\"a\":{\"venue\":null}}", "{\"d\":1}")) {
            for (var i = 0; i < fields.length; i += 2) {
                fields[i + 1] =
                        fields[i].equals("seen") ? forged : fields[i].equals("fingerprint") ? "0" : fields[i + 1];
            }
            var answer = site.post(Links.MERGE, fields);
            assertEquals(409, answer.statusCode(), forged);
            assertTrue(Site.parse(answer).select("#stale").text().startsWith("Nothing was merged."), forged);
        }
        assertEquals(List.of(), site.merges.operations);
    }

    @Test
    void confirming_twice_merges_once() {
        var preview = Site.parse(send("preview"));
        site.post(Links.MERGE, fields(preview, "#confirm", "confirm"));
        var again = site.post(Links.MERGE, fields(preview, "#confirm", "confirm"));
        assertEquals(409, again.statusCode());
        assertEquals(1, site.merges.operations.size());
        assertTrue(Site.parse(again).select("#matches-b").text().endsWith("already."));
    }

    @Test
    void without_the_sessions_token_nothing_is_merged() {
        var preview = Site.parse(send("preview"));
        assertEquals(
                403,
                site.postWithoutCsrf(Links.MERGE, fields(preview, "#confirm", "confirm"))
                        .statusCode());
        assertEquals(List.of(), site.merges.operations);
    }

    // ---------------------------------------------------------------------------------------------- refusals

    @Test
    void missing_strategies_are_named_on_a_page_that_says_what_to_do() {
        site.merges.takeStrategiesOut();
        for (var answer : List.of(
                site.get(Links.merge(Site.A, Site.B)),
                send("preview", "choices.venue", "keep-b"),
                send("confirm", "choices.venue", "keep-b"))) {
            assertEquals(503, answer.statusCode());
            var page = Site.parse(answer);
            var detail = page.select(".error-detail").text();
            assertTrue(detail.contains("tags"), detail);
            assertTrue(detail.contains("plugins"), detail);
            assertEquals(1, page.select("#again").size());
            assertEquals(
                    1, page.select("#refused a[href=/workshops/events/merge]").size());
        }
        assertEquals(200, site.get(Links.event(Site.A)).statusCode());
        assertEquals(200, site.get(Links.MERGE).statusCode());
    }

    @Test
    void once_the_strategies_are_back_the_same_choices_go_on() {
        site.merges.takeStrategiesOut();
        var refused = Site.parse(send("preview", "base", "b", "choices.venue", "keep-a"));
        site.merges.putStrategiesBack();
        var page = Site.parse(site.post(Links.MERGE, fields(refused, "#refused", "compare")));
        assertEquals("b", page.select("[name=base][checked]").attr("value"));
        assertEquals("keep-a", page.select("#choice-venue [selected]").attr("value"));
    }

    @Test
    void what_a_script_asks_for_is_answered_so_that_nothing_chosen_is_lost() {
        site.merges.takeStrategiesOut();
        var part = site.http.send(
                site.scripted(Links.MERGE, "event_a_0", Site.A, "event_b_0", Site.B, "base", "a", "action", "compare"));
        assertEquals(200, part.statusCode());
        assertEquals("#live-problem", part.headers().firstValue("HX-Retarget").orElse("none"));
        assertTrue(Site.parse(part).select("#unplanned").text().contains("your choices stand"));
        site.merges.putStrategiesBack();
        var gone = site.http.send(
                site.scripted(Links.MERGE, "event_a_0", Site.A, "event_b_0", "gone", "base", "a", "action", "compare"));
        assertEquals(
                Links.merge(Site.A, "gone"),
                gone.headers().firstValue("HX-Redirect").orElse("none"));
    }

    @Test
    void a_strategy_whose_plugin_went_is_named_and_the_other_choices_are_kept() {
        LinkStrategy newest = LinkQuestion::b;
        site.merges.plugIn(newest);
        var before = site.page(Links.merge(Site.A, Site.B));
        assertTrue(before.select("#choice-tags option").eachText().contains("Newest tags"));
        String[] choices = {"base", "b", "choices.tags", "newest", "choices.venue", "keep-a"};
        assertEquals(200, send("preview", choices).statusCode());
        site.merges.unplug(newest);
        for (var action : List.of("compare", "preview", "confirm", "swap")) {
            var answer = send(action, choices);
            assertEquals(422, answer.statusCode(), action);
            var page = Site.parse(answer);
            assertEquals(
                    "“newest” is not offered for Tags any more: its plugin is gone. Its choice is “Combine both” for now."
                            + " All your other choices are as you made them.",
                    page.select("#problem").text());
            assertEquals("combine", page.select("#choice-tags [selected]").attr("value"));
            assertEquals("keep-a", page.select("#choice-venue [selected]").attr("value"));
            assertEquals("b", page.select("[name=base][checked]").attr("value"));
        }
        assertEquals(List.of(), site.merges.operations);
    }

    @Test
    void a_census_that_is_incomplete_says_so_and_leads_on() {
        site.merges.censusIncomplete = true;
        var answer = site.get(Links.merge(Site.A, Site.B));
        assertEquals(503, answer.statusCode());
        var page = Site.parse(answer);
        assertEquals("Merging would lose something", page.select("h1").text());
        assertEquals(
                List.of(Links.merge(Site.A, Site.B), Links.MERGE, Links.MERGES),
                page.select("#refused .actions a").eachAttr("href"));
        assertEquals("request-1", page.select("#request-id").text());
    }

    @Test
    void a_refusal_of_the_database_leads_back_to_the_choices() {
        site.merges.refusal = Optional.of(
                new MergeException(MergeException.Code.VALUE_TAKEN, "the URL belongs to \"2026-01-25-nairobi\""));
        var preview = Site.parse(send("preview", "choices.venue", "keep-b"));
        var answer = site.post(Links.MERGE, fields(preview, "#confirm", "confirm"));
        assertEquals(409, answer.statusCode());
        var page = Site.parse(answer);
        assertEquals(
                "The URL belongs to \"2026-01-25-nairobi\".",
                page.select("#problem").text());
        assertEquals("keep-b", page.select("#choice-venue [selected]").attr("value"));
        assertEquals(0, page.select("#decisions .fate-kept").size());
    }

    @Test
    void unknown_choices_and_strategies_are_refused() {
        assertEquals(422, send("preview", "choices.tags", "keep-c").statusCode());
        var answer = send("preview", "choices.colour", "keep-a", "choices.venue", "keep-b");
        assertEquals(422, answer.statusCode());
        var page = Site.parse(answer);
        assertTrue(page.select("#problem").text().startsWith("There is no “colour” to choose for any more"));
        assertEquals("keep-b", page.select("#choice-venue [selected]").attr("value"));
    }

    @Test
    void a_form_that_is_not_ours_is_refused() {
        assertEquals(400, send("preview", "tags", "keep-a").statusCode());
        assertEquals(400, send("explode").statusCode());
        assertEquals(400, send("preview", "base", "c").statusCode());
        assertEquals(
                400,
                send("preview", "choices.tags", "keep-a", "choices.tags", "keep-b")
                        .statusCode());
        assertEquals(400, send("preview", "note", "x".repeat(1001)).statusCode());
        assertEquals(
                400, site.post(Links.MERGE, "action", "preview", "base", "a").statusCode());
    }

    @Test
    void a_receipt_that_is_none_is_not_found() {
        for (var id : List.of("1", "0", "-1", "x", "99999999999999999999", "9999999999999999999")) {
            assertEquals(404, site.get("/workshops/merges/" + id).statusCode(), id);
        }
    }
}
