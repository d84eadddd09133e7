package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertTrue(
                page.select("#strategies").text().contains("Slowly slow event.tags Slow set aside: too slow"),
                page.select("#strategies").text());
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
