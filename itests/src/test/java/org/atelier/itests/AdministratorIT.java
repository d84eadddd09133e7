package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** An administrator's morning in the browser: log in, find, tag, untag, merge with base A and tags from B. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdministratorIT {
    @TempDir
    static Path folder;

    private static InstalledAtelier atelier;
    private static Browser browser;
    private static String a;
    private static String b;

    @BeforeAll
    static void start() throws Exception {
        atelier = InstalledAtelier.start(folder.resolve("home"));
        atelier.loadDemoData();
        browser = Browser.open(atelier, folder.resolve("profile"));
        // two events of different tags, so that "tags from B" takes something off A
        var events = new ArrayList<JsonNode>();
        InstalledAtelier.json(atelier.get("/api/v1/events/published.json")).forEach(events::add);
        a = slug(events.stream()
                .filter(event -> tags(event).contains("DC"))
                .findFirst()
                .orElseThrow());
        b = slug(events.stream()
                .filter(event -> !tags(event).contains("DC") && !tags(event).isEmpty())
                .findFirst()
                .orElseThrow());
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

    private static String slug(JsonNode event) {
        return event.get("slug").textValue();
    }

    private static TreeSet<String> tags(JsonNode event) {
        var names = new TreeSet<String>();
        event.get("tags")
                .forEach(tag -> names.add(
                        tag.isTextual() ? tag.textValue() : tag.get("name").textValue()));
        return names;
    }

    /** Every event's tags, as the database has them. */
    private static TreeMap<String, TreeSet<String>> tagsOfAllEvents() throws Exception {
        var all = new TreeMap<String, TreeSet<String>>();
        try (var connection = atelier.database();
                var rows = connection
                        .createStatement()
                        .executeQuery("select e.slug, t.name from event e left join event_tag l on l.event_id = e.id "
                                + "left join tag t on t.id = l.tag_id")) {
            while (rows.next()) {
                var tags = all.computeIfAbsent(rows.getString(1), _ -> new TreeSet<>());
                if (rows.getString(2) != null) {
                    tags.add(rows.getString(2));
                }
            }
        }
        return all;
    }

    @Test
    @Order(1)
    void only_who_has_the_token_gets_in() throws Exception {
        browser.go("/");
        browser.waitForPath("/workshops/login.*");
        browser.click("#with-token summary");
        browser.type("#token", "not the token");
        browser.click("#sign-in-token");
        browser.find("#token-problem");
        browser.picture("login-refused");
        browser.type("#token", atelier.token());
        browser.click("#sign-in-token");
        browser.find("#sign-out");
        browser.picture("home");
        browser.size(Browser.PHONE);
        browser.picture("home-phone");
        browser.size(Browser.LAPTOP);
    }

    @Test
    @Order(2)
    void an_event_is_found_by_typing_and_tagged_and_untagged() throws Exception {
        browser.go("/workshops/events");
        browser.picture("events");
        browser.type("#search", a);
        browser.waitForPath(".*search=.*");
        browser.waitForText("#results", a);
        browser.picture("events-found");
        browser.go("/workshops/event/" + a + "/");
        browser.waitForText("#event-slug", a);
        browser.type("#tag", "WiSE");
        browser.click("#add-tag-button");
        browser.waitForText("#notice", "WiSE");
        assertEquals("/workshops/event/" + a + "/", browser.path(), "what was just done is not said by the address");
        browser.waitForText("#tags", "WiSE");
        browser.picture("event-tagged");
        assertTrue(tagsOfAllEvents().get(a).contains("WiSE"));
        chip("WiSE").findElement(By.cssSelector("button")).click();
        browser.find("#notice");
        assertEquals(
                List.of(),
                browser.all("#tags .chip-form").stream()
                        .filter(chip -> chip.getText().contains("WiSE"))
                        .toList());
        browser.picture("event-untagged");
        browser.size(Browser.PHONE);
        browser.picture("event-phone");
        browser.size(Browser.LAPTOP);
        assertTrue(!tagsOfAllEvents().get(a).contains("WiSE"));
    }

    private static WebElement chip(String tag) {
        return browser.all("#tags .chip-form").stream()
                .filter(chip -> chip.getText().contains(tag))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(3)
    void an_unknown_tag_is_refused_in_words() throws Exception {
        browser.go("/workshops/event/" + a + "/");
        browser.type("#tag", "NoSuchTag");
        browser.click("#add-tag-button");
        browser.waitForText("#tag-problem", "NoSuchTag");
        browser.picture("tag-unknown");
    }

    @Test
    @Order(4)
    void base_a_with_tags_from_b_leaves_every_other_events_tags_alone() throws Exception {
        var expected = tagsOfAllEvents();
        browser.go("/workshops/events/merge?event_a_0=" + a + "&event_b_0=" + b);
        browser.waitForText("h1", "Merge two events");
        browser.click("#base-a");
        new Select(browser.find("#choice-tags")).selectByValue("keep-b");
        browser.picture("merge-compare");
        browser.size(Browser.PHONE);
        browser.picture("merge-compare-phone");
        browser.size(Browser.LAPTOP);
        browser.click("#preview");
        browser.waitForText("h1", "Review the merge");
        browser.waitForText("#plan", "DC");
        browser.picture("merge-preview");
        browser.size(Browser.PHONE);
        browser.picture("merge-preview-phone");
        browser.size(Browser.LAPTOP);
        browser.type("#note", "entered twice");
        browser.click("#confirm-merge");
        browser.waitForText("#receipt", "Merged");
        browser.waitForPath("/workshops/merges/[0-9]+/?");
        assertTrue(browser.text().contains("entered twice"));
        browser.picture("merge-receipt");

        expected.put(a, expected.get(b));
        expected.remove(b);
        assertEquals(expected, tagsOfAllEvents());
        browser.go("/workshops/event/" + b + "/");
        browser.waitForPath("/workshops/event/" + a + "/.*");
    }

    @Test
    @Order(5)
    void a_merge_is_undone_on_its_receipt_and_what_changed_since_is_asked_about() throws Exception {
        var slugs = new ArrayList<>(tagsOfAllEvents().keySet());
        var first = slugs.get(20);
        var second = slugs.get(21);
        var before = tagsOfAllEvents();
        var venue = venue(first);
        browser.go("/workshops/events/merge?event_a_0=" + first + "&event_b_0=" + second);
        new Select(browser.find("#choice-venue")).selectByValue("keep-b");
        browser.click("#preview");
        browser.click("#confirm-merge");
        browser.waitForText("#receipt", "Merged");
        write("update event set venue = 'moved meanwhile', contact = 'new@example.org' where slug = ?", first);
        write("update event set notes = repeat('Everybody brought a laptop. ', 12) where slug = ?", first);
        browser.click(".nav-main a[href='/workshops/merges']");
        browser.waitForText("#merges tbody tr", second);
        browser.picture("merges");
        browser.size(Browser.PHONE);
        browser.picture("merges-phone");
        browser.size(Browser.LAPTOP);
        browser.go("/workshops/event/" + first + "/");
        browser.waitForText("#merged-from", second);
        browser.picture("event-survivor");
        browser.size(Browser.PHONE);
        browser.picture("event-survivor-phone");
        browser.size(Browser.LAPTOP);
        browser.click("#merged-from a");
        browser.waitForText("#receipt", "Merged");
        browser.click(".crumb a");
        browser.click("#merges tbody tr:first-child .cell-name a");
        browser.waitForText("#receipt", "Merged");
        browser.click("#undo-link");
        browser.waitForText("h1", "Undo the merge of " + second + " into " + first);
        browser.waitForText("#conflicts", "moved meanwhile");
        browser.picture("undo-conflict");
        // tall enough for the whole question
        browser.size(new Dimension(Browser.PHONE.width, 2000));
        browser.picture("undo-conflict-phone");
        browser.size(Browser.LAPTOP);
        browser.click("#conflicts input[value=restore]");
        browser.type("#note", "they were two workshops");
        browser.click("#confirm-undo");
        browser.waitForText("#undone", "Undone");
        assertTrue(browser.text().contains("they were two workshops"));
        browser.waitForText("#undone-what", "The merge of " + second + " into " + first);
        browser.picture("undo-receipt");
        assertEquals(before, tagsOfAllEvents());
        assertEquals(venue, venue(first));
        browser.click("#undone-operation");
        browser.find("#undone-by");
        browser.picture("merge-receipt-undone");
        browser.click(".crumb a");
        browser.waitForText("#merges tbody tr:first-child", "Undone");
        browser.picture("merges-undone");
        browser.size(Browser.PHONE);
        browser.picture("merges-undone-phone");
        browser.size(Browser.LAPTOP);
        browser.go("/workshops/event/" + first + "/");
        assertEquals(List.of(), browser.all("#merged-from"));
    }

    private static String venue(String slug) throws Exception {
        try (var connection = atelier.database();
                var query = connection.prepareStatement("select venue from event where slug = ?")) {
            query.setString(1, slug);
            try (var rows = query.executeQuery()) {
                assertTrue(rows.next(), slug);
                return rows.getString(1);
            }
        }
    }

    private static void write(String sql, String slug) throws Exception {
        try (var connection = atelier.database();
                var update = connection.prepareStatement(sql)) {
            update.setString(1, slug);
            assertEquals(1, update.executeUpdate());
        }
    }

    @Test
    @Order(6)
    void a_plan_that_became_stale_is_shown_anew_and_nothing_is_merged() throws Exception {
        var slugs = new ArrayList<>(tagsOfAllEvents().keySet());
        var first = slugs.get(10);
        var second = slugs.get(11);
        browser.go("/workshops/events/merge?event_a_0=" + first + "&event_b_0=" + second);
        browser.click("#preview");
        browser.find("#confirm-merge");
        write("update event set venue = 'moved meanwhile' where slug = ?", second);
        browser.click("#confirm-merge");
        browser.find("#stale");
        browser.picture("merge-stale");
        assertTrue(tagsOfAllEvents().containsKey(second));
    }

    @Test
    @Order(7)
    void what_is_not_there_is_said_in_the_same_clothes() throws Exception {
        browser.go("/workshops/event/no-such-event/");
        assertTrue(browser.text().contains("no-such-event"), browser.text());
        browser.picture("not-found");
        browser.go("/workshops/events?search=zzzzzz");
        browser.picture("nothing-found");
        browser.go("/workshops/tags");
        browser.picture("tags");
        browser.go("/workshops/events/merge?event_a_0=" + a + "&event_b_0=" + a);
        browser.find("#problem");
        browser.picture("merge-same");
    }

    @Test
    @Order(8)
    void signed_out_means_out() throws Exception {
        browser.go("/workshops/events");
        browser.click("#me summary");
        browser.click("#sign-out button");
        browser.go("/workshops/events");
        browser.waitForPath("/workshops/login.*");
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(complaint -> complaint.contains("Content Security Policy"))
                        .toList());
    }
}
