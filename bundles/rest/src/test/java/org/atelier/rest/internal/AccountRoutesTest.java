package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.atelier.http.Access;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.HttpFixture;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.atelier.security.Identity;
import org.atelier.security.SignIns.SignIn;
import org.atelier.security.internal.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts over the API, with the security that ships: by the operator's key, by tokens, and in a browser's session. */
class AccountRoutesTest {
    private static final String PASSWORD = "a long way to Tipperary";

    private final House house = House.inMemory();
    private HttpFixture http;

    @BeforeEach
    void start() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var in = Route.post(
                "/api/v1/in",
                Access.PUBLIC,
                request -> Response.empty(200)
                        .cookie(((SignIn.Accepted) house.signIns.signIn("anna", PASSWORD, request)).session()));
        var routes = Stream.of(
                        new AccountRoutes(house.accounts, house.sessions, house.tokens).routes(),
                        new MyAccountRoutes(house.accounts, house.sessions, house.tokens).routes(),
                        List.of(in))
                .flatMap(List::stream)
                .toList();
        http = HttpFixture.start(
                Map.of("/api/v1/*", new RoutingServlet(routes, house.authenticator, ErrorRenderer.PROBLEM_JSON)));
    }

    @AfterEach
    void stop() {
        http.close();
    }

    private HttpResponse<String> operator(String method, String target, String body) {
        return bearing(House.KEY, method, target, body);
    }

    private HttpResponse<String> bearing(String token, String method, String target, String body) {
        return http.send(http.request("/api/v1" + target)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    /** A session of anna's browser: its cookie, and what changes must repeat. */
    private record Browser(String cookie, String csrf) {}

    private Browser signIn() {
        var answer = http.send(http.request("/api/v1/in").POST(BodyPublishers.noBody()));
        var cookie = header(answer, "Set-Cookie").replaceFirst(";.*", "");
        var me = json(http.get("/api/v1/account", "Cookie", cookie));
        return new Browser(cookie, me.get("csrf").textValue());
    }

    private HttpResponse<String> in(Browser browser, String method, String target, String body) {
        return http.send(http.request("/api/v1" + target)
                .header("Cookie", browser.cookie())
                .header("X-CSRF-Token", browser.csrf())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private int status(Browser browser) {
        return http.get("/api/v1/account", "Cookie", browser.cookie()).statusCode();
    }

    private static JsonNode ok(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        return json(answer);
    }

    @Test
    void an_account_is_made_changed_reset_and_disabled() {
        var made = ok(
                201,
                operator(
                        "POST",
                        "/accounts",
                        "{\"name\": \"Ben\", \"display_name\": \"Ben B.\", \"access\": \"viewer\", \"note\": \"new\"}"));
        assertEquals("ben", made.at("/account/name").textValue());
        assertTrue(made.get("link").textValue().matches("/workshops/welcome#[A-Za-z0-9_-]{43}"));
        assertEquals("2026-03-02T12:00:00Z", made.get("link_expires").textValue());
        assertTrue(made.at("/account/password_set").isNull());

        var changed = ok(
                200,
                operator(
                        "PUT",
                        "/accounts/ben",
                        "{\"display_name\": \"Benny\", \"access\": \"editor\", \"active\": true}"));
        assertEquals("editor", changed.get("access").textValue());
        var link = ok(200, operator("POST", "/accounts/ben/reset?note=lost", ""))
                .get("link")
                .textValue();
        assertFalse(link.equals(made.get("link").textValue()));
        ok(
                200,
                operator(
                        "PUT",
                        "/accounts/ben",
                        "{\"display_name\": \"B\", \"access\": \"editor\", \"active\": false}"));
        assertProblem(422, "refused", operator("POST", "/accounts/ben/reset", ""));
        assertEquals(
                List.of("anna", "ben"),
                ok(200, operator("GET", "/accounts", "")).findValuesAsText("name"));
        assertEquals(405, operator("DELETE", "/accounts/ben", "").statusCode(), "never deleted");
    }

    @Test
    void what_is_wrong_is_refused_by_its_member() {
        for (var wrong : Map.of(
                        "name", "{\"name\": \"a b\", \"display_name\": \"B\", \"access\": \"viewer\"}",
                        "display_name", "{\"name\": \"b\", \"display_name\": \" \", \"access\": \"viewer\"}",
                        "person",
                                "{\"name\": \"b\", \"display_name\": \"B\", \"access\": \"viewer\", \"person\": \"x\"}")
                .entrySet()) {
            var problem = assertProblem(422, "refused", operator("POST", "/accounts", wrong.getValue()));
            assertEquals(wrong.getKey(), problem.get("member").textValue());
        }
        assertProblem(
                400,
                "wrong-member",
                operator("POST", "/accounts", "{\"name\": \"b\", \"display_name\": \"B\", \"access\": \"root\"}"));
        assertProblem(
                400,
                "wrong-member",
                operator(
                        "PUT",
                        "/accounts/anna",
                        "{\"display_name\": \"A\", \"access\": \"viewer\", \"active\": \"no\"}"));
        for (var target : List.of("", "/sessions", "/tokens")) {
            assertProblem(404, "unknown-account", operator("GET", "/accounts/nobody" + target, ""));
        }
        assertProblem(404, "unknown-id", operator("DELETE", "/accounts/anna/sessions/99", ""));
        assertProblem(404, "unknown-id", operator("DELETE", "/accounts/anna/tokens/x", ""));
    }

    @Test
    void an_administrator_ends_sessions_and_revokes_tokens_of_others() {
        var one = signIn();
        var two = signIn();
        var id = ok(200, operator("GET", "/accounts/anna/sessions", ""))
                .at("/sessions/0/id")
                .asLong();
        assertEquals(
                204, operator("DELETE", "/accounts/anna/sessions/" + id, "").statusCode());
        assertEquals(
                1, Stream.of(one, two).filter(browser -> status(browser) == 200).count());
        assertEquals(204, operator("DELETE", "/accounts/anna/sessions", "").statusCode());
        assertEquals(List.of(401, 401), List.of(status(one), status(two)));

        var secret = ok(201, in(signIn(), "POST", "/account/tokens", token("nightly", "viewer", 7)))
                .get("secret")
                .textValue();
        var token = ok(200, operator("GET", "/accounts/anna/tokens", ""))
                .at("/tokens/0/id")
                .asLong();
        assertEquals(
                204, operator("DELETE", "/accounts/anna/tokens/" + token, "").statusCode());
        assertEquals(401, bearing(secret, "GET", "/account", "").statusCode());
    }

    private static String token(String name, String access, int days) {
        return "{\"name\": \"%s\", \"access\": \"%s\", \"days\": %d}".formatted(name, access, days);
    }

    @Test
    void the_operator_has_no_account_of_their_own() {
        var me = ok(200, operator("GET", "/account", ""));
        assertEquals("administrator", me.get("actor").textValue());
        assertTrue(me.get("account").isNull() && me.get("csrf").isNull());
        assertProblem(404, "no-account", operator("GET", "/account/tokens", ""));
        assertProblem(403, "session-needed", operator("POST", "/account/tokens", token("x", "viewer", 7)));
    }

    @Test
    void a_token_is_made_in_a_session_and_makes_no_other() {
        var browser = signIn();
        var made = ok(201, in(browser, "POST", "/account/tokens", token("nightly", "viewer", 7)));
        var secret = made.get("secret").textValue();
        var me = ok(200, bearing(secret, "GET", "/account", ""));
        assertEquals(
                List.of("anna", "viewer"),
                List.of(me.get("actor").textValue(), me.get("access").textValue()));
        assertFalse(bearing(secret, "GET", "/account/tokens", "").body().contains(secret), "told once");
        assertProblem(403, "session-needed", bearing(secret, "POST", "/account/tokens", token("y", "viewer", 7)));
        assertProblem(
                403,
                "session-needed",
                bearing(secret, "PUT", "/account/password", "{\"present\": \"x\", \"password\": \"y\"}"));
        assertProblem(403, "session-needed", bearing(secret, "DELETE", "/account/sessions", ""));
        assertProblem(403, "not-allowed", bearing(secret, "GET", "/accounts", ""));
        assertProblem(422, "refused", in(browser, "POST", "/account/tokens", token("z", "administrator", 7)));
        assertProblem(400, "wrong-member", in(browser, "POST", "/account/tokens", token("z", "viewer", 0)));
        var id = made.at("/token/id").asLong();
        assertEquals(204, in(browser, "DELETE", "/account/tokens/" + id, "").statusCode());
        assertEquals(401, bearing(secret, "GET", "/account", "").statusCode());
    }

    @Test
    void the_password_is_changed_in_a_session_which_goes_on_alone() {
        var here = signIn();
        var elsewhere = signIn();
        assertProblem(
                422,
                "refused",
                in(
                        here,
                        "PUT",
                        "/account/password",
                        "{\"present\": \"wrong\", \"password\": \"it is a long way home\"}"));
        assertEquals(
                204,
                in(
                                here,
                                "PUT",
                                "/account/password",
                                "{\"present\": \"%s\", \"password\": \"it is a long way home\"}".formatted(PASSWORD))
                        .statusCode());
        assertEquals(List.of(200, 401), List.of(status(here), status(elsewhere)));
    }

    @Test
    void sessions_are_ended_one_by_one_or_all_but_this() {
        var here = signIn();
        var one = signIn();
        var two = signIn();
        var listed = ok(200, in(here, "GET", "/account/sessions", "")).get("sessions");
        assertEquals(3, listed.size());
        assertEquals(
                1,
                listed.findValuesAsText("current").stream()
                        .filter("true"::equals)
                        .count());
        var other = Stream.iterate(0, i -> i + 1)
                .map(listed::get)
                .filter(session -> !session.get("current").booleanValue())
                .findFirst()
                .orElseThrow()
                .get("id")
                .asLong();
        assertEquals(204, in(here, "DELETE", "/account/sessions/" + other, "").statusCode());
        assertProblem(404, "unknown-id", in(here, "DELETE", "/account/sessions/" + other, ""));
        assertEquals(204, in(here, "DELETE", "/account/sessions", "").statusCode());
        assertEquals(List.of(200, 401, 401), List.of(status(here), status(one), status(two)));
    }

    @Test
    void identities_are_listed_and_unlinked_by_their_holder_and_by_administrators() {
        var here = signIn();
        var anna = house.accounts.find("anna").orElseThrow();
        for (var issuer : List.of("https://one.example", "https://two.example", "https://three.example")) {
            House.done(house.accountStore.addIdentity(anna.id(), issuer, "7", House.BY));
        }
        var own = ok(200, in(here, "GET", "/account/identities", "")).get("identities");
        assertEquals(
                List.of("https://one.example", "https://two.example", "https://three.example"),
                own.findValuesAsText("issuer"));
        assertEquals(
                own, ok(200, operator("GET", "/accounts/anna/identities", "")).get("identities"));
        var ids = own.findValuesAsText("id");
        assertEquals(
                204, in(here, "DELETE", "/account/identities/" + ids.get(0), "").statusCode());
        assertProblem(404, "unknown-id", in(here, "DELETE", "/account/identities/" + ids.get(0), ""));
        assertEquals(
                204,
                operator("DELETE", "/accounts/anna/identities/" + ids.get(1), "")
                        .statusCode());
        assertProblem(404, "unknown-id", operator("DELETE", "/accounts/anna/identities/x", ""));
        assertEquals(
                List.of("https://three.example"),
                house.accounts.identities(anna).stream().map(Identity::issuer).toList());
    }

    @Test
    void a_token_unlinks_nothing() {
        var here = signIn();
        var anna = house.accounts.find("anna").orElseThrow();
        House.done(house.accountStore.addIdentity(anna.id(), "https://one.example", "7", House.BY));
        var id = house.accounts.identities(anna).getFirst().id();
        var token = House.done(house.tokens.make(anna, "x", Access.VIEWER, 7)).secret();
        assertProblem(403, "session-needed", bearing(token, "DELETE", "/account/identities/" + id, ""));
        assertEquals(1, house.accounts.identities(anna).size());
        assertEquals(204, in(here, "DELETE", "/account/identities/" + id, "").statusCode());
    }

    @Test
    void a_session_without_its_word_changes_nothing() {
        var browser = signIn();
        assertProblem(
                403,
                "forged",
                in(new Browser(browser.cookie(), "x"), "POST", "/account/tokens", token("x", "viewer", 7)));
        assertEquals(List.of(), house.tokens.of(house.accounts.find("anna").orElseThrow()));
    }
}
