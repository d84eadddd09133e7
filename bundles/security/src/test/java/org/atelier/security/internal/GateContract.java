package org.atelier.security.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
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
import org.atelier.security.Held;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.atelier.security.Sessions;
import org.atelier.security.SignIns.SignIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of signing in, over real HTTP, whatever keeps the accounts. */
public abstract class GateContract {
    protected static final String PASSWORD = "a long way to Tipperary";
    private static final String ANOTHER = "it is a longer way home";

    protected final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));

    protected House house;
    private HttpFixture http;

    @TempDir
    protected Path home;

    protected abstract AccountStore accounts();

    protected abstract SessionStore sessions();

    /** How many wrong passwords are sent at most. */
    protected int guesses() {
        return 1_000;
    }

    @BeforeEach
    void start() {
        house = new House(accounts(), sessions(), now, home);
        http = serve(house);
    }

    private static HttpFixture serve(House house) {
        var routes = new ArrayList<Route>();
        routes.add(Route.post(
                        "/in",
                        Access.PUBLIC,
                        request -> answer(
                                house.signIns.signIn(field(request, "name"), field(request, "password"), request)))
                .consumesForm());
        routes.add(Route.post(
                        "/key",
                        Access.PUBLIC,
                        request -> answer(house.signIns.signInWithKey(field(request, "key"), request)))
                .consumesForm());
        routes.add(Route.post(
                "/out", Access.PUBLIC, request -> Response.empty(200).cookie(house.signIns.signOut(request))));
        routes.add(Route.post("/accept", Access.PUBLIC, request -> switch (house.signIns.accept(
                        field(request, "code"),
                        request.field("name")
                                .map(name -> new Profile(name, "Somebody", Access.VIEWER, Optional.empty())),
                        field(request, "password"),
                        request)) {
                    case Outcome.Done<org.atelier.http.Cookie>(var cookie) ->
                        Response.empty(200).cookie(cookie);
                    case Outcome.Refused<org.atelier.http.Cookie>(var wrong, var _) -> Response.json(422, wrong);
                    case Outcome.Missing<org.atelier.http.Cookie>() -> Response.empty(410);
                })
                .consumesForm());
        routes.add(Route.get(
                "/me",
                Access.VIEWER,
                request -> Response.json(
                        200,
                        request.requireActor().name() + " "
                                + request.requireActor().access())));
        routes.add(Route.get(
                "/csrf",
                Access.VIEWER,
                request -> Response.json(200, request.requireActor().csrfToken().orElse("none"))));
        routes.add(Route.get(
                "/session",
                Access.VIEWER,
                request -> Response.json(200, house.sessions.current(request).orElse(0L))));
        routes.add(
                Route.post("/change", Access.EDITOR, _ -> Response.empty(204)).consumesForm());
        return HttpFixture.start(
                Map.of("/*", new RoutingServlet(routes, house.authenticator, ErrorRenderer.PROBLEM_JSON)));
    }

    private static String field(Request request, String name) throws java.io.IOException {
        return request.field(name).orElse("");
    }

    private static Response answer(SignIn signIn) {
        return switch (signIn) {
            case SignIn.Accepted(var session) -> Response.empty(200).cookie(session);
            case SignIn.Refused() -> Response.empty(403);
            case SignIn.Throttled(var retryAfter) ->
                Response.empty(429).header("Retry-After", "" + retryAfter.toSeconds());
        };
    }

    @AfterEach
    void stop() {
        http.close();
    }

    private HttpResponse<String> post(String target, String cookie, String... namesAndValues) {
        return post(http, target, cookie, namesAndValues);
    }

    private static HttpResponse<String> post(HttpFixture http, String target, String cookie, String... namesAndValues) {
        var body = new StringBuilder();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            body.append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        return http.send(http.request(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpResponse<String> signIn(String name, String password) {
        return post("/in", "a=b", "name", name, "password", password);
    }

    private static String cookie(HttpResponse<String> answer) {
        var header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return header.substring(0, header.indexOf(';'));
    }

    private String me(String cookie) {
        return http.get("/me", "Cookie", cookie).body();
    }

    private int status(String cookie) {
        return http.get("/me", "Cookie", cookie).statusCode();
    }

    private int bearing(String token) {
        return http.get("/me", "Authorization", "Bearer " + token).statusCode();
    }

    private void later(Duration time) {
        now.updateAndGet(then -> then.plus(time));
    }

    private Account change(Account account, Access access, boolean active) {
        return House.done(house.accounts.change(
                account.name(),
                new Profile(account.name(), account.displayName(), access, account.person()),
                active,
                House.BY));
    }

    // ------------------------------------------------------------------------------------------------ the key

    @Test
    void everybodys_sessions_and_tokens_are_told_with_their_holders() {
        house.account("anna", Access.EDITOR, PASSWORD);
        house.account("ben", Access.VIEWER, PASSWORD);
        var ben = house.accounts.find("ben").orElseThrow();
        var anna = house.accounts.find("anna").orElseThrow();
        house.tokens.make(ben, "for a script", Access.VIEWER, 1);
        house.tokens.make(anna, "for a longer script", Access.VIEWER, 30);
        signIn("anna", PASSWORD);
        post("/key", "a=b", "key", House.KEY);

        assertEquals(
                List.of(Optional.empty(), Optional.of("anna")),
                house.sessions.everybodys().stream().map(Held::account).toList());
        assertEquals(
                List.of("for a longer script", "for a script"),
                house.tokens.everybodys().stream()
                        .map(held -> held.what().name())
                        .toList());
        now.set(now.get().plus(Duration.ofDays(2)));
        assertEquals(List.of(), house.sessions.everybodys());
        assertEquals(
                List.of(Optional.of("anna")),
                house.tokens.everybodys().stream().map(Held::account).toList());
    }

    @Test
    void the_operators_key_identifies_the_administrator() {
        assertEquals(
                "\"administrator ADMINISTRATOR\"",
                http.get("/me", "Authorization", "Bearer " + House.KEY).body());
        assertEquals(
                200, http.get("/me", "Authorization", "bearer " + House.KEY).statusCode());
        assertEquals(
                "\"none\"",
                http.get("/csrf", "Authorization", "Bearer " + House.KEY).body());
    }

    @Test
    void anything_else_identifies_nobody() {
        for (var header : List.of(
                "Bearer",
                "Bearer ",
                "Bearer " + House.KEY + "x",
                "Bearer " + House.KEY.substring(1),
                "Bearer atl_",
                "Bearer atl_" + "a".repeat(43),
                "Basic " + House.KEY,
                House.KEY)) {
            assertEquals(401, http.get("/me", "Authorization", header).statusCode(), header);
        }
        assertEquals(401, http.get("/me").statusCode());
        for (var id : List.of("", House.KEY, "a".repeat(43), "%00")) {
            assertEquals(401, status("atelier_session=" + id), id);
        }
    }

    @Test
    void the_key_opens_a_session_that_ends_when_there_is_another_key() {
        assertEquals(403, post("/key", "a=b", "key", "wrong").statusCode());
        var session = cookie(post("/key", "a=b", "key", " " + House.KEY + "\n"));
        assertEquals("\"administrator ADMINISTRATOR\"", me(session));
        var restarted = new House(accounts(), sessions(), now, home, false, "another-key-".repeat(4));
        try (var again = serve(restarted)) {
            assertEquals(401, again.get("/me", "Cookie", session).statusCode());
        }
    }

    @Test
    void a_wrong_token_beside_a_session_identifies_nobody() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var session = cookie(signIn("anna", PASSWORD));
        assertEquals(
                401,
                http.get("/me", "Cookie", session, "Authorization", "Bearer wrong")
                        .statusCode());
    }

    // ------------------------------------------------------------------------------------------------ sessions

    @Test
    void name_and_password_open_a_session_of_the_accounts_level() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var answer = signIn(" Anna ", PASSWORD);
        var header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(header.contains("; Path=/"), header);
        assertTrue(header.contains("; HttpOnly"), header);
        assertTrue(header.contains("; SameSite=Lax"), header);
        assertEquals("\"anna EDITOR\"", me(cookie(answer)));
        assertEquals(
                Optional.of(now.get()),
                house.accounts.find("anna").orElseThrow().lastSignIn());
    }

    @Test
    void the_session_of_one_node_counts_on_another() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var session = cookie(signIn("anna", PASSWORD));
        var another = new House(accounts(), sessions(), now, home, false, "another-key-".repeat(4));
        try (var node = serve(another)) {
            assertEquals("\"anna EDITOR\"", node.get("/me", "Cookie", session).body());
            assertEquals(
                    http.get("/csrf", "Cookie", session).body(),
                    node.get("/csrf", "Cookie", session).body());
        }
    }

    @Test
    void a_session_ends_when_signed_out_and_cannot_be_used_again() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var one = cookie(signIn("anna", PASSWORD));
        var two = cookie(signIn("anna", PASSWORD));
        assertNotEquals(one, two);
        assertNotEquals(
                http.get("/csrf", "Cookie", one).body(),
                http.get("/csrf", "Cookie", two).body());
        post("/out", one);
        assertEquals(401, status(one));
        assertEquals(200, status(two));
    }

    @Test
    void an_id_planted_before_signing_in_is_worth_nothing_and_the_old_session_ends() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var planted = "atelier_session=" + "x".repeat(43);
        var first = cookie(post("/in", planted, "name", "anna", "password", PASSWORD));
        assertNotEquals(planted, first);
        assertEquals(401, status(planted));
        var second = cookie(post("/in", first, "name", "anna", "password", PASSWORD));
        assertNotEquals(first, second);
        assertEquals(401, status(first));
        assertEquals(200, status(second));
    }

    @Test
    void a_session_ends_when_it_is_not_used_for_twelve_hours() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var session = cookie(signIn("anna", PASSWORD));
        later(Sessions.MAX_IDLE);
        assertEquals(200, status(session));
        later(Sessions.MAX_IDLE);
        assertEquals(200, status(session));
        later(Sessions.MAX_IDLE.plusMillis(1));
        assertEquals(401, status(session));
    }

    @Test
    void a_session_ends_after_seven_days_however_much_it_is_used() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var session = cookie(signIn("anna", PASSWORD));
        for (var hours = 0; hours + 10 < Sessions.MAX_AGE.toHours(); hours += 10) {
            later(Duration.ofHours(10));
            assertEquals(200, status(session), hours + " hours");
        }
        later(Duration.ofHours(10));
        assertEquals(401, status(session));
    }

    @Test
    void whoever_is_disabled_is_out_at_once_and_stays_out_when_enabled_again() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        var session = cookie(signIn("anna", PASSWORD));
        var token =
                House.done(house.tokens.make(anna, "script", Access.VIEWER, 7)).secret();
        assertEquals(200, bearing(token));
        change(anna, Access.EDITOR, false);
        assertEquals(401, status(session));
        assertEquals(401, bearing(token));
        assertEquals(403, signIn("anna", PASSWORD).statusCode());
        change(anna, Access.EDITOR, true);
        assertEquals(401, status(session));
        assertEquals(401, bearing(token));
        assertEquals(200, signIn("anna", PASSWORD).statusCode());
    }

    @Test
    void another_level_counts_from_the_next_request_on() {
        var anna = house.account("anna", Access.ADMINISTRATOR, PASSWORD);
        var session = cookie(signIn("anna", PASSWORD));
        change(anna, Access.VIEWER, true);
        assertEquals("\"anna VIEWER\"", me(session));
    }

    @Test
    void sessions_are_listed_and_ended_one_by_one_and_all_but_one() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        var ben = house.account("ben", Access.EDITOR, PASSWORD);
        var bens = cookie(signIn("ben", PASSWORD));
        var cookies = List.of(
                cookie(signIn("anna", PASSWORD)), cookie(signIn("anna", PASSWORD)), cookie(signIn("anna", PASSWORD)));
        assertEquals(3, house.sessions.of(anna).size());
        var second =
                Long.parseLong(http.get("/session", "Cookie", cookies.get(1)).body());
        assertFalse(house.sessions.end(ben, second), "not his");
        assertTrue(house.sessions.end(anna, second));
        assertEquals(List.of(200, 401, 200), cookies.stream().map(this::status).toList());
        var third =
                Long.parseLong(http.get("/session", "Cookie", cookies.get(2)).body());
        assertEquals(1, house.sessions.endAll(anna, Optional.of(third)));
        assertEquals(List.of(401, 401, 200), cookies.stream().map(this::status).toList());
        assertEquals(200, status(bens));
    }

    // ------------------------------------------------------------------------------------------------ wrong passwords

    @Test
    void a_wrong_password_a_wrong_name_and_a_disabled_account_are_told_alike() {
        house.account("anna", Access.EDITOR, PASSWORD);
        change(house.account("ben", Access.EDITOR, PASSWORD), Access.EDITOR, false);
        House.done(house.accounts.create(new Profile("cleo", "Cleo", Access.EDITOR, Optional.empty()), House.BY));
        for (var attempt : List.of(
                signIn("anna", "wrong"),
                signIn("nobody", PASSWORD),
                signIn("ben", PASSWORD),
                signIn("cleo", ""),
                signIn("", ""),
                signIn("anna", PASSWORD.repeat(1_000)))) {
            assertEquals(403, attempt.statusCode());
            assertEquals("", attempt.body());
        }
    }

    @Test
    void too_many_wrong_passwords_make_the_name_wait_from_wherever_they_come() {
        house.account("anna", Access.EDITOR, PASSWORD);
        for (var name : List.of("anna", "nobody")) {
            for (var i = 0; i < Throttle.BY_NAME; i++) {
                assertEquals(403, signIn(name, "wrong").statusCode());
            }
        }
        later(Duration.ofSeconds(60));
        for (var name : List.of("anna", "nobody", "ANNA ")) {
            var throttled = signIn(name, PASSWORD);
            assertEquals(429, throttled.statusCode(), name);
            assertEquals("240", throttled.headers().firstValue("Retry-After").orElseThrow());
        }
        later(Duration.ofSeconds(240));
        assertEquals(200, signIn("anna", PASSWORD).statusCode());
    }

    @Test
    void too_many_names_make_the_address_wait() {
        house.account("anna", Access.EDITOR, PASSWORD);
        for (var i = 0; i < Throttle.BY_ADDRESS; i++) {
            assertEquals(403, signIn("name-" + i, "wrong").statusCode());
        }
        assertEquals(429, signIn("anna", PASSWORD).statusCode());
        assertEquals(429, post("/key", "a=b", "key", House.KEY).statusCode());
    }

    @Test
    void the_right_password_is_no_wrong_attempt() {
        house.account("anna", Access.EDITOR, PASSWORD);
        for (var i = 0; i < 2 * Throttle.BY_ADDRESS; i++) {
            assertEquals(200, signIn("anna", PASSWORD).statusCode());
        }
    }

    /** Nobody gets more tries by sending them all at once, and none of them costs a hash once there were too many. */
    @Test
    void of_thousands_of_wrong_passwords_ten_are_looked_at() throws Exception {
        house.account("anna", Access.EDITOR, PASSWORD);
        try (var clients = Executors.newFixedThreadPool(8)) {
            var attempts = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < guesses(); i++) {
                var password = "guess " + i;
                attempts.add(() -> signIn("anna", password).statusCode());
            }
            var counts = new java.util.TreeMap<Integer, Integer>();
            for (var answered : clients.invokeAll(attempts)) {
                counts.merge(answered.get(), 1, Integer::sum);
            }
            assertEquals(Map.of(403, Throttle.BY_NAME, 429, guesses() - Throttle.BY_NAME), counts);
        }
    }

    // ------------------------------------------------------------------------------------------------ links

    @Test
    void a_link_lets_its_holder_choose_a_password_once() {
        var invited = House.done(
                house.accounts.create(new Profile("Anna", "Anna A.", Access.EDITOR, Optional.empty()), House.BY));
        var code = invited.link().code();
        assertEquals(
                "anna",
                house.signIns
                        .welcome(code)
                        .orElseThrow()
                        .account()
                        .orElseThrow()
                        .name());
        assertEquals(
                422, post("/accept", "a=b", "code", code, "password", "short").statusCode());
        assertEquals(
                410,
                post("/accept", "a=b", "code", "x".repeat(43), "password", PASSWORD)
                        .statusCode());
        var answer = post("/accept", "a=b", "code", code, "password", PASSWORD);
        assertEquals("\"anna EDITOR\"", me(cookie(answer)));
        assertEquals(
                410, post("/accept", "a=b", "code", code, "password", ANOTHER).statusCode());
        assertEquals(200, signIn("anna", PASSWORD).statusCode());
    }

    @Test
    void a_link_ends_after_a_day_and_when_there_is_another() {
        House.done(house.accounts.create(new Profile("anna", "Anna", Access.EDITOR, Optional.empty()), House.BY));
        var first = House.done(house.accounts.reset("anna", House.BY)).link();
        var second = House.done(house.accounts.reset("anna", House.BY)).link();
        assertEquals(
                410,
                post("/accept", "a=b", "code", first.code(), "password", PASSWORD)
                        .statusCode());
        later(FirstStart.VALID);
        assertEquals(
                410,
                post("/accept", "a=b", "code", second.code(), "password", PASSWORD)
                        .statusCode());
    }

    @Test
    void a_reset_takes_password_and_sessions_away() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        var session = cookie(signIn("anna", PASSWORD));
        var link = House.done(house.accounts.reset("anna", House.BY)).link();
        assertEquals(401, status(session));
        assertEquals(403, signIn("anna", PASSWORD).statusCode());
        assertEquals(Optional.empty(), house.accounts.find("anna").orElseThrow().passwordSet());
        assertEquals(
                200,
                post("/accept", "a=b", "code", link.code(), "password", ANOTHER).statusCode());
        assertEquals(200, signIn("anna", ANOTHER).statusCode());
        change(anna, Access.EDITOR, false);
        assertEquals("active", House.refused(house.accounts.reset("anna", House.BY)));
    }

    @Test
    void the_first_account_is_made_by_the_link_of_the_start_and_is_an_administrators() throws Exception {
        var start = new FirstStart(accounts(), house.passwords, new DemoAccount(false), home, now::get);
        var line = start.apply("http://127.0.0.1:8080/");
        var address = java.nio.file.Files.readString(FirstStart.file(home)).strip();
        assertTrue(line.endsWith(" " + address), line);
        assertTrue(address.startsWith("http://127.0.0.1:8080/workshops/welcome#"), address);
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        java.nio.file.Files.getPosixFilePermissions(FirstStart.file(home))));
        var code = address.substring(address.indexOf('#') + 1);
        var earlier = start.apply("http://x/").replaceFirst(".*#", "");

        assertEquals(
                "\"name\"",
                post("/accept", "a=b", "code", code, "name", "administrator", "password", PASSWORD)
                        .body());
        assertEquals(
                410, post("/accept", "a=b", "code", code, "password", PASSWORD).statusCode());
        var answer = post("/accept", "a=b", "code", code, "name", "Anna", "password", PASSWORD);
        assertEquals("\"anna ADMINISTRATOR\"", me(cookie(answer)));
        assertFalse(java.nio.file.Files.exists(FirstStart.file(home)));
        assertEquals("", start.apply("http://127.0.0.1:8080/"));
        assertEquals(
                410,
                post("/accept", "a=b", "code", earlier, "name", "ben", "password", PASSWORD)
                        .statusCode());
    }

    @Test
    void of_many_who_use_the_first_link_at_once_one_becomes_the_administrator() throws Exception {
        var start = new FirstStart(accounts(), house.passwords, new DemoAccount(false), home, now::get);
        var code = start.apply("http://x/").replaceFirst(".*#", "");
        try (var clients = Executors.newFixedThreadPool(6)) {
            var attempts = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 6; i++) {
                var name = "name-" + i;
                attempts.add(() -> post("/accept", "a=b", "code", code, "name", name, "password", PASSWORD)
                        .statusCode());
            }
            var counts = new java.util.TreeMap<Integer, Integer>();
            for (var answered : clients.invokeAll(attempts)) {
                counts.merge(answered.get(), 1, Integer::sum);
            }
            assertEquals(Map.of(200, 1, 410, 5), counts);
            assertEquals(1, house.accounts.all().size());
        }
    }

    // ------------------------------------------------------------------------------------------------ the demo

    @Test
    void a_demo_has_an_account_that_nobody_gets_in_with_elsewhere() {
        var demo = new House(accounts(), sessions(), now, home, true, House.KEY);
        assertEquals(
                "",
                new FirstStart(accounts(), demo.passwords, new DemoAccount(true), home, now::get).apply("http://x/"));
        var told = demo.signIns.demo().orElseThrow();
        try (var there = serve(demo)) {
            assertEquals(
                    200,
                    post(there, "/in", "a=b", "name", told.name(), "password", told.password())
                            .statusCode());
        }
        // the same database under a platform that is no demo
        assertEquals(Optional.empty(), house.signIns.demo());
        assertEquals(403, signIn(told.name(), told.password()).statusCode());
    }

    @Test
    void a_platform_with_accounts_gets_no_account_of_a_demo() {
        house.account("anna", Access.ADMINISTRATOR, PASSWORD);
        new FirstStart(accounts(), house.passwords, new DemoAccount(true), home, now::get).apply("http://x/");
        assertEquals(
                List.of("anna"),
                house.accounts.all().stream().map(Account::name).toList());
        assertEquals(
                "password",
                House.refused(house.accounts.changePassword(
                        "anna", PASSWORD, DemoAccount.PASSWORD, Optional.empty(), "x", House.BY)));
    }

    // ------------------------------------------------------------------------------------------------ tokens

    @Test
    void a_token_acts_for_its_account_up_to_its_level_until_it_expires() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        var made = House.done(house.tokens.make(anna, "nightly", Access.VIEWER, 7));
        assertTrue(made.secret().matches("atl_[A-Za-z0-9_-]{43}"), made.secret());
        assertFalse(made.toString().contains(made.secret()));
        assertEquals(
                "\"anna VIEWER\"",
                http.get("/me", "Authorization", "Bearer " + made.secret()).body());
        assertEquals(Optional.of(now.get()), house.tokens.of(anna).getFirst().lastUsed());
        assertEquals(
                403,
                http.send(http.request("/change")
                                .header("Authorization", "Bearer " + made.secret())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.noBody()))
                        .statusCode());
        later(Duration.ofDays(7).minusSeconds(1));
        assertEquals(200, bearing(made.secret()));
        later(Duration.ofSeconds(1));
        assertEquals(401, bearing(made.secret()));
        assertEquals(1, house.tokens.of(anna).size(), "it is still listed");
    }

    @Test
    void a_token_never_does_more_than_its_account_may_now() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        var token = House.done(house.tokens.make(anna, "nightly", Access.EDITOR, 7));
        change(anna, Access.VIEWER, true);
        assertEquals(
                "\"anna VIEWER\"",
                http.get("/me", "Authorization", "Bearer " + token.secret()).body());
    }

    @Test
    void a_revoked_token_is_nobodys() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        var ben = house.account("ben", Access.EDITOR, PASSWORD);
        var token = House.done(house.tokens.make(anna, "nightly", Access.EDITOR, 7));
        assertFalse(house.tokens.revoke(ben, token.token().id()), "not his");
        assertTrue(house.tokens.revoke(anna, token.token().id()));
        assertEquals(401, bearing(token.secret()));
    }

    @Test
    void a_token_that_makes_no_sense_is_refused_by_the_field() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        assertEquals("name", House.refused(house.tokens.make(anna, " ", Access.VIEWER, 7)));
        assertEquals("name", House.refused(house.tokens.make(anna, "a\nb", Access.VIEWER, 7)));
        assertEquals("access", House.refused(house.tokens.make(anna, "x", Access.ADMINISTRATOR, 7)));
        assertEquals("days", House.refused(house.tokens.make(anna, "x", Access.VIEWER, 0)));
        assertEquals("days", House.refused(house.tokens.make(anna, "x", Access.VIEWER, 367)));
        House.done(house.tokens.make(anna, "x", Access.VIEWER, 366));
        assertEquals("name", House.refused(house.tokens.make(anna, "x", Access.VIEWER, 7)));
    }

    // ------------------------------------------------------------------------------------------------ accounts

    @Test
    void an_account_that_makes_no_sense_is_refused_by_the_field() {
        house.account("anna", Access.EDITOR, PASSWORD);
        for (var name :
                List.of("", "anna", "ANNA", "administrator", "external", "a b", "a/b", "-a", "é", "a".repeat(65))) {
            assertEquals("name", refusedAccount(name, "x", Optional.empty()), name);
        }
        assertEquals("display_name", refusedAccount("ben", " ", Optional.empty()));
        assertEquals("display_name", refusedAccount("ben", "x".repeat(101), Optional.empty()));
        assertEquals("display_name", refusedAccount("ben", "a\nb", Optional.empty()));
        assertEquals("person", refusedAccount("ben", "Ben", Optional.of("nobody")));
        assertEquals(
                List.of("anna"),
                house.accounts.all().stream().map(Account::name).toList());
    }

    private String refusedAccount(String name, String display, Optional<String> person) {
        return House.refused(house.accounts.create(new Profile(name, display, Access.VIEWER, person), House.BY));
    }

    @Test
    void nobody_takes_the_level_or_the_account_from_themselves() {
        house.account("anna", Access.ADMINISTRATOR, PASSWORD);
        var herself = new org.atelier.domain.NewOperation("account.change", "anna", "r", "");
        var same = new Profile("anna", "Anna", Access.ADMINISTRATOR, Optional.empty());
        assertEquals("active", House.refused(house.accounts.change("anna", same, false, herself)));
        assertEquals(
                "access",
                House.refused(house.accounts.change(
                        "anna", new Profile("anna", "Anna", Access.EDITOR, Optional.empty()), true, herself)));
        assertEquals(
                "Anna",
                House.done(house.accounts.change("anna", same, true, herself)).displayName());
        assertEquals(new Outcome.Missing<>(), house.accounts.change("nobody", same, true, herself));
        assertEquals(new Outcome.Missing<>(), house.accounts.reset("nobody", herself));
    }

    @Test
    void a_changed_password_ends_every_other_session() {
        house.account("anna", Access.EDITOR, PASSWORD);
        var here = cookie(signIn("anna", PASSWORD));
        var elsewhere = cookie(signIn("anna", PASSWORD));
        var keep =
                Optional.of(Long.parseLong(http.get("/session", "Cookie", here).body()));
        assertEquals(
                "present", House.refused(house.accounts.changePassword("anna", "wrong", ANOTHER, keep, "x", House.BY)));
        assertEquals(
                "password",
                House.refused(house.accounts.changePassword("anna", PASSWORD, "short", keep, "x", House.BY)));
        assertEquals(200, status(elsewhere));
        House.done(house.accounts.changePassword("anna", PASSWORD, ANOTHER, keep, "x", House.BY));
        assertEquals(200, status(here));
        assertEquals(401, status(elsewhere));
        assertEquals(403, signIn("anna", PASSWORD).statusCode());
        assertEquals(200, signIn("anna", ANOTHER).statusCode());
    }

    @Test
    void an_open_session_is_no_way_to_guess_the_password() {
        house.account("anna", Access.EDITOR, PASSWORD);
        for (var i = 0; i < Throttle.BY_NAME; i++) {
            house.accounts.changePassword("anna", "guess " + i, ANOTHER, Optional.empty(), "x", House.BY);
        }
        assertEquals(
                "present",
                House.refused(
                        house.accounts.changePassword("anna", PASSWORD, ANOTHER, Optional.empty(), "x", House.BY)));
    }
}
