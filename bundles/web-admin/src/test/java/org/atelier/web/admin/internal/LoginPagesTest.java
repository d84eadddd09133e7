package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginPagesTest {
    private final Site site = Site.believable();

    @AfterEach
    void stop() {
        site.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    @Test
    void strangers_are_asked_to_sign_in_and_come_back_to_where_they_wanted() {
        for (var target : List.of(
                "/workshops/",
                "/workshops/events?search=oslo",
                "/workshops/event/2026-03-02-oslo/",
                "/workshops/tags",
                "/workshops/events/merge?event_a_0=1&event_b_0=2",
                "/workshops/merges/1")) {
            var answer = site.getAsStranger(target);
            assertEquals(303, answer.statusCode(), target);
            var login = Site.parse(site.getAsStranger(header(answer, "Location")));
            assertEquals(target, login.select("[name=next]").attr("value"));
        }
    }

    @Test
    void the_page_says_where_the_token_is() {
        assertTrue(Site.parse(site.getAsStranger("/workshops/login"))
                .select("#token-help")
                .text()
                .contains("secrets/admin.token"));
    }

    @Test
    void the_right_token_opens_a_session() {
        var answer = site.postAsStranger("/workshops/login", "token", " the-token\n", "next", "/workshops/tags");
        assertEquals(303, answer.statusCode());
        assertEquals("/workshops/tags", header(answer, "Location"));
        assertTrue(header(answer, "Set-Cookie").startsWith("session=open"));
        assertTrue(header(answer, "Set-Cookie").contains("HttpOnly"));
    }

    @Test
    void a_wrong_token_is_told_clearly_and_not_repeated() {
        var answer = site.postAsStranger("/workshops/login", "token", "guess-7", "next", "/workshops/tags");
        assertEquals(403, answer.statusCode());
        assertTrue(answer.headers().allValues("Set-Cookie").stream()
                .allMatch(cookie -> cookie.startsWith(FormGuard.COOKIE + "=")));
        var page = Site.parse(answer);
        assertTrue(page.select("#token-problem").text().startsWith("That is not the administrator’s token."));
        assertEquals("/workshops/tags", page.select("[name=next]").attr("value"));
        assertFalse(answer.body().contains("guess-7"));
    }

    @Test
    void the_right_password_opens_a_session_and_a_wrong_one_keeps_the_name() {
        var in = site.postAsStranger("/workshops/login", "name", "anna", "password", OneAdministrator.PASSWORD);
        assertEquals("/workshops/", header(in, "Location"));
        assertTrue(header(in, "Set-Cookie").startsWith("session=open"));
        var wrong = site.postAsStranger("/workshops/login", "name", "anna", "password", "guess-7");
        assertEquals(403, wrong.statusCode());
        var page = Site.parse(wrong);
        assertEquals("anna", page.select("#name").attr("value"));
        assertTrue(page.select("#login-problem").text().startsWith("Name and password do not fit together"));
        assertFalse(wrong.body().contains("guess-7"));
        assertFalse(page.select("#with-token").hasAttr("open"));
    }

    @Test
    void a_form_from_elsewhere_signs_nobody_in() {
        for (var fields : List.of(
                new String[] {"name", "anna", "password", OneAdministrator.PASSWORD},
                new String[] {"token", OneAdministrator.TOKEN},
                new String[] {"token", OneAdministrator.TOKEN, "form", "x".repeat(43)})) {
            var answer = site.postFromElsewhere("/workshops/login", fields);
            assertEquals(403, answer.statusCode());
            assertFalse(answer.headers().allValues("Set-Cookie").toString().contains("session="), "signed in");
        }
    }

    @Test
    void a_page_for_signing_in_gives_the_form_what_the_browser_must_send_back() {
        var answer = site.getAsStranger("/workshops/login");
        var value = Site.parse(answer).select("#login [name=form]").attr("value");
        var cookie = header(answer, "Set-Cookie");
        assertTrue(cookie.startsWith(FormGuard.COOKIE + "=" + value + ";"), cookie);
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        assertEquals(
                value,
                Site.parse(site.getAsStranger("/workshops/login", "Cookie", FormGuard.COOKIE + "=" + value))
                        .select("#login [name=form]")
                        .attr("value"),
                "a second page beside the first one");
    }

    @Test
    void without_any_account_the_page_says_where_the_link_is() {
        assertTrue(Site.parse(site.getAsStranger("/workshops/login"))
                .select("#no-accounts")
                .text()
                .contains("run/first-account"));
    }

    @Test
    void too_many_attempts_have_to_wait() {
        site.administrator.wait = Optional.of(Duration.ofMillis(7_200));
        var answer = site.postAsStranger("/workshops/login", "token", "the-token");
        assertEquals(429, answer.statusCode());
        assertEquals("8", header(answer, "Retry-After"));
        assertTrue(Site.parse(answer).select("#token-problem").text().contains("8 seconds"));
    }

    @Test
    void nobody_is_sent_to_another_site() {
        for (var next : List.of(
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/api/v1/",
                "/workshops/logout",
                "/workshops/login",
                "/workshops/\r\nX: y",
                "",
                "/workshops/" + "x".repeat(2_000))) {
            var answer = site.postAsStranger("/workshops/login", "token", "the-token", "next", next);
            assertEquals("/workshops/", header(answer, "Location"), next);
        }
    }

    @Test
    void who_is_signed_in_need_not_sign_in() {
        assertEquals("/workshops/tags", header(site.get("/workshops/login?next=/workshops/tags"), "Location"));
    }

    @Test
    void signing_out_ends_the_session_and_says_so() {
        var answer = site.post("/workshops/logout");
        assertEquals(303, answer.statusCode());
        assertTrue(header(answer, "Set-Cookie").startsWith("session=;"));
        assertTrue(Site.parse(site.getAsStranger(header(answer, "Location")))
                .text()
                .contains("You are signed out."));
        assertEquals(405, site.get("/workshops/logout").statusCode());
    }

    @Test
    void a_form_sent_after_the_session_ended_leads_back_to_its_page() {
        var answer = site.http.send(site.http
                .request(Links.addTag(Site.A))
                .header("Referer", "https://atelier.example" + Links.event(Site.A) + "?added=DC")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("tag=TTT")));
        assertEquals(303, answer.statusCode());
        assertEquals(Links.login(Links.event(Site.A) + "?added=DC"), header(answer, "Location"));
    }

    @Test
    void a_script_is_told_to_leave_the_page() {
        var answer = site.getAsStranger(
                "/workshops/events?search=x", "HX-Request", "true", "Referer", "http://localhost/workshops/events");
        assertEquals(401, answer.statusCode());
        assertEquals(Links.login("/workshops/events"), header(answer, "HX-Redirect"));
    }
}
