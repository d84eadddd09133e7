package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.Resolution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UndoPagesTest {
    private static final String UNDO = "/workshops/merges/" + OneUndo.MERGE + "/undo";
    private static final String ANSWER = "answers.event{id=7}";

    private final Site site = Site.believable();

    @AfterEach
    void close() {
        site.close();
    }

    private String fingerprint() {
        return site.page(UNDO).select("[name=fingerprint]").attr("value");
    }

    @Test
    void the_page_says_what_comes_back_what_changes_and_what_goes() {
        var page = site.page(UNDO);
        assertEquals("Event \"uio\" comes back.", page.select("#undo-back li").text());
        assertTrue(page.select("#undo-change").isEmpty(), "what becomes of it is asked, not told");
        assertEquals(
                "The redirect from \"uio\" is withdrawn.",
                page.select("#undo-go li").text());
        assertTrue(page.select("#since").text().contains("came after the merge"));
        assertEquals(
                "Put 2 rows back, and what you answered above",
                page.select("#confirm-undo").text());
    }

    @Test
    void without_a_question_every_row_is_put_back() {
        site.undos.conflicting = false;
        var page = site.page(UNDO);
        assertTrue(page.select("#conflicts").isEmpty());
        assertEquals(
                "Event \"oslo\": notes goes back from \"<b>merged</b>\" to \"notes\".",
                page.select("#undo-change li").text());
        assertTrue(page.select("#undo-lead").text().startsWith("Every row below is put back as it was."));
        assertEquals("Put 3 rows back", page.select("#confirm-undo").text());
    }

    @Test
    void what_is_undone_is_called_by_its_names() {
        assertEquals(
                "Undo the merge of uio into oslo", site.page(UNDO).select("h1").text());
        assertEquals(
                "Undo the undo of the merge of uio into oslo",
                site.page(Links.undo(OneUndo.UNDONE)).select("h1").text());
        assertEquals(
                "The merge of uio into oslo (operation 901) was taken back.",
                site.page(Links.receipt(OneUndo.UNDONE)).select("#undone-what").text());
        assertEquals(
                "The undo of the merge of uio into oslo (operation 902) was taken back.",
                site.page(Links.receipt(OneUndo.REDONE)).select("#undone-what").text());
    }

    @Test
    void a_column_that_the_merge_did_not_touch_is_said_to_stay() {
        site.undos.slugNow = "oslo-renamed";
        var rows = site.page(UNDO).select(".versions tbody tr");
        assertEquals(List.of("Notes", "Slug"), rows.select("th").eachText());
        assertEquals(
                "stays as it is now",
                rows.select(".is-staying [data-label=Restored]").text());
        assertEquals(
                List.of("As merged", "Now", "Restored"),
                rows.first().select("td").eachAttr("data-label"));
    }

    @Test
    void a_long_text_is_shortened_and_the_whole_of_it_is_folded_away() {
        site.undos.now = "€".repeat(200);
        assertTrue(site.page(UNDO).select(".versions details").isEmpty(), "this much is shown as it is");
        site.undos.now = "€".repeat(200) + "<end>";
        var now = site.page(UNDO).select(".versions [data-label=Now]");
        assertEquals("€".repeat(200) + "…", now.select(".cut").text());
        assertEquals(site.undos.now, now.select("details .prose").text());
    }

    @Test
    void a_conflict_shows_all_three_versions_and_asks() {
        var conflicts = site.page(UNDO).select("#conflicts");
        assertEquals(
                List.of("Notes", "<b>merged</b>", "later notes", "notes"),
                conflicts.select(".versions tbody th, .versions tbody td").eachText());
        assertEquals(
                List.of("restore", "keep", "stop"),
                conflicts.select("[name=\"" + ANSWER + "\"]").eachAttr("value"));
        assertTrue(conflicts.select("[checked]").isEmpty(), "nobody is led to an answer");
    }

    @Test
    void above_the_versions_stands_what_happened_by_whom_and_none_of_the_texts() {
        var legend = site.page(UNDO).select("#conflicts legend");
        assertEquals(
                "Event \"oslo\" was changed since: Event tagged by somebody, 30 Mar 2026, 08:00 UTC", legend.text());
        assertEquals(Links.operation(PastChanges.TAGGING), legend.select("a").attr("href"));
    }

    @Test
    void answered_it_is_done_and_the_receipt_says_so() {
        var done = site.post(UNDO, "fingerprint", fingerprint(), ANSWER, "keep", "note", " a mistake ");
        assertEquals(303, done.statusCode(), done.body());
        assertEquals(
                "/workshops/merges/" + OneUndo.UNDONE,
                done.headers().firstValue("Location").orElseThrow());
        assertEquals(
                List.of(new NewOperation("undo", "administrator", "request-1", "a mistake")), site.undos.operations);
        assertEquals(
                Map.of("event{id=7}", Resolution.KEEP),
                site.undos.requests.getLast().resolutions());

        var receipt = site.page("/workshops/merges/" + OneUndo.UNDONE);
        assertEquals("Undone", receipt.select("h1").text());
        assertEquals(3, receipt.select("#restored li").size());
        assertTrue(
                receipt.text()
                        .contains("Event \"oslo\" had changed since, by somebody in operation 702. Answered: keep."),
                receipt.text());
        assertEquals(Links.undo(OneUndo.UNDONE), receipt.select("#undo-link").attr("href"));
    }

    @Test
    void without_an_answer_nothing_is_done_and_the_question_stands() {
        var page = site.post(UNDO, "fingerprint", fingerprint(), "note", "why");
        assertEquals(409, page.statusCode());
        assertEquals(1, Site.parse(page).select("#unanswered").size());
        assertEquals("why", Site.parse(page).select("#note").attr("value"));
        assertTrue(site.undos.operations.isEmpty());
    }

    @Test
    void what_changed_since_the_page_was_shown_is_shown_anew_with_the_answers_given() {
        var fingerprint = fingerprint();
        site.undos.now = "even later notes";
        var page = site.post(UNDO, "fingerprint", fingerprint, ANSWER, "restore");
        assertEquals(409, page.statusCode());
        var shown = Site.parse(page);
        assertEquals(1, shown.select("#stale").size());
        assertTrue(shown.select(".versions").text().contains("even later notes"));
        assertEquals(
                "restore", shown.select("[name=\"" + ANSWER + "\"][checked]").attr("value"));
        assertTrue(site.undos.operations.isEmpty());
    }

    @Test
    void stopping_leads_back_and_does_nothing() {
        var stopped = site.post(UNDO, "fingerprint", fingerprint(), ANSWER, "stop");
        assertEquals(
                "/workshops/merges/" + OneUndo.MERGE,
                stopped.headers().firstValue("Location").orElseThrow());
        assertTrue(site.undos.operations.isEmpty());
    }

    @Test
    void what_cannot_be_undone_says_what_comes_first_and_leads_there() {
        site.undos.blocked.put(OneUndo.MERGE, PastChanges.TAGGING);
        var refused = site.get(UNDO);
        assertEquals(409, refused.statusCode());
        var page = Site.parse(refused);
        assertEquals("Something later has to be undone first", page.select("h1").text());
        assertEquals(
                "The merge of uio into oslo cannot be undone while this later operation stands: it changed event \"oslo\""
                        + " after operation 901.",
                page.select("#why").text());
        assertEquals(
                List.of("Event tagged operation 702", "ada"),
                page.select("#in-the-way dd").eachText().subList(0, 2));
        assertEquals(
                Links.operation(PastChanges.TAGGING),
                page.select("#in-the-way a").first().attr("href"));
        assertEquals(
                Links.undoOperation(PastChanges.TAGGING),
                page.select("#undo-first").attr("href"));
        assertEquals(
                "Nothing was changed. Undo that one first; then this one can be undone.",
                page.select("#next-step").text());
        assertEquals(409, site.post(UNDO, "fingerprint", "any").statusCode(), "sent anyway");
    }

    /** Whoever wanted it undone has what they wanted; bringing it back is not what to click first. */
    @Test
    void what_is_undone_already_is_left_so_unless_somebody_asks_for_the_other() {
        site.undos.done.put(OneUndo.MERGE, PastChanges.TAGGING);
        var page = Site.parse(site.get(UNDO));
        assertEquals("This is undone already", page.select("h1").text());
        assertEquals("Leave it as it is", page.select(".btn-primary").text());
        assertEquals(
                "Bring it back: undo operation " + PastChanges.TAGGING,
                page.select("#undo-first").text());
    }

    @Test
    void what_there_is_not_cannot_be_undone() {
        for (var id : List.of("1", "x", "99999999999999999999")) {
            assertEquals(404, site.get("/workshops/merges/" + id + "/undo").statusCode(), id);
        }
    }

    @Test
    void a_form_that_is_not_ours_is_refused() {
        assertEquals(400, site.post(UNDO, ANSWER, "toss").statusCode());
        assertEquals(400, site.post(UNDO, "colour", "red").statusCode());
        assertEquals(403, site.postWithoutCsrf(UNDO, ANSWER, "keep").statusCode());
        assertTrue(site.undos.requests.isEmpty());
    }

    @Test
    void the_receipt_of_a_merge_leads_to_its_undo() {
        var preview = Site.parse(
                site.post(Links.MERGE, "event_a_0", Site.A, "event_b_0", Site.B, "base", "a", "action", "preview"));
        var merged = site.post(
                Links.MERGE,
                "event_a_0",
                Site.A,
                "event_b_0",
                Site.B,
                "base",
                "a",
                "fingerprint",
                preview.select("[name=fingerprint]").attr("value"),
                "action",
                "confirm");
        var location = merged.headers().firstValue("Location").orElseThrow();
        assertEquals(
                location + "/undo", site.page(location).select("#undo-link").attr("href"));
    }
}
