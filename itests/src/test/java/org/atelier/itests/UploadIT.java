package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.support.ui.Select;

/** A file of people and tasks, from choosing it to taking it back, in a browser without scripts. */
class UploadIT {
    private static final String EVENT = "2016-04-02-oslo";

    @TempDir
    static Path folder;

    private static InstalledAtelier atelier;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        atelier = InstalledAtelier.start(folder.resolve("home"));
        atelier.loadDemoData();
        for (var fields : List.of(
                List.of("username=noether_emmy", "personal=Emmy", "family=Noether", "email=Emmy@Example.org"),
                List.of("username=hopper_grace", "personal=Grace", "family=Hopper"))) {
            var arguments = new ArrayList<>(List.of("record", "create", "person"));
            arguments.addAll(fields);
            var added = atelier.command(arguments.toArray(String[]::new));
            assertEquals(0, added.exit(), added.output());
        }
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

    /** On a laptop and on a phone, tall enough for all of it. */
    private static void pictures(String name) throws Exception {
        browser.size(new Dimension(Browser.LAPTOP.width, 1300));
        browser.picture(name);
        browser.size(new Dimension(Browser.PHONE.width, 2200));
        browser.picture(name + "-phone");
        browser.size(Browser.LAPTOP);
    }

    @Test
    void a_file_is_reviewed_decided_about_made_and_taken_back() throws Exception {
        browser.scripts(false);
        browser.go("/workshops/persons");
        browser.signInWithToken(atelier.token());
        browser.click("#upload");
        browser.waitForText("h1", "Upload people and tasks");
        pictures("upload");

        var file = folder.resolve("people.csv");
        Files.writeString(file, """
                personal;family;email;event;role;title
                Emmy;Noether;emmy@example.org;%1$s;instructor;"Rings; and ideals"
                Grace;Hopper;grace@example.org;%1$s;helper;
                Mary;Somerville;mary@example.org;%1$s;helper;
                Mary;Somerville;;%1$s;instructor;
                Mary;Jackson;mary at home;2016-04-03-oslo;helper;
                """.formatted(EVENT));
        browser.find("#file").sendKeys(file.toString());
        browser.click("#preview");
        browser.waitForText("#problems", "Line 6, email");
        browser.waitForText("#problems", "did you mean “" + EVENT + "”");
        browser.waitForText(
                "#summary",
                "5 lines, 1 line is broken; the others are about 3 people: 1 there already, 1 new, 1 to be decided");
        browser.waitForText("#broken", "1 line is broken");
        pictures("upload-problems");

        Files.writeString(
                file,
                Files.readString(file)
                        .replace("mary at home", "jackson@example.org")
                        .replace("2016-04-03", "2016-04-02"));
        browser.find("#file").sendKeys(file.toString());
        browser.click("#preview");
        browser.waitForGone("#problems");
        new Select(browser.find("#choice-3")).selectByValue("use:hopper_grace");
        browser.type("#note", "from the sign-up sheet");
        browser.click("#preview");
        browser.waitForText("#confirm", "Make 2 people and 5 tasks");
        pictures("upload-review");

        browser.click("#confirm");
        browser.waitForText("#receipt", "Uploaded");
        browser.waitForText("#made-people", "Mary Somerville");
        browser.waitForText("#made-tasks", "Grace Hopper");
        pictures("upload-receipt");
        var receipt = browser.path();
        browser.go("/workshops/event/" + EVENT + "/");
        browser.waitForText("main", "Emmy Noether");

        var again = atelier.command("upload", "people", file.toString(), "--undecided", "likeliest", "--apply");
        assertEquals(0, again.exit(), again.output());
        assertTrue(again.output().contains("There is nothing to make."), again.output());

        browser.go(receipt);
        browser.click("#undo-link");
        browser.click("#confirm-undo");
        browser.waitForText("#undone", "Undone");
        browser.go(receipt);
        browser.waitForText("#undone-by", "This is undone");
        var people = atelier.command("records", "person", "--search", "Somerville", "--json");
        assertTrue(!people.output().contains("Somerville"), people.output());
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(complaint -> complaint.contains("Content Security Policy"))
                        .toList());
    }
}
