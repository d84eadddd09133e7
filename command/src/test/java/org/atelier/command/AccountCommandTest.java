package org.atelier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountCommandTest extends AtThePlatform {
    private static final String JO = """
            {"name": "jo", "display_name": "Jo Doe", "access": "editor", "active": true, "person": "doe.jo",
             "created": "2026-11-01T10:00:00Z", "password_set": null, "last_sign_in": null}""";

    private static final String INVITED = """
            {"account": %s, "link": "/workshops/welcome/secret", "link_expires": "2026-11-02T10:00:00Z"}""".formatted(JO);

    @BeforeEach
    void answer() {
        platform.answers("GET /api/v1/accounts/jo", 200, JO)
                .answers("POST /api/v1/accounts", 201, INVITED)
                .answers("PUT /api/v1/accounts/jo", 200, JO.replace("true", "false"))
                .answers("POST /api/v1/accounts/jo/reset", 200, INVITED);
    }

    @Test
    void accounts_are_listed() {
        platform.answers(
                "GET /api/v1/accounts", 200, "{\"accounts\": [%s, %s]}".formatted(JO, JO.replace("true", "false")));
        assertEquals(0, run("account", "list"));
        assertEquals("""
                jo                    editor         last signed in never
                jo                    editor         last signed in never  (disabled)
                """, out.toString());
    }

    @Test
    void where_there_is_none_it_says_how_to_make_one() {
        platform.answers("GET /api/v1/accounts", 200, "{\"accounts\": []}");
        assertEquals(0, run("account", "list"));
        assertEquals("There is no account yet; bin/atelier account create NAME makes one.\n", out.toString());
    }

    @Test
    void one_is_shown_with_its_sessions_and_tokens() {
        platform.answers("GET /api/v1/accounts/jo/sessions", 200, """
                {"sessions": [{"id": 3, "current": false, "started": "2026-11-01T10:00:00Z",
                  "last_used": "2026-11-01T11:00:00Z", "address": "192.0.2.1", "agent": "Firefox"}]}""");
        platform.answers("GET /api/v1/accounts/jo/tokens", 200, "{\"tokens\": []}");
        assertEquals(0, run("account", "show", "jo"));
        assertEquals("""
                jo: Jo Doe, editor, is the person doe.jo
                Signed in
                       3  192.0.2.1, last used 2026-11-01T11:00:00Z, Firefox
                No tokens.
                """, out.toString());
    }

    @Test
    void a_new_one_comes_with_a_link_to_pass_on() throws JsonProcessingException {
        assertEquals(0, run("account", "create", "jo", "--name", "Jo Doe", "--access", "editor", "--person", "doe.jo"));
        assertEquals("""
                Made jo: Jo Doe, editor, is the person doe.jo
                Whoever opens this link chooses the password, once, until 2026-11-02T10:00:00Z:
                %s/workshops/welcome/secret
                """.formatted(platform.url()), out.toString());
        assertSent("POST", "/api/v1/accounts", """
                {"name": "jo", "display_name": "Jo Doe", "access": "editor", "person": "doe.jo"}""");
    }

    @Test
    void a_new_one_of_which_nothing_is_said_may_only_look() throws JsonProcessingException {
        assertEquals(0, run("account", "create", "jo"));
        assertSent("POST", "/api/v1/accounts", """
                {"name": "jo", "display_name": "jo", "access": "viewer"}""");
    }

    @Test
    void what_is_not_named_stays_as_it_is() throws JsonProcessingException {
        assertEquals(0, run("account", "change", "jo", "--disable", "--note", "left us"));
        assertEquals("Now jo: Jo Doe, editor, is the person doe.jo, disabled\n", out.toString());
        assertSent("PUT", "/api/v1/accounts/jo", """
                {"display_name": "Jo Doe", "access": "editor", "active": false, "person": "doe.jo", "note": "left us"}""");
    }

    @Test
    void an_account_can_be_nobodys() throws JsonProcessingException {
        assertEquals(0, run("account", "change", "jo", "--no-person", "--access", "viewer"));
        assertSent("PUT", "/api/v1/accounts/jo", """
                {"display_name": "Jo Doe", "access": "viewer", "active": true}""");
    }

    @Test
    void an_account_that_is_nobodys_stays_so() throws JsonProcessingException {
        platform.answers("GET /api/v1/accounts/jo", 200, JO.replace("\"doe.jo\"", "null"));
        assertEquals(0, run("account", "change", "jo", "--access", "viewer"));
        assertSent("PUT", "/api/v1/accounts/jo", """
                {"display_name": "Jo Doe", "access": "viewer", "active": true}""");
    }

    @Test
    void it_cannot_be_enabled_and_disabled_at_once() {
        assertEquals(2, run("account", "change", "jo", "--enable", "--disable"));
        assertTrue(err.toString().contains("mutually exclusive"), err.toString());
        assertTrue(platform.asked().isEmpty());
    }

    @Test
    void a_password_is_taken_away_for_a_link() {
        assertEquals(0, run("account", "reset", "jo", "--note", "lost"));
        assertEquals("/api/v1/accounts/jo/reset?note=lost", asked().target());
        assertTrue(out.toString().endsWith(platform.url() + "/workshops/welcome/secret\n"), out.toString());
    }

    @Test
    void sessions_end_all_or_those_named() {
        platform.answers("DELETE /api/v1/accounts/jo/sessions", 204, "")
                .answers("DELETE /api/v1/accounts/jo/sessions/3", 204, "");
        assertEquals(0, run("account", "sign-out", "jo"));
        assertEquals("/api/v1/accounts/jo/sessions", asked().target());
        assertEquals(0, run("account", "sign-out", "jo", "3"));
        assertEquals("/api/v1/accounts/jo/sessions/3", asked().target());
    }

    @Test
    void a_token_is_revoked_and_an_unknown_one_is_said_to_be() {
        platform.answers("DELETE /api/v1/accounts/jo/tokens/4", 204, "")
                .answers("DELETE /api/v1/accounts/jo/tokens/5", 404, """
                {"title": "Unknown id", "status": 404, "code": "unknown-id", "detail": "There is nothing with the id 5."}""");
        assertEquals(0, run("account", "revoke", "jo", "4"));
        assertEquals("Revoked.\n", out.toString());
        assertEquals(5, run("account", "revoke", "jo", "5"));
        assertEquals("Unknown id: There is nothing with the id 5.\n", err.toString());
    }

    private void assertSent(String method, String target, String body) throws JsonProcessingException {
        assertEquals(method, asked().method());
        assertEquals(target, asked().target());
        assertEquals(Api.JSON.readTree(body), Api.JSON.readTree(asked().body()));
    }
}
