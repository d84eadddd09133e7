package org.atelier.oidc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.atelier.http.Access;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.HttpFixture;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.atelier.security.Account;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.Identity;
import org.atelier.security.OpenId;
import org.atelier.security.OpenId.Begun;
import org.atelier.security.OpenId.Ended;
import org.atelier.security.OpenId.Returned;
import org.atelier.security.SessionStore;
import org.atelier.security.SignIns.SignIn;
import org.atelier.security.internal.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of signing in through a provider, over real HTTP to it and to us, whatever keeps the accounts. */
public abstract class OpenIdContract {
    protected static final String PASSWORD = "a long way to Tipperary";
    protected static final String ANNA = "anna@example.org";

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    private final LocalProvider provider = LocalProvider.start();
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private OpenIdProvider client;
    private OpenId openId;
    private HttpFixture http;
    protected House house;

    @TempDir
    protected Path home;

    protected abstract AccountStore accounts();

    protected abstract SessionStore sessions();

    @BeforeEach
    void start() {
        house = new House(accounts(), sessions(), now, home);
        client = new OpenIdProvider(
                Optional.of(provider.settings(Settings.EMAIL)),
                Duration.ofSeconds(5),
                java.time.InstantSource.system());
        http = HttpFixture.start(Map.of(
                "/*",
                new RoutingServlet(
                        List.of(
                                Route.get("/begin", Access.PUBLIC, this::begin).query("next"),
                                Route.get("/connect", Access.PUBLIC, this::connect)
                                        .query("word"),
                                Route.get(
                                        "/leave",
                                        Access.PUBLIC,
                                        request -> Response.json(
                                                200,
                                                openId.leave(here(request), request)
                                                        .map(URI::toString)
                                                        .orElse("nowhere"))),
                                Route.get("/back", Access.PUBLIC, this::back)
                                        .query("code", "state", "iss", "session_state", "error"),
                                Route.get(
                                        "/password",
                                        Access.PUBLIC,
                                        request -> house.signIns.signIn(ANNA, PASSWORD, request)
                                                        instanceof SignIn.Accepted(var session)
                                                ? Response.json(200, true).cookie(session)
                                                : Response.json(403, false)),
                                Route.get(
                                        "/me",
                                        Access.VIEWER,
                                        request -> Response.json(
                                                200, request.requireActor().name()))),
                        house.authenticator,
                        ErrorRenderer.PROBLEM_JSON)));
        give(Optional.empty());
    }

    @AfterEach
    void stop() {
        http.close();
        client.stop();
        provider.close();
        browser.close();
    }

    private void give(Optional<Access> levelOfNew) {
        openId = house.openId(client, levelOfNew);
    }

    private URI here(Request request) {
        return URI.create("http://" + request.header("Host").orElseThrow() + "/back");
    }

    private Response begin(Request request) {
        return switch (openId.begin(request.query("next").orElse(""), here(request), request)) {
            case Begun.Send(var to, var binding) ->
                Response.seeOther(to.toString()).cookie(binding);
            case Begun.Away() -> Response.json(503, "AWAY");
            case Begun.Foreign() -> Response.json(403, "FOREIGN");
        };
    }

    private Response connect(Request request) {
        var word = request.query("word").or(() -> openId.word(request)).orElse("");
        return switch (openId.connect(word, here(request), request)) {
            case Begun.Send(var to, var binding) ->
                Response.seeOther(to.toString()).cookie(binding);
            case Begun.Away() -> Response.json(503, "AWAY");
            case Begun.Foreign() -> Response.json(403, "FOREIGN");
        };
    }

    private Response back(Request request) {
        var returned = new Returned(
                request.query("state"), request.query("code"), request.query("iss"), request.query("error"));
        return switch (openId.end(returned, here(request), request)) {
            case Ended.Accepted(var session, var next) ->
                Response.json(200, next).cookie(session).cookie(openId.forget(request));
            case Ended.Connected() -> Response.json(200, "CONNECTED").cookie(openId.forget(request));
            case Ended.Failed(var why, var _) -> Response.json(403, why.name());
            case Ended.Throttled(var wait, var _) -> Response.json(429, wait.toSeconds());
        };
    }

    /** A browser that was sent to the provider. */
    private record Sent(URI to, String cookie) {}

    private Sent begin() {
        return begin("/workshops/tags");
    }

    private Sent begin(String next) {
        var answer = http.get("/begin?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        assertEquals(303, answer.statusCode(), answer.body());
        return new Sent(URI.create(answer.headers().firstValue("Location").orElseThrow()), cookie(answer));
    }

    private static String cookie(HttpResponse<?> answer) {
        var header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(header.contains("; HttpOnly") && header.contains("; SameSite=Lax"), header);
        return header.substring(0, header.indexOf(';'));
    }

    /** The query with which the provider sends the browser back. */
    private Map<String, String> atTheProvider(Sent sent) {
        try {
            var answer = browser.send(HttpRequest.newBuilder(sent.to()).build(), BodyHandlers.ofString());
            assertEquals(302, answer.statusCode(), answer.body());
            var query = URI.create(answer.headers().firstValue("Location").orElseThrow())
                    .getRawQuery();
            var form = new LinkedHashMap<String, String>();
            for (var pair : query.split("&")) {
                form.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
            return form;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> back(Map<String, String> query, String cookie) {
        return http.get(
                query.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .collect(Collectors.joining("&", "/back?", "")),
                "Cookie",
                cookie);
    }

    /** All of the way. */
    private HttpResponse<String> walk() {
        var sent = begin();
        return back(atTheProvider(sent), sent.cookie());
    }

    private String why() {
        var answer = walk();
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty(), "a session was begun");
        return answer.body().replace("\"", "");
    }

    private static String text(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body().replaceAll("^\"|\"$", "");
    }

    /** Where the provider sends a browser that it has signed out. */
    private String atTheProviderOut(String to) {
        try {
            var answer = browser.send(HttpRequest.newBuilder(URI.create(to)).build(), BodyHandlers.ofString());
            assertEquals(302, answer.statusCode(), answer.body());
            return answer.headers().firstValue("Location").orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void isAnna(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "\"anna@example.org\"",
                http.get("/me", "Cookie", cookie(answer)).body());
    }

    private void tells(String name, Object value) {
        var person = new HashMap<>(provider.person);
        if (value == null) {
            person.remove(name);
        } else {
            person.put(name, value);
        }
        provider.person = person;
    }

    private List<Identity> identities() {
        return house.accounts.identities(house.accounts.find(ANNA).orElseThrow());
    }

    private Account anna() {
        return house.account(ANNA, Access.EDITOR, PASSWORD);
    }

    // ------------------------------------------------------------------------------------------------ who gets in

    @Test
    void whom_the_provider_vouches_for_is_signed_in_and_comes_to_where_they_wanted() {
        anna();
        var answer = walk();
        isAnna(answer);
        assertEquals("\"/workshops/tags\"", answer.body());
        assertEquals(
                Optional.of(now.get()), house.accounts.find(ANNA).orElseThrow().lastSignIn());
        assertEquals(
                List.of(provider.issuer() + " 248289761001"),
                identities().stream()
                        .map(one -> one.issuer() + " " + one.subject())
                        .toList());
        // the second time nothing is linked any more
        isAnna(walk());
        assertEquals(1, identities().size());
    }

    @Test
    void the_request_binds_code_and_token_to_this_browser_without_telling_what_the_cookie_holds() {
        var sent = begin();
        var query = sent.to().getRawQuery();
        for (var part : List.of("code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "scope=openid")) {
            assertTrue(query.contains(part), query);
        }
        var secret = sent.cookie().substring(sent.cookie().indexOf('=') + 1);
        assertFalse(query.contains(secret.substring(0, 43)), query);
        assertFalse(query.contains("code_verifier"), query);
        assertNotEquals(sent.cookie(), begin().cookie());
    }

    @Test
    void upper_case_and_the_displayed_name_make_no_difference() {
        anna();
        tells("email", "Anna@Example.org");
        tells("name", null);
        isAnna(walk());
    }

    @Test
    void the_session_from_before_ends_and_its_id_is_not_used_again() {
        anna();
        var old = cookie(http.get("/password"));
        assertEquals(200, http.get("/me", "Cookie", old).statusCode());
        var sent = begin();
        var answer = back(atTheProvider(sent), sent.cookie() + "; " + old);
        isAnna(answer);
        assertNotEquals(old, cookie(answer));
        assertEquals(401, http.get("/me", "Cookie", old).statusCode());
    }

    @Test
    void a_key_that_was_changed_is_asked_for() {
        anna();
        isAnna(walk());
        provider.rotate();
        isAnna(walk());
    }

    @Test
    void discovery_and_keys_are_asked_for_once() {
        anna();
        isAnna(walk());
        isAnna(walk());
        assertEquals(
                List.of(1L, 1L),
                List.of(
                        provider.asked.stream()
                                .filter(path -> path.contains("well-known"))
                                .count(),
                        provider.asked.stream().filter("/keys"::equals).count()));
    }

    // ------------------------------------------------------------------------------------------------ who does not

    @Test
    void a_token_that_does_not_hold_opens_nothing() {
        anna();
        var past = Date.from(Instant.now().minusSeconds(600));
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> lies = new LinkedHashMap<>();
        lies.put("nonce", claims -> claims.claim("nonce", "x".repeat(43)));
        lies.put("no nonce", claims -> claims.claim("nonce", null));
        lies.put("audience", claims -> claims.audience("somebody else"));
        lies.put("issuer", claims -> claims.issuer("https://evil.example"));
        lies.put("expired", claims -> claims.expirationTime(past));
        lies.put("without an end", claims -> claims.expirationTime(null));
        lies.put("subject", claims -> claims.subject(null));
        lies.put("long subject", claims -> claims.subject("x".repeat(256)));
        lies.forEach((name, lie) -> {
            provider.lie = lie;
            assertEquals("NOT_PROVED", why(), name);
        });
        provider.lie = claims -> claims;
        for (var signing : LocalProvider.Signing.values()) {
            if (signing != LocalProvider.Signing.HONEST) {
                provider.signing = signing;
                assertEquals("NOT_PROVED", why(), signing.name());
            }
        }
        assertEquals(List.of(), identities());
        provider.signing = LocalProvider.Signing.HONEST;
        isAnna(walk());
    }

    @Test
    void only_the_browser_that_began_can_end_it() {
        anna();
        var sent = begin();
        var query = atTheProvider(sent);
        var another = begin();
        for (var cookie : List.of(
                "a=b",
                another.cookie(),
                sent.cookie().substring(0, sent.cookie().length() - 1),
                // the secret, with another place to go to
                sent.cookie().replaceFirst("[.][^.]*$", ".Lw"))) {
            assertEquals("\"NOT_BEGUN\"", back(query, cookie).body(), cookie);
        }
        query.put("state", "x".repeat(43));
        assertEquals("\"NOT_BEGUN\"", back(query, sent.cookie()).body());
        query.remove("state");
        assertEquals("\"NOT_BEGUN\"", back(query, sent.cookie()).body());
    }

    @Test
    void the_code_of_another_browser_is_refused_by_its_verifier() {
        anna();
        var theirs = atTheProvider(begin());
        var own = begin();
        var query = atTheProvider(own);
        query.put("code", theirs.get("code"));
        assertEquals("\"NOT_PROVED\"", back(query, own.cookie()).body());
    }

    @Test
    void a_code_counts_once() {
        anna();
        var sent = begin();
        var query = atTheProvider(sent);
        isAnna(back(query, sent.cookie()));
        assertEquals("\"NOT_PROVED\"", back(query, sent.cookie()).body());
    }

    @Test
    void who_is_away_for_more_than_ten_minutes_begins_again() {
        anna();
        var sent = begin();
        var query = atTheProvider(sent);
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(10).plusSeconds(1)));
        assertEquals("\"NOT_BEGUN\"", back(query, sent.cookie()).body());
    }

    @Test
    void an_answer_in_the_name_of_another_provider_is_refused() {
        anna();
        var sent = begin();
        var query = atTheProvider(sent);
        query.put("iss", "https%3A%2F%2Fevil.example");
        assertEquals("\"NOT_PROVED\"", back(query, sent.cookie()).body());
    }

    @Test
    void a_provider_that_says_its_name_must_say_it() {
        anna();
        provider.more = Map.of("authorization_response_iss_parameter_supported", true);
        var sent = begin();
        var query = atTheProvider(sent);
        query.remove("iss");
        assertEquals("\"NOT_PROVED\"", back(query, sent.cookie()).body());
    }

    @Test
    void who_declines_is_told_apart_from_what_fails() {
        var sent = begin();
        var state = atTheProvider(sent).get("state");
        assertEquals(
                "\"DECLINED\"",
                back(Map.of("error", "access_denied", "state", state), sent.cookie())
                        .body());
        assertEquals(
                "\"NOT_PROVED\"",
                back(Map.of("error", "server_error", "state", state), sent.cookie())
                        .body());
        assertEquals(
                "\"NOT_PROVED\"", back(Map.of("state", state), sent.cookie()).body());
        // without the state, not even that is believed
        assertEquals(
                "\"NOT_BEGUN\"",
                back(Map.of("error", "access_denied"), sent.cookie()).body());
    }

    @Test
    void an_address_of_email_that_nobody_verified_names_nobody() {
        anna();
        for (var verified : new Object[] {false, null, "true"}) {
            tells("email_verified", verified);
            assertEquals("UNNAMED", why(), String.valueOf(verified));
        }
        tells("email_verified", true);
        tells("email", null);
        assertEquals("UNNAMED", why());
    }

    @Test
    void letters_that_only_look_alike_open_no_account() {
        house.account("kim@example.org", Access.EDITOR, PASSWORD);
        give(Optional.of(Access.VIEWER));
        // the sign of the kelvin becomes a k when made small
        tells("email", "\u212Aim@example.org");
        assertEquals("NOBODY", why());
        tells("email", "anna@example.org\u0000");
        assertEquals("NOBODY", why());
    }

    @Test
    void nobody_gets_an_account_unless_the_operator_wants_it() {
        house.account("somebody", Access.ADMINISTRATOR, PASSWORD);
        assertEquals("NOBODY", why());
        assertEquals(Optional.empty(), house.accounts.find(ANNA));
        give(Optional.of(Access.VIEWER));
        isAnna(walk());
        var made = house.accounts.find(ANNA).orElseThrow();
        assertEquals(Access.VIEWER, made.access());
        assertEquals("Anna Müller", made.displayName());
        assertEquals(Optional.empty(), made.passwordSet());
        isAnna(walk());
    }

    @Test
    void the_first_account_of_all_is_not_made_by_whoever_comes_first() {
        give(Optional.of(Access.VIEWER));
        assertEquals("NOBODY", why());
        assertEquals(List.of(), house.accounts.all());
    }

    @Test
    void no_account_is_made_under_a_name_of_the_platform() {
        house.account("somebody", Access.ADMINISTRATOR, PASSWORD);
        give(Optional.of(Access.EDITOR));
        tells("email", "administrator");
        assertEquals("NOBODY", why());
    }

    @Test
    void who_is_disabled_gets_the_same_answer_as_who_has_no_account() {
        var anna = anna();
        isAnna(walk());
        House.done(house.accounts.change(
                ANNA, new Profile(ANNA, anna.displayName(), anna.access(), Optional.empty()), false, House.BY));
        assertEquals("NOBODY", why());
        tells("sub", "another");
        assertEquals("NOBODY", why());
    }

    @Test
    void after_the_first_time_the_identity_counts_and_not_the_address() {
        anna();
        isAnna(walk());
        // the address changed hands at the provider
        tells("sub", "999");
        assertEquals("NOBODY", why());
        assertEquals(1, identities().size());
        // the same person under another address, which nobody verified yet
        tells("sub", "248289761001");
        tells("email", "anna.mueller@example.org");
        tells("email_verified", false);
        isAnna(walk());
    }

    @Test
    void who_is_unlinked_is_linked_anew_by_name() {
        anna();
        isAnna(walk());
        var identity = identities().getFirst();
        House.done(house.accounts.unlink(ANNA, identity.id(), House.BY));
        assertEquals(List.of(), identities());
        tells("sub", "999");
        isAnna(walk());
        assertEquals("999", identities().getFirst().subject());
    }

    @Test
    void nobody_takes_from_themselves_the_only_way_in() {
        house.account("somebody", Access.ADMINISTRATOR, PASSWORD);
        give(Optional.of(Access.VIEWER));
        isAnna(walk());
        var id = identities().getFirst().id();
        var byAnna = new org.atelier.domain.NewOperation("account.identity", ANNA, "", "");
        assertEquals("identity", House.refused(house.accounts.unlink(ANNA, id, byAnna)));
        House.done(house.accounts.unlink(ANNA, id, House.BY));
    }

    // ------------------------------------------------------------------------------------------------ connecting

    private HttpResponse<String> password() {
        return http.get("/password");
    }

    private Sent connect(String session) {
        var answer = http.get("/connect", "Cookie", session);
        assertEquals(303, answer.statusCode(), answer.body());
        return new Sent(URI.create(answer.headers().firstValue("Location").orElseThrow()), cookie(answer));
    }

    @Test
    void who_is_signed_in_connects_their_account_whatever_they_are_called_elsewhere() {
        anna();
        tells("email", "anna.mueller@elsewhere.example");
        var session = cookie(password());
        var sent = connect(session);
        var answer = back(atTheProvider(sent), sent.cookie() + "; " + session);
        assertEquals("\"CONNECTED\"", answer.body());
        assertEquals(200, http.get("/me", "Cookie", session).statusCode(), "the session goes on");
        assertEquals("248289761001", identities().getFirst().subject());
        isAnna(walk());
        // once more is as wanted
        var again = connect(session);
        assertEquals(
                "\"CONNECTED\"",
                back(atTheProvider(again), again.cookie() + "; " + session).body());
        assertEquals(1, identities().size());
    }

    @Test
    void nobody_is_connected_by_a_link_or_a_cookie_that_somebody_else_made() {
        anna();
        house.account("eve@example.org", Access.VIEWER, PASSWORD);
        var annas = cookie(password());
        assertEquals("\"FOREIGN\"", http.get("/connect?word=", "Cookie", annas).body());
        assertEquals(
                "\"FOREIGN\"", http.get("/connect?word=guess", "Cookie", annas).body());
        assertEquals("\"FOREIGN\"", http.get("/connect").body());
        // another session of hers is another session, too
        var other = cookie(password());
        var sent = connect(other);
        assertEquals(
                "\"NOT_BEGUN\"",
                back(atTheProvider(sent), sent.cookie() + "; " + annas).body());
        // nor without any
        assertEquals("\"NOT_BEGUN\"", back(atTheProvider(sent), sent.cookie()).body());
        // and a sign-in becomes no connecting by a word added to the cookie
        var begun = begin();
        assertEquals(
                "\"NOT_BEGUN\"",
                back(atTheProvider(begun), begun.cookie() + ".connect; " + annas)
                        .body());
        assertEquals(List.of(), identities());
    }

    @Test
    void who_opens_another_account_is_not_connected_nor_a_second_one_to_the_same() {
        give(Optional.of(Access.VIEWER));
        anna();
        tells("email", "berta@example.org");
        tells("sub", "1");
        assertEquals(200, walk().statusCode());
        var session = cookie(password());
        var berta = connect(session);
        assertEquals(
                "\"TAKEN\"",
                back(atTheProvider(berta), berta.cookie() + "; " + session).body());
        tells("sub", "2");
        var first = connect(session);
        assertEquals(
                "\"CONNECTED\"",
                back(atTheProvider(first), first.cookie() + "; " + session).body());
        tells("sub", "3");
        var second = connect(session);
        assertEquals(
                "\"TAKEN\"",
                back(atTheProvider(second), second.cookie() + "; " + session).body());
        assertEquals(List.of("2"), identities().stream().map(Identity::subject).toList());
    }

    @Test
    void who_is_unlinked_loses_the_sessions_opened_through_it_and_no_others() {
        anna();
        var elsewhere = cookie(walk());
        var here = cookie(password());
        House.done(house.accounts.unlink(ANNA, identities().getFirst().id(), House.BY));
        assertEquals(401, http.get("/me", "Cookie", elsewhere).statusCode());
        assertEquals(200, http.get("/me", "Cookie", here).statusCode());
    }

    // ------------------------------------------------------------------------------------------------ out

    @Test
    void who_came_through_the_provider_is_sent_there_to_be_signed_out_if_it_says_where() {
        anna();
        provider.signsOut = true;
        var session = cookie(walk());
        var to = text(http.get("/leave", "Cookie", session));
        assertTrue(to.startsWith(provider.issuer() + "/logout?"), to);
        assertTrue(to.contains("client_id=" + LocalProvider.CLIENT), to);
        assertEquals(
                http.uri("/back").toString(), URI.create(atTheProviderOut(to)).toString());
        // who came with a password has nothing to end there, and nobody neither
        assertEquals("nowhere", text(http.get("/leave", "Cookie", cookie(password()))));
        assertEquals("nowhere", text(http.get("/leave")));
    }

    @Test
    void a_provider_that_signs_nobody_out_is_left_alone() {
        anna();
        assertEquals("nowhere", text(http.get("/leave", "Cookie", cookie(walk()))));
    }

    @Test
    void a_place_to_sign_out_that_is_not_encrypted_keeps_nobody_from_signing_in() {
        anna();
        provider.more = Map.of("end_session_endpoint", "http://id.example.org/logout");
        assertEquals("nowhere", text(http.get("/leave", "Cookie", cookie(walk()))));
    }

    // ------------------------------------------------------------------------------------------------ trouble

    @Test
    void too_many_attempts_have_to_wait_as_with_passwords() {
        provider.signing = LocalProvider.Signing.NONE;
        var answers = new LinkedHashMap<Integer, Integer>();
        for (var i = 0; i < 22; i++) {
            answers.merge(walk().statusCode(), 1, Integer::sum);
        }
        assertEquals(Map.of(403, 20, 429, 2), answers);
        provider.signing = LocalProvider.Signing.HONEST;
        anna();
        assertEquals(429, walk().statusCode());
    }

    @Test
    void a_provider_that_is_away_leaves_passwords_alone() {
        anna();
        var sent = begin();
        var query = atTheProvider(sent);
        for (var trouble : List.of(LocalProvider.Trouble.DOWN, LocalProvider.Trouble.ENDLESS)) {
            provider.trouble = trouble;
            assertEquals("\"AWAY\"", back(query, sent.cookie()).body(), trouble.name());
        }
        assertEquals("true", http.get("/password").body());
        provider.trouble = LocalProvider.Trouble.NONE;
        isAnna(back(query, sent.cookie()));
    }
}
