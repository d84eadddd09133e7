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
        assertEquals(
                "Event \"oslo\": notes goes back from \"<b>merged</b>\" to \"notes\".",
                page.select("#undo-change li").text());
        assertEquals(
                "The redirect from \"uio\" is withdrawn.",
                page.select("#undo-go li").text());
        assertTrue(page.select("#since").text().contains("came after the merge"));
        assertEquals("Put 3 rows back", page.select("#confirm-undo").text());
    }

    @Test
    void a_conflict_shows_all_three_versions_and_asks() {
        var conflicts = site.page(UNDO).select("#conflicts");
        assertEquals(
                List.of("Notes", "notes", "<b>merged</b>", "later notes"),
                conflicts.select(".versions tbody th, .versions tbody td").eachText());
        assertEquals(
                List.of("restore", "keep", "stop"),
                conflicts.select("[name=\"" + ANSWER + "\"]").eachAttr("value"));
        assertTrue(conflicts.select("[checked]").isEmpty(), "nobody is led to an answer");
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
        assertTrue(receipt.text().contains("Answered: keep."));
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
    void what_cannot_be_undone_says_why() {
        var later = site.get("/workshops/merges/" + OneUndo.LATER + "/undo");
        assertEquals(409, later.statusCode());
        assertTrue(Site.parse(later).text().contains("Undo operation 904 first: it came later."));
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
