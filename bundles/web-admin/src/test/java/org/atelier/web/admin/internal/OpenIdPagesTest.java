package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.atelier.http.Access;
import org.atelier.http.HttpFixture;
import org.atelier.security.internal.House;
import org.atelier.security.internal.MemoryProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in elsewhere by browser, with the security that ships and a provider in memory. */
class OpenIdPagesTest {
    private static final String PASSWORD = "a long way to Tipperary";
    private static final String ANNA = "anna@example.org";

    private final House house = House.inMemory();
    private HttpFixture http;

    @BeforeEach
    void start() {
        http = Visitor.pages(house);
    }

    @AfterEach
    void stop() {
        http.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    private HttpResponse<String> begin(String next) {
        return http.get("/workshops/login/openid?next=" + Links.encode(next));
    }

    /** The answer to a browser that comes back with this code from where it was sent for this address. */
    private HttpResponse<String> back(String code, String next) {
        var begun = begin(next);
        var query = URI.create(header(begun, "Location")).getQuery();
        var state = query.substring("state=".length(), query.indexOf('&'));
        return http.get(
                "/workshops/login/openid/back?session_state=x&state=" + state + "&code=" + code,
                "Cookie",
                cookies(begun));
    }

    private static String cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(set -> set.substring(0, set.indexOf(';')))
                .filter(pair -> !pair.endsWith("="))
                .collect(Collectors.joining("; "));
    }

    private String problem(HttpResponse<String> answer) {
        var page = Site.parse(answer);
        assertEquals(1, page.select("#login").size(), "name and password are still there");
        assertTrue(page.select("#sign-in-elsewhere").attr("href").startsWith(Links.OPEN_ID), "and so is the button");
        return page.select("#elsewhere-problem").text();
    }

    @Test
    void the_page_offers_it_and_remembers_where_people_wanted_to_go() {
        var page = Site.parse(http.get("/workshops/login?next=/workshops/tags"));
        assertEquals(
                "Sign in with id.example.org", page.select("#sign-in-elsewhere").text());
        assertEquals(
                "/workshops/login/openid?next=%2Fworkshops%2Ftags",
                page.select("#sign-in-elsewhere").attr("href"));
    }

    @Test
    void people_are_sent_there_with_the_exact_address_to_come_back_to() {
        var begun = begin("/workshops/tags");
        assertEquals(303, begun.statusCode());
        var to = header(begun, "Location");
        assertTrue(to.startsWith(MemoryProvider.ISSUER + "/authorize?"), to);
        assertTrue(to.endsWith("redirect_uri=" + http.uri("/workshops/login/openid/back")), to);
        var cookie = header(begun, "Set-Cookie");
        assertTrue(
                cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("Max-Age=600"),
                cookie);
    }

    @Test
    void who_comes_back_is_signed_in_where_they_wanted_and_the_cookie_is_gone() {
        house.account(ANNA, Access.EDITOR, PASSWORD);
        var answer = back(house.provider.codeOf("7", ANNA), "/workshops/tags");
        assertEquals(303, answer.statusCode());
        assertEquals("/workshops/tags", header(answer, "Location"));
        assertTrue(answer.headers().allValues("Set-Cookie").toString().contains("atelier_openid=;"), "still there");
        assertEquals(200, http.get("/workshops/tags", "Cookie", cookies(answer)).statusCode());
        // who is signed in is not sent anywhere
        assertEquals(
                "/workshops/tags",
                header(
                        http.get("/workshops/login/openid?next=/workshops/tags", "Cookie", cookies(answer)),
                        "Location"));
    }

    @Test
    void nobody_is_sent_to_another_site() {
        house.account(ANNA, Access.EDITOR, PASSWORD);
        for (var next : List.of(
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/api/v1/",
                "/workshops/login/openid",
                "/workshops/\r\nX: y",
                "/workshops/" + "x".repeat(2_000))) {
            var answer = back(house.provider.codeOf("7", ANNA), next);
            assertEquals("/workshops/", header(answer, "Location"), next);
        }
    }

    @Test
    void what_went_wrong_is_told_without_telling_who_has_an_account() {
        var anna = house.account(ANNA, Access.EDITOR, PASSWORD);
        house.accounts.change(
                ANNA,
                new org.atelier.security.Accounts.Profile(
                        ANNA, anna.displayName(), anna.access(), java.util.Optional.empty()),
                false,
                House.BY);
        var disabled = back(house.provider.codeOf("7", ANNA), "/workshops/tags");
        var unknown = back(house.provider.codeOf("8", "ben@example.org"), "/workshops/tags");
        assertEquals(403, disabled.statusCode());
        assertEquals(problem(disabled), problem(unknown));
        assertTrue(problem(unknown).startsWith("id.example.org knows you, but no account here"), problem(unknown));
        assertEquals(
                "/workshops/tags",
                Site.parse(unknown).select("#login [name=next]").attr("value"));

        var wrong = back("guess-7", "/workshops/tags");
        assertEquals(403, wrong.statusCode());
        assertTrue(problem(wrong).contains(header(wrong, "X-Request-Id")), problem(wrong));
        assertFalse(wrong.body().contains("guess-7"));
    }

    @Test
    void who_was_not_sent_begins_again() {
        for (var query : List.of("", "?code=x", "?code=x&state=" + "x".repeat(43), "?error=access_denied")) {
            var answer = http.get("/workshops/login/openid/back" + query);
            assertEquals(403, answer.statusCode(), query);
            assertTrue(problem(answer).endsWith("Begin again here."), problem(answer));
        }
    }

    @Test
    void a_provider_that_is_away_is_told_and_passwords_work() {
        house.account(ANNA, Access.EDITOR, PASSWORD);
        house.provider.away = true;
        var answer = begin("/workshops/tags");
        assertEquals(503, answer.statusCode());
        assertEquals("30", header(answer, "Retry-After"));
        assertTrue(problem(answer).startsWith("id.example.org does not answer"), problem(answer));
        assertEquals("/workshops/", new Visitor(http).signIn(ANNA, PASSWORD).path());
    }

    @Test
    void too_many_attempts_have_to_wait() {
        for (var i = 0; i < 20; i++) {
            assertEquals(403, back("wrong", "/workshops/").statusCode());
        }
        var answer = back("wrong", "/workshops/");
        assertEquals(429, answer.statusCode());
        assertEquals("300", header(answer, "Retry-After"));
        assertTrue(problem(answer).startsWith("There were too many attempts."), problem(answer));
    }

    @Test
    void people_see_and_unlink_who_they_are_elsewhere() {
        var anna = house.account(ANNA, Access.EDITOR, PASSWORD);
        House.done(house.accountStore.addIdentity(anna.id(), MemoryProvider.ISSUER, "<7>", House.BY));
        var visitor = new Visitor(http).signIn(ANNA, PASSWORD).go("/workshops/account");
        assertTrue(visitor.text("#identities").startsWith("https://id.example.org known there as <7> · since "));
        var id = visitor.page().select("#identities button").attr("value");
        visitor.send("[action=\"/workshops/account/identities/unlink\"]", "id", id);
        assertTrue(visitor.text("#notice").startsWith("You are disconnected."), visitor.text("#notice"));
        assertEquals(0, visitor.page().select("#identities").size());
    }

    @Test
    void nobody_unlinks_their_only_way_in_but_an_administrator_may() {
        house.account("ada", Access.ADMINISTRATOR, PASSWORD);
        var answer = House.done(house.accountStore.create(
                new org.atelier.security.Accounts.Profile(ANNA, "Anna", Access.VIEWER, java.util.Optional.empty()),
                MemoryProvider.ISSUER,
                "7",
                House.BY));
        var session = cookies(back(house.provider.codeOf("7", ANNA), "/workshops/"));
        var page = Site.parse(http.get("/workshops/account", "Cookie", session));
        var id = page.select("#identities button").attr("value");
        var refused = http.send(http.request("/workshops/account/identities/unlink")
                .header("Cookie", session)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("id=" + id + "&csrf="
                        + page.select("#sign-out [name=csrf]").attr("value"))));
        assertEquals(422, refused.statusCode());
        assertTrue(Site.parse(refused).text().contains("You have no password: without this"), refused.body());
        var administrator = new Visitor(http)
                .signIn("ada", PASSWORD)
                .go(Links.account(ANNA))
                .send("[action$=\"/identities/unlink\"]", "id", id);
        assertEquals("The account is unlinked.", administrator.text("#notice"));
        assertEquals(List.of(), house.accountStore.identities(answer.id()));
    }

    /** Comes back from where the button on one's own account led. */
    private HttpResponse<String> connect(String session, String code) {
        var button =
                Site.parse(http.get("/workshops/account", "Cookie", session)).select("#connect");
        assertEquals("Connect with id.example.org", button.text());
        var begun = http.get(button.attr("href"), "Cookie", session);
        assertEquals(303, begun.statusCode());
        var query = URI.create(header(begun, "Location")).getQuery();
        var state = query.substring("state=".length(), query.indexOf('&'));
        return http.get(
                "/workshops/login/openid/back?state=" + state + "&code=" + code,
                "Cookie",
                cookies(begun) + "; " + session);
    }

    private String session() {
        return new Visitor(http).signIn(ANNA, PASSWORD).cookie().replaceAll(";$", "");
    }

    @Test
    void one_connects_and_disconnects_ones_own_account() {
        house.account(ANNA, Access.EDITOR, PASSWORD);
        var session = session();
        var answer = connect(session, house.provider.codeOf("7", "somebody.else@example.org"));
        assertEquals("/workshops/account?done=connected", header(answer, "Location"));
        var page = Site.parse(http.get("/workshops/account?done=connected", "Cookie", session));
        assertEquals(
                "You are connected: from now on you can sign in there.",
                page.select("#notice").text());
        assertTrue(page.select("#identities").text().contains("known there as 7"), page.text());
        assertEquals(0, page.select("#connect").size());
        // from now on that is a way in; and what was opened through it ends with it
        var through = cookies(back(house.provider.codeOf("7", "somebody.else@example.org"), "/workshops/"));
        var own = Site.parse(http.get("/workshops/account", "Cookie", through));
        var gone = http.send(http.request("/workshops/account/identities/unlink")
                .header("Cookie", through)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "id=" + own.select("#identities button").attr("value") + "&csrf="
                                + own.select("#sign-out [name=csrf]").attr("value"))));
        assertEquals("/workshops/login?out=unlinked", header(gone, "Location"));
        assertTrue(
                Site.parse(http.get("/workshops/login?out=unlinked"))
                        .text()
                        .contains("the session that was opened through it has ended"),
                "it is told");
        assertEquals(303, http.get("/workshops/tags", "Cookie", through).statusCode());
        assertEquals(200, http.get("/workshops/tags", "Cookie", session).statusCode());
    }

    @Test
    void what_keeps_somebody_from_connecting_is_told_on_their_account() {
        house.account(ANNA, Access.EDITOR, PASSWORD);
        var berta = house.account("berta@example.org", Access.VIEWER, PASSWORD);
        House.done(house.accountStore.addIdentity(berta.id(), MemoryProvider.ISSUER, "7", House.BY));
        var session = session();
        var taken = connect(session, house.provider.codeOf("7", ANNA));
        assertEquals(403, taken.statusCode());
        var problem =
                Site.parse(taken).select("[aria-labelledby=identities-title]").text();
        assertTrue(problem.contains("Who you are at id.example.org opens another account here"), problem);
        var foreign = http.get("/workshops/account/identities/connect?word=x", "Cookie", session);
        assertEquals(403, foreign.statusCode());
        assertTrue(Site.parse(foreign).text().contains("Use the button here."), foreign.body());
        house.provider.away = true;
        var away = http.get(
                Site.parse(http.get("/workshops/account", "Cookie", session))
                        .select("#connect")
                        .attr("href"),
                "Cookie",
                session);
        assertEquals(503, away.statusCode());
        assertTrue(Site.parse(away).text().contains("id.example.org does not answer"), away.body());
    }

    private HttpResponse<String> signOut(String session) {
        var csrf = Site.parse(http.get("/workshops/account", "Cookie", session))
                .select("#sign-out [name=csrf]")
                .attr("value");
        return http.send(http.request("/workshops/logout")
                .header("Cookie", session)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("csrf=" + csrf)));
    }

    @Test
    void who_came_from_there_is_signed_out_there_as_well() {
        house.account(ANNA, Access.EDITOR, PASSWORD);
        house.provider.signsOut = true;
        var session = cookies(back(house.provider.codeOf("7", ANNA), "/workshops/"));
        var answer = signOut(session);
        assertEquals(200, answer.statusCode());
        var there = MemoryProvider.ISSUER + "/logout?post_logout_redirect_uri=" + http.uri("/workshops/login/out");
        assertEquals("0; url=" + there, header(answer, "Refresh"));
        assertEquals(there, Site.parse(answer).select("#leave").attr("href"));
        assertEquals(303, http.get("/workshops/tags", "Cookie", session).statusCode(), "and here in any case");
        // back from there
        assertEquals("/workshops/login?out=1", header(http.get("/workshops/login/out"), "Location"));
        // by password there is nothing to end elsewhere
        assertEquals("/workshops/login?out=1", header(signOut(session()), "Location"));
        house.provider.signsOut = false;
        assertEquals(
                "/workshops/login?out=1",
                header(signOut(cookies(back(house.provider.codeOf("7", ANNA), "/workshops/"))), "Location"));
    }

    @Test
    void whoever_comes_to_the_page_after_signing_out_stays_signed_in() {
        house.account(ANNA, Access.EDITOR, PASSWORD);
        var session = session();
        assertEquals(303, http.get("/workshops/login/out", "Cookie", session).statusCode());
        assertEquals(200, http.get("/workshops/tags", "Cookie", session).statusCode());
    }

    @Test
    void a_host_that_is_none_is_refused() {
        var answer = http.raw("GET /workshops/login/openid HTTP/1.1\r\nHost: a<b\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void without_a_provider_there_is_neither_a_button_nor_an_address() {
        house.provider.configured = false;
        try (var without = Visitor.pages(house)) {
            assertEquals(
                    0,
                    Site.parse(without.get("/workshops/login"))
                            .select("#sign-in-elsewhere, .login-or")
                            .size());
            assertEquals(
                    Map.of("begin", 404, "back", 404),
                    Map.of(
                            "begin",
                            without.get("/workshops/login/openid").statusCode(),
                            "back",
                            without.get("/workshops/login/openid/back").statusCode()));
        }
    }
}
