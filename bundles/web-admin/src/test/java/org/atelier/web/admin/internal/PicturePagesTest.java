package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PicturePagesTest {
    private final Site site = new Site(new Workshops());

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void a_timeline_has_a_bar_for_each_event_as_long_as_it_lasts() {
        var page = site.page("/workshops/timeline?from=2026-03-01&days=30");
        var bars = page.select("#timeline rect");
        // 770 units for 30 days, of which the first event takes two from the second day on
        assertEquals(List.of("255.7", "332.7"), bars.eachAttr("x"));
        assertEquals(List.of("51.3", "25.6"), bars.eachAttr("width"));
        assertEquals("oslo, 2–3 Mar 2026", bars.first().select("title").text());
        assertEquals("/workshops/event/oslo/", page.select("#timeline a").attr("href"));
        assertEquals(List.of("DC", "others"), page.select(".legend li").eachText());
        assertEquals(
                List.of("2 Mar", "9 Mar", "16 Mar", "23 Mar"),
                page.select("#timeline .pic-quiet").eachText().subList(0, 4));
        assertEquals(
                List.of("oslo", "2–3 Mar 2026", "Rådhuset, Norway", "DC SWC"),
                page.select("#entries tbody tr").first().select("td").eachText());
        assertEquals(
                "/workshops/timeline?from=2026-03-31&days=30",
                page.select("#later").attr("href"));
        assertEquals(0, page.select("#more").size());
        site.looks.more = true;
        assertEquals(1, site.page("/workshops/timeline").select("#more").size());
    }

    @Test
    void today_is_a_line_where_it_is_in_the_picture() {
        assertEquals(1, site.page("/workshops/timeline").select(".pic-now").size());
        assertEquals(
                0,
                site.page("/workshops/timeline?from=2001-01-01")
                        .select(".pic-now")
                        .size());
        assertEquals(
                "No event in these days",
                site.page("/workshops/timeline?from=1999-01-01")
                        .select("#none h2")
                        .text());
    }

    @Test
    void every_picture_has_a_title_and_says_what_it_shows() {
        for (var address : List.of("/workshops/timeline", "/workshops/map", "/workshops/numbers")) {
            var page = site.page(address);
            var picture = page.select("svg.pic");
            // what is in an image nobody can reach, so one with links is a group
            assertEquals(picture.select("a").isEmpty() ? "img" : "group", picture.attr("role"), address);
            for (var id : picture.attr("aria-labelledby").split(" ")) {
                assertTrue(page.getElementById(id).hasText(), address + " " + id);
            }
            assertTrue(page.select("table tbody tr").size() > 1, address);
            assertTrue(site.get(address).body().length() < 100_000, address);
        }
    }

    @Test
    void a_map_has_a_dot_for_each_place_and_tells_what_is_on_none() {
        var page = site.page("/workshops/map");
        var dots = page.select("#map circle");
        assertEquals(List.of("22.0", "5.0"), dots.eachAttr("r"));
        var oslo = dots.first();
        assertEquals(524.6, Double.parseDouble(oslo.attr("cx")), 1);
        assertTrue(Double.parseDouble(oslo.attr("cy")) < 120, oslo.toString());
        assertEquals("3 events, the latest oslo", oslo.select("title").text());
        assertTrue(page.select(".help").text().contains("4 events at 2 places. 1 event without a place"), page.text());
        assertEquals(
                List.of("oslo", "3 events", "Norway"),
                page.select("#places tbody tr").first().select("td").eachText());
        assertEquals(
                "No instructor has an airport",
                site.page("/workshops/map?show=instructors").select("#none h2").text());
    }

    @Test
    void columns_stand_on_each_other_and_the_table_has_their_numbers() {
        var page = site.page("/workshops/numbers?by=quarter");
        assertEquals(
                List.of(
                        "2026 Q1, SWC: 2 events",
                        "2026 Q1, DC: 1 event",
                        "2026 Q3, SWC: 4 events",
                        "2026 Q3, others: 3 events"),
                page.select("#bars rect title").eachText());
        assertEquals(
                List.of("0", "2", "4", "6", "8"),
                page.select("#bars .pic-right").eachText());
        // eight events are 272 units high
        assertEquals(
                List.of("68.0", "34.0", "136.0", "102.0"),
                page.select("#bars rect").eachAttr("height"));
        assertEquals(
                List.of("7", "4", "0", "3"),
                page.select("#numbers tbody tr").first().select("td").eachText());
        assertEquals(List.of("SWC", "DC", "others"), page.select(".legend li").eachText());
    }

    @Test
    void what_cannot_be_shown_is_refused() {
        for (var address : List.of(
                "timeline?from=soon",
                "timeline?from=2026-02-30",
                "timeline?days=31",
                "map?show=penguins",
                "map?years=2",
                "numbers?by=week")) {
            assertEquals(400, site.get("/workshops/" + address).statusCode(), address);
        }
    }
}
