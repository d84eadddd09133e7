package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every page of what ships, as those see it who see little, or have a small window, or a slow line. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessibilityIT {
    /** The rules of axe-core for what WCAG 2.2 AA asks for. */
    private static final String EVERYTHING = """
            {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}""";

    /** What is another in the dark. */
    private static final String COLOURS = """
            {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}""";

    /** The narrowest window that everything must fit. */
    private static final int PHONE = 360;

    /** What is left of a window of 1280 when everything is twice as large. */
    private static final int ZOOMED = 640;

    /** The most that a first visit may cost, in bytes as they come over the line. */
    private static final long MAX_FIRST_PAGE = 100 * 1024;

    /** Pages of other kinds than events; one template makes those of all kinds. */
    private static final Pattern LIST = Pattern.compile(
            "/workshops/(airports|awards|badges|consents|knowledge-domains|languages|lessons|organizations|persons"
                    + "|qualifications|roles|tags|tasks|terms|todos)");

    private static final Pattern RECORD = Pattern.compile("/workshops/(?!events?/)[a-z-]+/[^/]+/(edit|delete)?");

    private static final Pattern KEY = Pattern.compile("/(?=[^/]*[0-9A-Z_.%])[^/]+");

    @TempDir
    static Path folder;

    private static InstalledAtelier atelier;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        atelier = InstalledAtelier.start(folder.resolve("home"));
        atelier.loadDemoData();
        browser = Browser.open(atelier, folder.resolve("profile"));
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (atelier != null) {
            atelier.close();
        }
    }

    @Test
    @Order(1)
    void the_first_pages_are_light() {
        assertWeight("/workshops/login");
        assertEquals(List.of(), barriersHere("/workshops/login"));
        browser.go("/workshops/login");
        browser.signInWithToken(atelier.token());
        browser.find("#sign-out");
        assertWeight("/workshops/");
    }

    private static void assertWeight(String path) {
        var weight = browser.weight(path);
        assertTrue(weight > 10_000 && weight < MAX_FIRST_PAGE, path + " weighs " + weight);
    }

    @Test
    @Order(2)
    void barriers_that_are_planted_are_found() {
        browser.go("/workshops/");
        browser.plantBarriers();
        var found = String.join("\n", barriersHere("planted"));
        assertTrue(found.contains("image-alt"), found);
        assertTrue(found.contains("planted at " + PHONE + ": "), found);
        assertTrue(found.contains("planted at " + ZOOMED + ": "), found);
    }

    @Test
    @Order(3)
    void no_page_has_a_barrier_or_must_be_scrolled_sideways() {
        merge();
        var barriers = new ArrayList<String>();
        var shapes = new HashSet<String>();
        var known = new LinkedHashSet<>(List.of(
                "/workshops/",
                "/workshops/welcome",
                "/workshops/events/merge?event_a_0=2016-04-02-oslo&event_b_0=2016-04-02-uio-oslo",
                "/workshops/search?search=oslo",
                "/workshops/search?search=atlantis",
                "/workshops/events?search=atlantis",
                "/workshops/events?country=nowhere",
                "/workshops/event/never-was/",
                "/workshops/nothing/here",
                "/workshops/log?from=never",
                "/nothing/here"));
        var open = new ArrayDeque<>(known);
        while (!open.isEmpty()) {
            var path = open.poll();
            browser.go(path);
            for (var link : browser.links()) {
                // one of each shape, but what is asked for above
                if (shapes.add(shape(link)) && known.add(link)) {
                    open.add(link);
                }
            }
            barriers.addAll(barriersHere(path));
        }
        browser.go("/workshops/");
        browser.post("/workshops/events/add");
        browser.waitForText(".error-status", "403");
        barriers.addAll(barriersHere("forged"));
        assertEquals(List.of(), barriers, () -> String.join("\n", barriers) + "\non " + known);
        assertTrue(known.size() > 30, known.size() + ": " + known);
    }

    private static void merge() {
        browser.go("/workshops/events/merge?event_a_0=2019-09-16-nairobi&event_b_0=2019-09-16-acacia-health");
        browser.click("#preview");
        browser.find("#confirm-merge");
        assertEquals(List.of(), barriersHere("preview"));
        browser.click("#confirm-merge");
        browser.find("#receipt");
    }

    /** What two pages have in common that differ in what they show alone. */
    private static String shape(String link) {
        var path = link.replaceFirst("[?#].*", "");
        return RECORD.matcher(path).matches()
                ? path.replaceFirst("/workshops/[^/]+/[^/]+", "record")
                : KEY.matcher(LIST.matcher(path).replaceFirst("list")).replaceAll("/*");
    }

    private static List<String> barriersHere(String where) {
        browser.unfold();
        var found = new ArrayList<String>();
        browser.barriers(EVERYTHING).forEach(barrier -> found.add(where + ": " + barrier));
        browser.dark(true);
        browser.barriers(COLOURS).forEach(barrier -> found.add(where + " in the dark: " + barrier));
        browser.dark(false);
        for (var width : List.of(PHONE, ZOOMED)) {
            var out = browser.sticksOut(width);
            if (!out.isEmpty()) {
                found.add(where + " at " + width + ": " + out);
            }
        }
        return found;
    }
}
