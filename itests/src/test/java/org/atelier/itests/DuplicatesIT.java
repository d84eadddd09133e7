package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;

/** The duplicates of the demo data, from the page that shows them to the merge. */
class DuplicatesIT {
    private static final String OSLO = "2016-04-02-oslo";
    private static final String OSLO_AGAIN = "2016-04-02-uio-oslo";
    private static final String NAIROBI_AGAIN = "2019-09-16-acacia-health";

    @TempDir
    static Path folder;

    private static InstalledAtelier atelier;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        atelier = InstalledAtelier.start(folder.resolve("home"));
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

    private static List<String> pairs() {
        return browser.all("#pairs h2").stream().map(WebElement::getText).toList();
    }

    /** On a laptop and on a phone, tall enough for all of it. */
    private static void pictures(String name) throws Exception {
        browser.size(new Dimension(Browser.LAPTOP.width, 1500));
        browser.picture(name);
        browser.size(new Dimension(Browser.PHONE.width, 2200));
        browser.picture(name + "-phone");
        browser.size(Browser.LAPTOP);
    }

    /** MERGE-CASES 19 and 28. */
    @Test
    void a_planted_pair_is_shown_dismissed_and_the_other_merged_from_there() throws Exception {
        browser.go("/");
        browser.signInWithToken(atelier.token());
        browser.find("#sign-out");
        browser.go("/workshops/events/duplicates");
        browser.waitForText("#none", "No duplicates among the events");
        pictures("duplicates-none");

        atelier.loadDemoData();
        browser.click(".nav-main a[href='/workshops/duplicates']");
        browser.waitForText("#pairs", OSLO_AGAIN);
        assertEquals(2, pairs().size());
        assertTrue(pairs().getFirst().contains(OSLO), pairs().toString());
        assertTrue(browser.find("#pairs li:first-child .reasons").getText().contains("both on 2–3 Apr 2016"));
        pictures("duplicates");

        browser.type("#pairs > li:last-child input[name=reason]", "two rooms");
        browser.click("#pairs > li:last-child .dismiss button");
        browser.waitForText("#notice", NAIROBI_AGAIN);
        assertEquals(1, pairs().size());
        browser.click("#dismissed summary");
        browser.waitForText("#dismissed", "two rooms");
        pictures("duplicates-dismissed");
        var listed = atelier.command("duplicates", "list", "events", "--dismissed");
        assertEquals(0, listed.exit(), listed.output());
        assertTrue(listed.output().contains(NAIROBI_AGAIN), listed.output());

        browser.click("#pairs .merge-pair");
        browser.waitForText("h1", "Merge two events");
        browser.click("#preview");
        browser.click("#confirm-merge");
        browser.waitForText("#receipt", "Merged");
        browser.go("/workshops/duplicates/events");
        browser.waitForText("#none", "No duplicates among the events");
        assertEquals(List.of(), pairs());

        browser.click("#dismissed summary");
        browser.click("#dismissed form button");
        browser.waitForText("#notice", "Taken back");
        assertEquals(1, pairs().size());
        assertTrue(pairs().getFirst().contains(NAIROBI_AGAIN), pairs().toString());
        var command = atelier.command("duplicates", "list", "people");
        assertEquals(0, command.exit(), command.output());
        assertFalse(command.output().isBlank());
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(complaint -> complaint.contains("Content Security Policy"))
                        .toList());
    }
}
