package org.atelier.web.admin.internal;

import static org.atelier.web.admin.internal.MemoryRecords.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atelier.history.Change;
import org.atelier.history.FieldChange;
import org.atelier.history.RecordName;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HomePageTest {
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private Site site;

    @BeforeEach
    void start() {
        site = new Site(new Workshops());
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void event(long id, String slug, LocalDate start, boolean published, Object... more) {
        var values = values("slug", slug, "start", start, "published", published);
        values.putAll(values(more));
        site.records.put("event", id, values);
    }

    @Test
    void what_comes_next_is_shown_soonest_first() {
        event(1, "yesterday", today.minusDays(1), true);
        event(2, "in-a-month", today.plusDays(30), true);
        event(3, "today", today, true, "venue", "Rådhuset");
        var page = site.page("/workshops/");
        assertEquals(
                List.of("today", "in-a-month"), page.select("#upcoming li a").eachText());
        assertTrue(page.select("#upcoming li").first().text().contains("Rådhuset"));
        assertEquals(
                "Every upcoming event has what websites need.",
                page.select("#unpublished .none").text());
    }

    @Test
    void what_is_the_same_for_everybody_is_read_again_once_something_changed() {
        site.quiet = true;
        event(1, "one", today, true);
        assertEquals(
                List.of("one"),
                site.page("/workshops/").select("#upcoming li a").eachText());
        event(2, "two", today, true);
        assertEquals(
                List.of("one"),
                site.page("/workshops/").select("#upcoming li a").eachText());
        site.quiet = false;
        assertEquals(
                List.of("one", "two"),
                site.page("/workshops/").select("#upcoming li a").eachText());
    }

    @Test
    void what_is_not_published_says_what_it_lacks() {
        event(1, "lacking", today, false, "venue", "", "address", " ", "country", "", "latitude", 1.0);
        var why = site.page("/workshops/").select("#unpublished .why");
        assertEquals("lacks venue, URL, longitude · fill in", why.text());
        assertEquals("/workshops/event/lacking/edit", why.select("a").attr("href"));
    }

    @Test
    void open_to_dos_are_shown_when_they_are_due_soon_or_overdue() {
        event(1, "one", today, true);
        site.records.put("todo", 1, values("title", "late", "event", "one", "due", today.minusDays(3)));
        site.records.put("todo", 2, values("title", "soon", "event", "one", "due", today.plusDays(3)));
        site.records.put("todo", 3, values("title", "later", "event", "one", "due", today.plusDays(30)));
        site.records.put("todo", 4, values("title", "done", "event", "one", "due", today, "completed", true));
        var page = site.page("/workshops/");
        assertEquals(
                List.of("late", "one", "soon", "one"), page.select("#due li a").eachText(), "the oldest first");
        assertEquals("/workshops/event/one/", page.select("#due li .quiet-link").attr("href"));
        assertEquals(1, page.select("#due .due-late").size());
    }

    @Test
    void a_to_do_is_ticked_off_with_one_click_and_can_be_opened_again() {
        event(1, "one", today, true);
        site.records.put("todo", 1, values("title", "call", "event", "one", "due", today, "completed", false));
        var page = site.page("/workshops/");
        var button = page.select("#due button.tick");
        assertEquals("Done: call", button.attr("aria-label"));
        var form = page.getElementById(button.attr("form"));

        var ticked = site.post(
                form.attr("action"),
                button.attr("name"),
                button.attr("value"),
                "back",
                form.select("[name=back]").val());

        assertEquals(303, ticked.statusCode(), ticked.body());
        assertEquals(
                "/workshops/?saved=1", ticked.headers().firstValue("Location").orElseThrow());
        assertEquals(true, site.records.row("todo", "1").values().get("completed"));
        assertEquals("todo.edit", site.records.operations.getLast().kind());
        var after = site.page("/workshops/?saved=1");
        assertEquals(0, after.select("#due li").size());
        assertEquals("/workshops/log/1/undo", after.select("#notice a").attr("href"));
        assertTrue(after.select("#notice").hasAttr("autofocus"), "the button that was pressed is gone");

        var reopened = site.post(Links.TICK, "open", "1", "back", "https://evil.example/");
        assertEquals(
                "/workshops/?saved=2", reopened.headers().firstValue("Location").orElseThrow());
        assertEquals(false, site.records.row("todo", "1").values().get("completed"));
        assertEquals(404, site.post(Links.TICK, "done", "17").statusCode());
        assertEquals(400, site.post(Links.TICK).statusCode());
        assertEquals(403, site.postWithoutCsrf(Links.TICK, "done", "1").statusCode());
    }

    private static Change ticking(boolean done) {
        return new Change(
                1,
                "todo",
                new TreeMap<>(Map.of("id", Value.Number.of(1))),
                Change.Sort.CHANGED,
                "To-do",
                "call (one)",
                Optional.of(new RecordName("todo", "To-do", 1, "call (one)")),
                List.of(),
                List.of(new FieldChange(
                        "completed", "Completed", new Value.Flag(!done), new Value.Flag(done), "no", "yes")),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void what_was_ticked_off_is_named_and_one_click_opens_it_again() {
        site.changes.alsoDid(61, "todo.edit", ticking(true));
        var notice = site.page("/workshops/?saved=61").getElementById("notice");
        assertEquals("Ticked off: call (one)", notice.select("span").text());
        assertEquals("open", notice.select("button").attr("name"));
        assertEquals("1", notice.select("button").val());
        assertEquals(Links.TICK, notice.select("form").attr("action"));
        assertEquals("/workshops/", notice.select("[name=back]").val());

        site.changes.alsoDid(62, "todo.edit", ticking(false));
        var opened = site.page("/workshops/?saved=62").getElementById("notice");
        assertEquals("Opened again: call (one)", opened.select("span").text());
        assertEquals("done", opened.select("button").attr("name"));
    }

    @Test
    void the_list_of_to_dos_ticks_them_off_and_leads_back_to_where_one_was() {
        event(1, "one", today, true);
        site.records.put("todo", 1, values("title", "call", "event", "one", "due", today, "completed", false));
        site.records.put("todo", 2, values("title", "write", "event", "one", "due", today, "completed", true));
        var page = site.page("/workshops/todos?event=one&sort=due");
        assertEquals(
                List.of("Done: call", "Open again: write"),
                page.select("#list button.tick").eachAttr("aria-label"));
        assertEquals(
                "/workshops/todos?event=one&sort=due",
                page.select("#tick [name=back]").val());
    }

    @Test
    void an_empty_platform_says_how_to_begin() {
        assertTrue(site.page("/workshops/").select(".empty").text().contains("bin/atelier import amy FILE"));
    }
}
