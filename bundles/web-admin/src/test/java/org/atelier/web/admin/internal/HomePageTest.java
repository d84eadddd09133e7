package org.atelier.web.admin.internal;

import static org.atelier.web.admin.internal.MemoryRecords.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
        assertEquals(List.of("soon", "late"), page.select("#due li a").eachText());
        assertEquals(1, page.select("#due .due-late").size());
    }

    @Test
    void an_empty_platform_says_how_to_begin() {
        assertTrue(site.page("/workshops/").select(".empty").text().contains("bin/atelier import amy FILE"));
    }
}
