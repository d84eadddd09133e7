package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.export.ServedFeeds.Served;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstallationPageTest {
    private final Site site = Site.believable();

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void what_needs_a_look_is_said_first_and_why() {
        var page = site.page("/workshops/installation");
        assertEquals(
                "Something needs a look; everything else works.",
                page.select("#state").text());
        assertTrue(
                page.select("#checks").text().contains("merging needs a look a reference nobody declares"),
                page.select("#checks").text());
        assertTrue(
                page.select("#checks").text().contains("org.example.plugin needs a look cannot be resolved"),
                page.select("#checks").text());
        assertEquals(
                "The last backup was made 28 Nov 2026, 21:15 by anna.",
                page.select("#last-backup").text());
        assertTrue(
                page.select("#strategies").text().contains("Slowly slow event.tags Slow set aside: too slow"),
                page.select("#strategies").text());
        assertTrue(page.select("#strategies details:contains(Slowly)").hasAttr("open"), "what is set aside is seen");
    }

    @Test
    void feeds_are_told_with_their_sizes_and_how_often_they_were_asked_for() {
        assertTrue(site.page("/workshops/installation").text().contains("Nobody has asked for a feed yet."));
        var rendered = Instant.parse("2026-06-15T12:00:00Z");
        site.here.feeds = List.of(
                new Served(
                        "events/published.yaml?tag=SWC&tag=DC",
                        1_234_567,
                        Optional.of(rendered),
                        rendered.plusSeconds(1_800),
                        1,
                        4_700,
                        true),
                new Served("export/badges.json", 1, Optional.empty(), rendered, 2, 0, false));
        var page = site.page("/workshops/installation");
        assertEquals(
                List.of(
                        "events/published.yaml?tag=SWC&tag=DC 1.2 MB 15 Jun 2026, 12:00 15 Jun 2026, 12:30 1 4,700 kept",
                        "export/badges.json 1 byte 15 Jun 2026, 12:00 2 0 rendered each time"),
                page.select("#feeds tbody tr").eachText());
        assertEquals(
                "/api/v1/events/published.yaml?tag=SWC&tag=DC",
                page.select("#feeds a").attr("href"));
    }

    @Test
    void settings_are_told_and_secrets_are_not() {
        var page = site.page("/workshops/installation");
        assertTrue(
                page.select("#settings").text().contains("atelier.database.password (hidden) environment"),
                page.select("#settings").text());
        assertTrue(
                page.select("#settings").text().contains("atelier.database.url not set default"),
                page.select("#settings").text());
        assertFalse(
                page.select("#bundles").text().contains("org.example.plugin"), "a plugin is not of the distribution");
    }
}
