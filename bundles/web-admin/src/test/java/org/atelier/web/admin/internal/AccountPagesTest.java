package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.HttpFixture;
import org.atelier.security.Account;
import org.atelier.security.AccountStore.NewLink;
import org.atelier.security.internal.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts by browser, with the security that ships. */
class AccountPagesTest {
    private static final String PASSWORD = "a long way to Tipperary";
    private static final String ANOTHER = "it is a longer way home";

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

    private Visitor signedIn(String name, Access access) {
        house.account(name, access, PASSWORD);
        return new Visitor(http).signIn(name, PASSWORD);
    }

    private Account account(String name) {
        return house.accounts.find(name).orElseThrow();
    }

    // ------------------------------------------------------------------------------------------------ signing in

    @Test
    void the_frame_says_who_is_signed_in_and_offers_what_they_may() {
        var editor = signedIn("anna", Access.EDITOR);
        assertEquals("/workshops/", editor.path());
        assertEquals("Signed in as anna", editor.text("#me summary"));
        assertEquals(List.of("My account"), editor.page().select("#me a").eachText());
        var administrator = signedIn("ben", Access.ADMINISTRATOR);
        assertEquals(
                List.of("My account", "Accounts", "Operator's corner"),
                administrator.page().select("#me a").eachText());
        administrator.send("#sign-out");
        assertEquals("/workshops/login", administrator.path());
        assertEquals("/workshops/login", administrator.go("/workshops/tags").path());
    }

    @Test
    void a_viewer_is_offered_no_change_and_refused_one() {
        var viewer = signedIn("anna", Access.VIEWER);
        var event = Links.event(Site.A);
        assertTrue(viewer.go(event).page().select("#add-tag").isEmpty());
        viewer.go(Links.MERGE + "?event_a_0=" + Site.A + "&event_b_0=" + Site.B);
        assertEquals(200, viewer.status());
        assertEquals(403, viewer.go(Links.ACCOUNTS).status());
        assertEquals("Not allowed", viewer.text("h1"));
        assertTrue(viewer.text(".error-detail").contains("This needs an administrator; anna is a viewer."));
    }

    @Test
    void an_editor_is_told_whose_merge_it_is_that_they_cannot_undo() {
        var editor = signedIn("anna", Access.EDITOR);
        editor.go(Links.undo(OneUndo.MERGE));
        assertEquals(200, editor.status());
        assertTrue(
                editor.text("#why-not-undo").contains("you are an editor: you can take back what you did yourself."));
        assertTrue(editor.page()
                .select("#confirm-undo, form[method=post]:not(#sign-out)")
                .isEmpty());
    }

    // ------------------------------------------------------------------------------------------------ links

    private String link(Optional<Long> first) {
        var code = "c".repeat(43);
        house.accountStore.linkForFirst(
                new NewLink(sha256(code), house.now.get().plus(Duration.ofHours(1))));
        return code;
    }

    private static byte[] sha256(String text) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_first_account_is_made_by_the_link_and_nothing_typed_is_lost() {
        var code = link(Optional.empty());
        var visitor =
                new Visitor(http).go(Links.WELCOME).send("#welcome-code", "code", "http://x/workshops/welcome#" + code);
        assertEquals("The first account", visitor.text("h1"));
        visitor.send("#welcome", "name", "Anna", "display_name", "Anna A.", "password", PASSWORD, "again", "other");
        assertEquals(422, visitor.status());
        assertEquals("The two are not the same.", visitor.text("#again-problem"));
        assertEquals("Anna", visitor.page().select("#name").attr("value"));
        assertEquals("Anna A.", visitor.page().select("#display_name").attr("value"));
        visitor.send("#welcome", "password", "short", "again", "short");
        assertTrue(visitor.text("#password-problem").startsWith("A password has at least 12 characters"));
        visitor.send("#welcome", "password", PASSWORD, "again", PASSWORD);
        assertEquals("/workshops/", visitor.path());
        assertEquals(Access.ADMINISTRATOR, account("anna").access());
        visitor.go(Links.WELCOME).send("#welcome-code", "code", code);
        assertEquals(410, visitor.status());
        assertTrue(visitor.text("#code-problem").startsWith("This link is used up"));
    }

    @Test
    void a_link_from_elsewhere_is_not_used() {
        var code = link(Optional.empty());
        var answer = http.send(http.request(Links.WELCOME)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("code=" + code
                        + "&name=eve&display_name=Eve&password=" + "p".repeat(20) + "&again=" + "p".repeat(20))));
        assertEquals(403, answer.statusCode());
        assertFalse(house.accounts.any());
    }

    // ------------------------------------------------------------------------------------------------ my account

    @Test
    void a_password_is_changed_and_the_other_browser_is_out() {
        var here = signedIn("anna", Access.VIEWER);
        var elsewhere = new Visitor(http).signIn("anna", PASSWORD);
        here.go(Links.ACCOUNT).send("#change-password", "present", "wrong", "password", ANOTHER, "again", ANOTHER);
        assertEquals("That is not your present password.", here.text("#present-problem"));
        here.send("#change-password", "present", PASSWORD, "password", ANOTHER, "again", ANOTHER);
        assertEquals("Your password is changed, and every other session has ended.", here.text("#notice"));
        assertEquals("/workshops/login", elsewhere.go(Links.ACCOUNT).path());
        assertEquals("/workshops/", new Visitor(http).signIn("anna", ANOTHER).path());
    }

    @Test
    void sessions_are_shown_as_text_and_ended() {
        var here = signedIn("anna", Access.VIEWER);
        var elsewhere = new Visitor(http).signIn("anna", PASSWORD);
        var third = new Visitor(http).signIn("anna", PASSWORD);
        here.go(Links.ACCOUNT);
        assertEquals(3, here.page().select("#sessions li").size());
        assertTrue(here.text("#sessions").contains("Visitor/1 <b>"), "what browsers say is shown as it is");
        var id = here.page()
                .select("#sessions li:not(:contains(this one)) button")
                .first()
                .attr("value");
        here.send("[action='/workshops/account/sessions/end']:has([value='" + id + "'])", "id", id);
        assertEquals("The session has ended.", here.text("#notice"));
        assertEquals(2, here.page().select("#sessions li").size());
        here.send("[action='/workshops/account/sessions/end']:has(#end-others)", "id", "others");
        assertEquals(1, here.page().select("#sessions li").size());
        assertEquals("/workshops/login", elsewhere.go(Links.ACCOUNT).path());
        assertEquals("/workshops/login", third.go(Links.ACCOUNT).path());
    }

    @Test
    void a_token_is_shown_once_and_revoked() {
        var anna = signedIn("anna", Access.EDITOR).go(Links.ACCOUNT);
        assertEquals(
                List.of("viewer", "editor"),
                anna.page().select("#token-access option").eachAttr("value"));
        anna.send("#make-token", "name", "<script>", "days", "900");
        assertEquals("A token lives from 1 to 366 days.", anna.text("#token-days-problem"));
        assertEquals("<script>", anna.page().select("#token-name").attr("value"));
        anna.send("#make-token", "days", "30");
        var secret = anna.text("#new-token");
        assertTrue(secret.matches("atl_[A-Za-z0-9_-]{43}"), secret);
        assertEquals(
                200,
                http.get("/workshops/account", "Authorization", "Bearer " + secret)
                        .statusCode());
        anna.go(Links.ACCOUNT);
        assertTrue(anna.page().select("#new-token").isEmpty());
        assertFalse(anna.page().outerHtml().contains(secret));
        assertTrue(anna.text("#tokens").contains("<script>"));
        var id = anna.page().select("#tokens button").attr("value");
        anna.send("[action='/workshops/account/tokens/revoke']", "id", id);
        assertEquals("The token is revoked.", anna.text("#notice"));
        assertEquals(
                303,
                http.get("/workshops/account", "Authorization", "Bearer " + secret)
                        .statusCode());
    }

    // ------------------------------------------------------------------------------------------------ everybody's

    @Test
    void an_administrator_makes_an_account_whose_holder_chooses_the_password() {
        var ben = signedIn("ben", Access.ADMINISTRATOR).go(Links.ACCOUNTS);
        ben.send("#new-account", "name", "a b", "display_name", "<b>Anna", "access", "viewer");
        assertEquals(422, ben.status());
        assertTrue(ben.text("#name-problem").startsWith("A name has up to 64 letters"));
        assertEquals("<b>Anna", ben.page().select("#display_name").attr("value"));
        assertEquals("viewer", ben.page().select("#access [selected]").attr("value"));
        ben.send("#new-account", "name", "Anna");
        var link = ben.text("#one-time-link");
        assertTrue(link.matches("http://127\\.0\\.0\\.1:[0-9]+/workshops/welcome#[A-Za-z0-9_-]{43}"), link);
        assertTrue(ben.go(Links.account("anna")).page().select("#one-time-link").isEmpty(), "shown once");
        assertTrue(ben.go(Links.ACCOUNTS).text("#accounts").contains("invited"));

        var anna = new Visitor(http).go(Links.WELCOME).send("#welcome-code", "code", link);
        assertTrue(anna.text(".lead").contains("<b>Anna"));
        anna.send("#welcome", "password", PASSWORD, "again", PASSWORD);
        assertEquals("Signed in as anna", anna.text("#me summary"));
        assertEquals(Access.VIEWER, account("anna").access());
    }

    @Test
    void an_account_is_changed_reset_and_disabled_and_its_browser_is_out_at_once() {
        var anna = signedIn("anna", Access.VIEWER);
        var ben = signedIn("ben", Access.ADMINISTRATOR).go(Links.account("anna"));
        ben.send("#change-account", "access", "editor");
        assertEquals("The account is changed.", ben.text("#notice"));
        assertFalse(anna.go(Links.event(Site.A)).page().select("#add-tag").isEmpty());
        ben.send("#reset-account");
        assertFalse(ben.text("#one-time-link").isEmpty());
        assertEquals("/workshops/login", anna.go(Links.TAGS).path());
        assertEquals(403, anna.signIn("anna", PASSWORD).status());
        anna.go(Links.WELCOME)
                .send("#welcome-code", "code", ben.text("#one-time-link"))
                .send("#welcome", "password", ANOTHER, "again", ANOTHER);
        assertEquals("/workshops/", anna.path());
        ben.go(Links.account("anna")).send("#change-account", "active", "");
        assertEquals("/workshops/login", anna.go(Links.TAGS).path());
        assertEquals(403, anna.signIn("anna", ANOTHER).status());
        assertTrue(ben.page().select("#reset-account").isEmpty());
    }

    @Test
    void nobody_shuts_themselves_out() {
        var ben = signedIn("ben", Access.ADMINISTRATOR).go(Links.account("ben"));
        ben.send("#change-account", "active", "");
        assertEquals("You cannot disable your own account; another administrator can.", ben.text("#active-problem"));
        ben.go(Links.account("ben")).send("#change-account", "access", "viewer");
        assertTrue(ben.text("#access-problem").startsWith("You cannot take the level from yourself"));
        assertEquals(404, ben.go(Links.account("nobody")).status());
    }

    @Test
    void the_operator_is_told_to_make_an_account() {
        var operator = new Visitor(http)
                .go("/workshops/login")
                .send("[action='/workshops/login']:has(#token)", "token", House.KEY);
        assertEquals("/workshops/", operator.path());
        assertEquals(
                "You came with the administrator’s token",
                operator.go(Links.ACCOUNT).text(".empty h2"));
        operator.go(Links.ACCOUNTS);
        assertEquals("Nobody has an account yet", operator.text(".empty h2"));
    }
}
