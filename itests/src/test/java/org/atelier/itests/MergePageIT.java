package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/**
 * The merge page in the browser, for people, organizations and tags: found by typing, seen while choosing, swapped, stale,
 * by keyboard alone, without scripts, and on a phone.
 */
class MergePageIT {
    private static final Dimension TALL = new Dimension(1280, 2200);
    private static final Dimension TALL_PHONE = new Dimension(390, 3600);

    /** More presses of Tab than any of these pages has places to stop at. */
    private static final int MANY = 200;

    @TempDir
    static Path folder;

    private static InstalledAtelier atelier;
    private static Browser browser;
    private static int made;

    @BeforeAll
    static void start() throws Exception {
        atelier = InstalledAtelier.start(folder.resolve("home"));
        atelier.loadDemoData();
        browser = Browser.open(atelier, folder.resolve("profile"));
        browser.go("/workshops/");
        browser.signInWithToken(atelier.token());
        browser.find("#sign-out");
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

    @BeforeEach
    void asUsual() {
        browser.size(Browser.LAPTOP);
        browser.scripts(true);
    }

    // ---------------------------------------------------------------------------------------------- a world

    private static String sql(String statement) throws Exception {
        try (var connection = atelier.database();
                var query = connection.createStatement()) {
            if (!query.execute(statement)) {
                return Integer.toString(query.getUpdateCount());
            }
            try (var rows = query.getResultSet()) {
                return rows.next() ? rows.getString(1) : "none";
            }
        }
    }

    /** Two records of one person, each with a task at the same event; the second without an e-mail address. */
    private static List<String> twins() throws Exception {
        var number = ++made;
        var first = "quist_greta_" + number;
        var second = "greta_q_" + number;
        sql("insert into person (username, personal, family, email, affiliation, occupation) values ('" + first
                + "', 'Greta', 'Quist " + number + "', 'greta" + number + "@example.org', 'University of Bergen', '')");
        sql("insert into person (username, personal, family, affiliation, occupation, orcid) values ('" + second
                + "', 'Greta', 'Quist " + number + "', 'UiB', 'librarian', '0000-0002')");
        for (var username : List.of(first, second)) {
            sql("insert into task (event_id, person_id, role_id, title) select (select min(id) from event), id, "
                    + "(select min(id) from role), 'by " + username + "' from person where username = '" + username
                    + "'");
        }
        sql("insert into task (event_id, person_id, role_id) select (select max(id) from event), id, "
                + "(select min(id) from role) from person where username = '" + second + "'");
        return List.of(first, second);
    }

    private static String person(String username) throws Exception {
        return sql("select username || ' ' || affiliation || ' ' || coalesce(email, 'no e-mail') || ' ' || "
                + "(select count(*) from task where person_id = person.id) from person where username = '" + username
                + "'");
    }

    private static String persons(List<String> both) {
        return "/workshops/persons/merge?person_a=" + both.get(0) + "&person_b=" + both.get(1);
    }

    private static void pictures(String name) throws IOException {
        browser.size(TALL);
        browser.picture(name);
        browser.size(TALL_PHONE);
        browser.picture(name + "-phone");
        browser.size(Browser.LAPTOP);
    }

    // ---------------------------------------------------------------------------------------------- people

    @Test
    void two_people_are_found_by_typing_and_merged_with_the_outcome_in_view() throws Exception {
        var both = twins();
        browser.go("/workshops/persons/merge");
        browser.type("#person_a", "greta quist " + made);
        browser.waitForText("#matches-a .matches", both.get(0));
        pictures("merge-people-choose");
        browser.click("#matches-a a[href*='person_a=" + both.get(0) + "&']");
        browser.waitForPath(".*person_a=" + both.get(0) + ".*");
        // without an e-mail address she is found all the same
        browser.type("#person_b", both.get(1));
        browser.waitForText("#matches-b", "Greta Quist " + made);
        browser.click("#compare");
        browser.waitForText("h1", "Merge two people");
        browser.waitForText("#plan-fold", "by " + both.get(1));
        browser.waitForText("#summary", "1 folded");
        pictures("merge-people-compare");
        new Select(browser.find("#choice-tasks")).selectByValue("keep-a");
        browser.waitForText("#summary", "1 discarded");
        browser.waitForText("#plan-discard", "Discarded");
        new Select(browser.find("#choice-affiliation")).selectByValue("keep-b");
        browser.waitForText("#plan-set", "\"UiB\"");
        pictures("merge-people-outcome");
        new Select(browser.find("#choice-tasks")).selectByValue("combine");
        browser.waitForGone("#plan-discard");
        browser.click("#preview");
        browser.waitForText("h1", "Review the merge");
        browser.waitForText("#plan-retire", "The old username " + both.get(1) + " leads to " + both.get(0));
        pictures("merge-people-review");
        browser.click("#confirm-merge");
        browser.waitForText("#receipt", "Merged");
        browser.find("#undo-link");
        pictures("merge-people-receipt");
        assertEquals(both.get(0) + " UiB greta" + made + "@example.org 2", person(both.get(0)));
        assertEquals("none", person(both.get(1)));
        browser.go(persons(both));
        browser.waitForText("#matches-b", "was merged into “" + both.get(0) + "” already");
        pictures("merge-people-retired");
    }

    @Test
    void swapping_keeps_who_survives_and_what_was_chosen() throws Exception {
        var both = twins();
        browser.go(persons(both));
        new Select(browser.find("#choice-affiliation")).selectByValue("keep-b");
        browser.waitForText("#plan-set", "\"UiB\"");
        browser.click("#swap");
        browser.waitForText(".base-a", both.get(1));
        assertTrue(browser.find("#base-b").isSelected());
        assertEquals(
                "keep-a",
                new Select(browser.find("#choice-affiliation"))
                        .getFirstSelectedOption()
                        .getDomAttribute("value"));
        assertTrue(browser.find("#plan-set").getText().contains("\"UiB\""));
        assertTrue(browser.find("#plan-retire").getText().contains(both.get(1) + " is retired"));
    }

    @Test
    void a_form_that_became_stale_says_what_changed_in_between() throws Exception {
        var both = twins();
        browser.go(persons(both));
        browser.click("#preview");
        browser.find("#confirm-merge");
        sql("update person set affiliation = 'NHH' where username = '" + both.get(1) + "'");
        sql("delete from task where person_id = (select id from person where username = '" + both.get(0) + "')");
        browser.click("#confirm-merge");
        browser.waitForText("#stale", "Nothing was merged.");
        assertEquals(
                List.of(
                        "Tasks of A, " + both.get(0) + ": there were 1, there are 0.",
                        "Affiliation of B, " + both.get(1) + ": it was “UiB”, it is “NHH” now."),
                browser.all("#stale-changes li").stream()
                        .map(one -> one.getText())
                        .toList());
        pictures("merge-people-stale");
        browser.click("#confirm-merge");
        browser.waitForText("#receipt", "Merged");
    }

    // ---------------------------------------------------------------------------------------------- tags

    @Test
    void two_tags_become_one_and_it_is_said_before_what_the_old_name_will_answer() throws Exception {
        sql("insert into tag (name) values ('Merge-old'), ('Merge-new')");
        sql("insert into event_tag (event_id, tag_id) select e.id, t.id from (select id from event where published "
                + "order by id limit 3) e, tag t where t.name = 'Merge-old'");
        sql("insert into event_tag (event_id, tag_id) select e.id, t.id from (select id from event where published "
                + "order by id offset 2 limit 5) e, tag t where t.name = 'Merge-new'");
        browser.go("/workshops/tags/merge");
        browser.type("#tag_b", "Merge-old");
        browser.waitForText("#matches-b", "3 events");
        // the only one that is left is taken by Enter; of several, the arrows lead to one
        browser.type("#tag_b", "Merge-ol");
        browser.waitForText("#matches-b a", "Merge-old");
        browser.find("#tag_b").sendKeys(Keys.ENTER);
        browser.waitForPath(".*tag_b=Merge-old.*");
        browser.type("#tag_a", "Merge-");
        browser.waitForText("#matches-a a", "Merge-new");
        browser.find("#tag_a").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ARROW_DOWN);
        browser.find("#matches-a a:focus").sendKeys(Keys.ENTER);
        browser.waitForText("h1", "Merge two tags");
        browser.find("#preview");
        browser.go("/workshops/tags?search=Merge-");
        assertFalse(browser.find("#merge-picked").isEnabled(), "nothing is picked yet");
        browser.click("[name=tag][value=Merge-new]");
        browser.click("[name=tag][value=Merge-old]");
        browser.waitForText("#merge-picked", "(2)");
        browser.click("#merge-picked");
        browser.waitForText("h1", "Merge two tags");
        browser.waitForText("#tag-names", "?tag=Merge-old will answer with the events of Merge-new");
        assertEquals(
                "Merge-old 3 events 7 events nobody who says so",
                browser.find("#tag-name-old").getText().replaceAll("\\s+", " "));
        pictures("merge-tags-compare");
        browser.click("#preview");
        browser.find("#tag-names");
        browser.click("#confirm-merge");
        browser.waitForText("#receipt", "Merged");
        pictures("merge-tags-receipt");
        assertEquals(
                7,
                InstalledAtelier.json(atelier.get("/api/v1/events/published.json?tag=Merge-old"))
                        .size());
        browser.click("#survivor");
        browser.waitForPath("/workshops/tag/Merge-new/");
    }

    @Test
    void organizations_are_compared_with_the_events_they_host() throws Exception {
        sql("insert into organization (domain, fullname) values ('uni.example', 'The University'), "
                + "('www.uni.example', 'University, The')");
        sql("update event set host_id = (select id from organization where domain = 'www.uni.example') "
                + "where id = (select min(id) from event)");
        browser.go("/workshops/organizations/merge?organization_a=uni.example&organization_b=www.uni.example");
        browser.waitForText("#plan-move", "now points to uni.example");
        pictures("merge-organizations-compare");
    }

    // ---------------------------------------------------------------------------------------------- refusals

    @Test
    void refusals_lead_on() throws Exception {
        var both = twins();
        browser.go("/workshops/persons/merge?person_a=" + both.get(0) + "&person_b=" + both.get(0));
        browser.waitForText("#problem", "are the same person");
        browser.go("/workshops/persons/merge?person_a=" + both.get(0) + "&person_b=nobody-at-all");
        browser.waitForText("#matches-b", "No person is named “nobody-at-all”");
        browser.picture("merge-people-unknown");
        browser.go("/workshops/merge/planet");
        browser.waitForText(".error-detail", "“planet”");
        sql("create table newcomer (id bigint primary key, person_id bigint references person)");
        try {
            browser.go(persons(both));
            browser.waitForText("h1", "Merging would lose something");
            browser.picture("merge-people-census");
        } finally {
            sql("drop table newcomer");
        }
        browser.click("#again");
        browser.waitForText("h1", "Merge two people");
    }

    // ---------------------------------------------------------------------------------------------- keyboard

    @Test
    void everything_can_be_done_with_the_keyboard_alone() throws Exception {
        var both = twins();
        browser.go("/workshops/persons/merge");
        // the first field has the focus by itself
        assertEquals("person_a", browser.focused("id"));
        browser.keys("greta quist " + made);
        browser.waitForText("#matches-a .matches", both.get(0));
        browser.tabTo("a[href*='person_a=" + both.get(0) + "&']", MANY);
        browser.keys(Keys.ENTER);
        browser.waitForPath(".*person_a=" + both.get(0) + ".*");
        assertEquals("person_b", browser.focused("id"));
        browser.keys(both.get(1), Keys.ENTER);
        browser.waitForText("h1", "Merge two people");
        var stops = browser.everyStop(MANY);
        assertTrue(
                stops.containsAll(List.of("swap", "base-a", "choice-affiliation", "choice-tasks", "preview")),
                stops.toString());
        assertEquals(List.of(), browser.invisibleStops());
        // the order of the page is the order of the keys
        var inOrder = new ArrayList<>(stops);
        inOrder.retainAll(List.of("swap", "base-a", "choice-affiliation", "choice-tasks", "preview"));
        assertEquals(List.of("swap", "base-a", "choice-affiliation", "choice-tasks", "preview"), inOrder);
        browser.go(persons(both));
        browser.tabTo("#base-a", MANY);
        browser.keys(Keys.ARROW_DOWN);
        browser.waitForText("#plan-retire", both.get(0) + " is retired");
        assertEquals("base-b", browser.focused("id"));
        browser.tabTo("#choice-affiliation", MANY);
        browser.keys("Keep A");
        browser.waitForText("#plan-set", "\"University of Bergen\"");
        assertEquals("choice-affiliation", browser.focused("id"));
        browser.picture("merge-people-keyboard");
        browser.tabTo("#preview", MANY);
        browser.keys(Keys.SPACE);
        browser.waitForText("h1", "Review the merge");
        browser.tabTo("#note", MANY);
        browser.keys("typed, not clicked");
        browser.tabTo("#confirm-merge", MANY);
        browser.keys(Keys.SPACE);
        browser.waitForText("#receipt", "Merged");
        assertTrue(browser.text().contains("typed, not clicked"));
        assertEquals(both.get(1) + " University of Bergen greta" + made + "@example.org 2", person(both.get(1)));
    }

    // ---------------------------------------------------------------------------------------------- without scripts

    @Test
    void everything_can_be_done_without_scripts() throws Exception {
        var both = twins();
        browser.scripts(false);
        browser.go("/workshops/persons/merge");
        browser.type("#person_a", "greta quist " + made);
        browser.click("#compare");
        browser.waitForText("#matches-a", both.get(0));
        browser.click("#matches-a a[href*='person_a=" + both.get(0) + "&']");
        browser.type("#person_b", both.get(1));
        browser.click("#compare");
        browser.waitForText("h1", "Merge two people");
        browser.find("#choice-tasks")
                .findElement(By.cssSelector("option[value=keep-b]"))
                .click();
        // what was worked out before is not shown as if it were for this choice
        browser.waitForText("#outcome", "You changed choices since this was worked out.");
        assertEquals(List.of(), browser.all("#plan-discard"));
        pictures("merge-people-no-script");
        browser.click("#update");
        browser.waitForText("#plan-fold", "by " + both.get(0));
        assertFalse(browser.find("#outcome").getText().contains("You changed choices"));
        browser.click("#swap");
        browser.waitForText(".base-a", both.get(1));
        browser.click("#preview");
        browser.waitForText("h1", "Review the merge");
        browser.click("#confirm-merge");
        browser.waitForText("#receipt", "Merged");
        assertEquals("none", person(both.get(1)));
        assertTrue(person(both.get(0)).startsWith(both.get(0)));
    }
}
