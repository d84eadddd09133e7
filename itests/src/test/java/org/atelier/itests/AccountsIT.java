package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.support.ui.Select;

/** From the link of the first start to a viewer who cannot change anything, in the browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccountsIT {
    private static final String PASSWORD = "a long way to Tipperary";

    @TempDir
    static Path folder;

    private static InstalledAtelier atelier;
    private static Browser browser;
    private static String event;
    private static String invitation;

    @BeforeAll
    static void start() throws Exception {
        atelier = InstalledAtelier.start(folder.resolve("home"));
        atelier.loadDemoData();
        event = InstalledAtelier.json(atelier.get("/api/v1/events/published.json"))
                .get(0)
                .get("slug")
                .textValue();
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

    private static Path firstAccount() {
        return atelier.home().resolve("run/first-account");
    }

    /** The part of a link that this browser can be sent to. */
    private static String path(String link) {
        return link.replaceFirst("^https?://[^/]+", "");
    }

    private static void signIn(String name) {
        browser.go("/workshops/login");
        browser.type("#name", name);
        browser.type("#password", PASSWORD);
        browser.click("#sign-in");
        browser.waitForText("#me summary", name);
    }

    private static void signOut() {
        browser.click("#me summary");
        browser.click("#sign-out button");
        browser.waitForPath("/workshops/login.*");
    }

    @Test
    @Order(1)
    void the_link_of_the_first_start_makes_an_administrator() throws Exception {
        var link = Files.readString(firstAccount()).strip();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(firstAccount())));
        assertTrue(atelier.terminal().contains(link), atelier.terminal());
        browser.go("/workshops/login");
        browser.find("#no-accounts");
        browser.picture("login-first");
        browser.go(path(link));
        // the code went from the address into the form
        assertEquals("/workshops/welcome", browser.path());
        browser.click("#go-on");
        browser.type("#name", "Anna");
        browser.type("#display_name", "Anna Karlsson");
        browser.type("#password", PASSWORD);
        browser.type("#again", "something else entirely");
        browser.picture("first-account");
        browser.click("#set-password");
        browser.find("#again-problem");
        browser.type("#password", PASSWORD);
        browser.type("#again", PASSWORD);
        browser.click("#set-password");
        browser.waitForText("#me summary", "anna");
        assertFalse(Files.exists(firstAccount()));
    }

    @Test
    @Order(2)
    void an_administrator_invites_a_viewer() throws Exception {
        browser.click("#me summary");
        browser.picture("menu");
        browser.go("/workshops/accounts");
        browser.type("#name", "vera");
        browser.type("#display_name", "Vera Viewer");
        new Select(browser.find("#access")).selectByValue("viewer");
        browser.click("#make-account");
        invitation = browser.find("#one-time-link").getText();
        browser.picture("account-invited");
        browser.go("/workshops/accounts");
        browser.picture("accounts");
        browser.size(Browser.PHONE);
        browser.picture("accounts-phone");
        browser.go("/workshops/account");
        browser.picture("account-phone");
        browser.size(Browser.LAPTOP);
        browser.picture("account");
        signOut();
    }

    @Test
    @Order(3)
    void the_viewer_looks_and_cannot_change() throws Exception {
        browser.go(path(invitation));
        browser.click("#go-on");
        browser.picture("welcome");
        browser.type("#password", PASSWORD);
        browser.type("#again", PASSWORD);
        browser.click("#set-password");
        browser.waitForText("#me summary", "vera");
        browser.go("/workshops/event/" + event + "/");
        browser.waitForText("#event-slug", event);
        assertEquals(List.of(), browser.all("#add-tag"));
        browser.go("/workshops/accounts");
        browser.waitForText(".error-detail", "vera is a viewer");
        browser.picture("not-allowed");
    }

    @Test
    @Order(4)
    void a_token_of_the_viewer_reads_and_does_not_write() throws Exception {
        browser.go("/workshops/account");
        browser.type("#token-name", "nightly");
        browser.click("#make-token-button");
        var token = browser.find("#new-token").getText();
        browser.picture("token-made");
        var tags = atelier.send(atelier.request("/api/v1/tags").header("Authorization", "Bearer " + token));
        assertEquals(200, tags.statusCode(), tags.body());
        var refused = atelier.send(atelier.request("/api/v1/events/" + event + "/tags/" + "DC")
                .header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.noBody()));
        assertEquals(403, refused.statusCode(), refused.body());
        assertTrue(
                refused.body().contains("the token that was sent is one of vera and has that of a viewer"),
                refused.body());
        try (var logs = Files.walk(atelier.home().resolve("log"))) {
            for (var log : logs.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(log);
                assertFalse(text.contains(token) || text.contains(PASSWORD), log + " holds a secret");
                assertFalse(text.contains(invitation.replaceFirst(".*#", "")), log + " holds the code of a link");
            }
        }
    }

    @Test
    @Order(5)
    void signed_out_means_out_and_signing_in_again_goes_where_one_wanted() {
        signOut();
        browser.go("/workshops/tags");
        browser.waitForPath("/workshops/login.*");
        browser.type("#name", "VERA");
        browser.type("#password", PASSWORD);
        browser.click("#sign-in");
        browser.waitForPath("/workshops/tags");
        signOut();
        signIn("anna");
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(complaint -> complaint.contains("Content Security Policy"))
                        .toList());
    }
}
