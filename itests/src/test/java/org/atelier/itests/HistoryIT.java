package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;

/** From a tag on an event to the log, to the operation, and back, on what ships: in a browser, and with bin/atelier. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HistoryIT {
    @TempDir
    static Path folder;

    private static InstalledAtelier atelier;
    private static Browser browser;
    private static String event;
    private static String operation;

    @BeforeAll
    static void start() throws Exception {
        atelier = InstalledAtelier.start(folder.resolve("home"));
        atelier.loadDemoData();
        event = InstalledAtelier.json(atelier.get("/api/v1/events/published.json"))
                .get(0)
                .get("slug")
                .textValue();
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
    void what_psql_did_is_told_by_the_command_line_row_by_row() throws Exception {
        sql("update event set venue = 'Somewhere else' where slug = '" + event + "'");
        var log = command("log", "--operation", "external", "--kind", "event", "--limit", "1");
        assertTrue(log.contains("Changed directly in the database"), log);
        assertTrue(log.contains("Event \"" + event + "\": venue changed"), log);
        var history = command("history", "event", event);
        assertTrue(history.contains("→ Somewhere else"), history);
        var id = InstalledAtelier.json(command("log", "--limit", "1", "--json"))
                .at("/operations/0/id")
                .asText();
        assertTrue(command("operation", id).contains("kind external"), id);
        assertTrue(command("merge", "undo", id, "--yes").contains("Undo "), id);
        assertEquals(0, count("select count(*) from event where venue = 'Somewhere else'"));
        assertEquals(5, atelier.command("history", "event", "never-was").exit());
    }

    @Test
    @Order(2)
    void a_tag_is_put_on_an_event_and_is_in_its_history_and_in_the_log() throws Exception {
        browser = Browser.open(atelier, folder.resolve("profile"));
        browser.go("/workshops/event/" + event + "/");
        browser.signInWithToken(atelier.token());
        browser.waitForText("#event-slug", event);
        browser.type("#tag", "WiSE");
        browser.click("#add-tag-button");
        browser.waitForText("#tags", "WiSE");
        browser.click("#history");
        browser.waitForText("#timeline", "WiSE");
        pictures("history-of-event");
        browser.click("#timeline .step:first-child h2 a");
        browser.waitForText("#operation-title", "Event tagged");
        operation = browser.path().replaceAll("\\D+", "");
        browser.waitForText("#changes", "WiSE");
        pictures("operation");
        browser.go("/workshops/log");
        browser.waitForText("#log", "Tag \"WiSE\" added to event \"" + event + "\"");
        pictures("log");
        browser.unfold(); // the driver takes what is in closed details for hidden, also where it is shown
        browser.type("#operation", "event.tag");
        browser.click("#filter");
        browser.waitForPath(".*operation=event\\.tag.*");
        browser.waitForText("#log", "WiSE");
        assertEquals(1, browser.all("#log .op").size());
    }

    @Test
    @Order(3)
    void it_is_undone_from_the_operations_page() throws Exception {
        browser.go("/workshops/log/" + operation);
        browser.click("#undo-link");
        browser.waitForText("h1", "Undo operation " + operation + " (Event tagged)");
        pictures("undo-of-a-tag");
        browser.type("#note", "wrong event");
        browser.click("#confirm-undo");
        browser.waitForText("#undone-what", "Event tagged");
        assertEquals(
                0,
                count("select count(*) from event_tag l join event e on e.id = l.event_id join tag t on t.id = l.tag_id"
                        + " where e.slug = '" + event + "' and t.name = 'WiSE'"));
        browser.go("/workshops/log/" + operation);
        browser.find("#undone-by");
        browser.go("/workshops/history/tag/WiSE");
        browser.waitForText("#timeline", event);
        browser.waitForText("#timeline", "wrong event");
        pictures("history-of-tag");
    }

    @Test
    @Order(4)
    void an_event_that_was_deleted_is_found_by_its_name_shown_as_it_was_and_brought_back() throws Exception {
        sql("insert into event (slug, venue, notes) values ('2016-04-06-gone', 'Hall', 'the host asked')");
        sql("delete from event where slug = '2016-04-06-gone'");
        browser.go("/workshops/history/event/2016-04-06-gone");
        browser.waitForText("#state", "This was deleted");
        pictures("history-of-deleted");
        browser.click("#timeline .step:last-child .step-meta a:last-child");
        browser.waitForText("#fields", "the host asked");
        pictures("as-it-was");
        browser.go("/workshops/history/event/2016-04-06-gone");
        browser.click("#state a");
        browser.click("#undo-link");
        browser.click("#confirm-undo");
        browser.find("#undone");
        assertEquals(1, count("select count(*) from event where slug = '2016-04-06-gone' and venue = 'Hall'"));
        assertEquals(List.of(), browser.complaints());
    }

    private static void pictures(String name) throws Exception {
        browser.picture(name);
        browser.size(Browser.PHONE);
        browser.picture(name + "-phone");
        assertTrue(browser.all("html").getFirst().getSize().getWidth() <= new Dimension(390, 0).getWidth(), name);
        browser.size(Browser.LAPTOP);
    }

    private static void sql(String statement) throws Exception {
        try (var connection = atelier.database();
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    private static int count(String query) throws Exception {
        try (var connection = atelier.database();
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String command(String... arguments) throws Exception {
        var outcome = atelier.command(arguments);
        assertEquals(0, outcome.exit(), outcome.output());
        return outcome.output();
    }
}
