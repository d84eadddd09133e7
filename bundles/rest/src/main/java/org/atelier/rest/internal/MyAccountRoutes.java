package org.atelier.rest.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.Account;
import org.atelier.security.Accounts;
import org.atelier.security.ApiTokens;
import org.atelier.security.Sessions;

/**
 * One's own account. What changes it needs a session, not a token: whoever finds a token must not get from it a second
 * one that lives longer, or the password.
 */
final class MyAccountRoutes {
    private static final String ACCOUNT = Api.ROOT + "/account";

    private final Accounts accounts;
    private final Sessions sessions;
    private final ApiTokens tokens;

    MyAccountRoutes(Accounts accounts, Sessions sessions, ApiTokens tokens) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ACCOUNT, Access.VIEWER, this::show),
                Route.put(ACCOUNT + "/password", Access.VIEWER, this::password).consumes("application/json"),
                Route.get(ACCOUNT + "/sessions", Access.VIEWER, this::listSessions),
                Route.delete(ACCOUNT + "/sessions", Access.VIEWER, this::endOthers),
                Route.delete(ACCOUNT + "/sessions/{id}", Access.VIEWER, this::endSession),
                Route.get(
                        ACCOUNT + "/tokens",
                        Access.VIEWER,
                        request -> Response.json(200, AccountJson.tokens(tokens.of(own(request))))),
                Route.post(ACCOUNT + "/tokens", Access.VIEWER, this::makeToken).consumes("application/json"),
                Route.delete(ACCOUNT + "/tokens/{id}", Access.VIEWER, this::revokeToken),
                Route.get(
                        ACCOUNT + "/identities",
                        Access.VIEWER,
                        request -> Response.json(200, AccountJson.identities(accounts.identities(own(request))))),
                Route.delete(ACCOUNT + "/identities/{id}", Access.VIEWER, this::unlink));
    }

    /** Who asks, and what they may do with this proof; the account, if they have one. */
    private Response show(Request request) {
        var actor = request.requireActor();
        var json = new LinkedHashMap<String, Object>();
        json.put("actor", actor.name());
        json.put("access", actor.access().name().toLowerCase(Locale.ROOT));
        json.put("account", accounts.of(actor).map(AccountJson::account).orElse(null));
        // scripts of a browser that signed in need it for whatever changes something
        json.put("csrf", actor.csrfToken().orElse(null));
        return Response.json(200, json);
    }

    private Account own(Request request) {
        return own(accounts, request);
    }

    static Account own(Accounts accounts, Request request) {
        return accounts.of(request.requireActor())
                .orElseThrow(() -> Problem.notFound(
                                "no-account", "No account", "The administrator’s token belongs to no account.")
                        .exception());
    }

    private Account inSession(Request request) {
        if (!request.requireActor().inSession()) {
            throw new Problem(
                            403,
                            "session-needed",
                            "Session needed",
                            "With a token nobody changes an account; sign in with a browser.")
                    .exception();
        }
        return own(request);
    }

    private Response password(Request request) throws IOException {
        var account = inSession(request);
        var body = JsonObject.of(request.json(), List.of("present", "password"));
        AccountJson.done(
                accounts.changePassword(
                        account.name(),
                        body.text("present"),
                        body.text("password"),
                        sessions.current(request),
                        request.remoteAddress(),
                        Api.operation("account.password", request, "")),
                account.name());
        return Response.empty(204);
    }

    private Response listSessions(Request request) {
        var current = sessions.current(request).orElse(0L);
        return Response.json(200, AccountJson.sessions(sessions.of(own(request)), current));
    }

    private Response endOthers(Request request) {
        sessions.endAll(inSession(request), sessions.current(request));
        return Response.empty(204);
    }

    private Response endSession(Request request) {
        return AccountRoutes.gone(request, sessions.end(inSession(request), AccountRoutes.id(request)));
    }

    private Response makeToken(Request request) throws IOException {
        var account = inSession(request);
        var body = JsonObject.of(request.json(), List.of("name", "access", "days"));
        var made = AccountJson.done(
                tokens.make(
                        account,
                        body.text("name"),
                        AccountJson.access(body),
                        body.number("days", 1, ApiTokens.MAX_DAYS)),
                account.name());
        return Response.json(201, Map.of("token", AccountJson.token(made.token()), "secret", made.secret()));
    }

    private Response unlink(Request request) {
        return AccountRoutes.unlinked(
                accounts, inSession(request), Api.operation("account.unlink", request, ""), request);
    }

    private Response revokeToken(Request request) {
        return AccountRoutes.gone(request, tokens.revoke(inSession(request), AccountRoutes.id(request)));
    }
}
