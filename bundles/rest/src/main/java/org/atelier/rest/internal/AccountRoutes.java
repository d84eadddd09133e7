package org.atelier.rest.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.BasePath;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.Account;
import org.atelier.security.Accounts;
import org.atelier.security.Accounts.Invited;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.ApiTokens;
import org.atelier.security.Outcome;
import org.atelier.security.Sessions;

/** Everybody's accounts, for administrators. */
final class AccountRoutes {
    private static final String ACCOUNTS = Api.ROOT + "/accounts";
    private static final String ONE = ACCOUNTS + "/{name}";
    private static final String NOTE = "note";

    private final Accounts accounts;
    private final Sessions sessions;
    private final ApiTokens tokens;

    AccountRoutes(Accounts accounts, Sessions sessions, ApiTokens tokens) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ACCOUNTS, Access.ADMINISTRATOR, _ -> list()),
                Route.post(ACCOUNTS, Access.ADMINISTRATOR, this::create).consumes("application/json"),
                Route.get(ONE, Access.ADMINISTRATOR, request -> Response.json(200, AccountJson.account(one(request)))),
                Route.put(ONE, Access.ADMINISTRATOR, this::change).consumes("application/json"),
                Route.post(ONE + "/reset", Access.ADMINISTRATOR, this::reset).query(NOTE),
                Route.get(
                        ONE + "/sessions",
                        Access.ADMINISTRATOR,
                        request -> Response.json(200, AccountJson.sessions(sessions.of(one(request)), 0))),
                Route.delete(ONE + "/sessions", Access.ADMINISTRATOR, this::endSessions),
                Route.delete(ONE + "/sessions/{id}", Access.ADMINISTRATOR, this::endSession),
                Route.get(
                        ONE + "/tokens",
                        Access.ADMINISTRATOR,
                        request -> Response.json(200, AccountJson.tokens(tokens.of(one(request))))),
                Route.delete(ONE + "/tokens/{id}", Access.ADMINISTRATOR, this::revoke),
                Route.get(
                        ONE + "/identities",
                        Access.ADMINISTRATOR,
                        request -> Response.json(200, AccountJson.identities(accounts.identities(one(request))))),
                Route.delete(ONE + "/identities/{id}", Access.ADMINISTRATOR, this::unlink)
                        .query(NOTE));
    }

    private Response list() {
        return Response.json(
                200,
                Map.of(
                        "accounts",
                        accounts.all().stream().map(AccountJson::account).toList()));
    }

    private Account one(Request request) {
        var name = request.variable("name");
        return accounts.find(name).orElseThrow(() -> AccountJson.unknown(name));
    }

    private Response create(Request request) throws IOException {
        var body = JsonObject.of(request.json(), List.of("name", "display_name", "access", "person", NOTE));
        var profile = profile(body.text("name"), body);
        var by =
                Api.operation("account.create", request, body.optionalText(NOTE).orElse(""));
        var invited = AccountJson.done(accounts.create(profile, by), profile.name());
        return Response.json(201, invited(invited))
                .header(
                        "Location",
                        ACCOUNTS + "/" + Api.segment(invited.account().name()));
    }

    private static Profile profile(String name, JsonObject body) {
        return new Profile(
                name,
                body.text("display_name"),
                AccountJson.access(body),
                body.optionalText("person").filter(person -> !person.isBlank()));
    }

    /** The account, and what its holder must open: told this once. */
    private static Map<String, Object> invited(Invited invited) {
        var json = new LinkedHashMap<String, Object>();
        json.put("account", AccountJson.account(invited.account()));
        json.put("link", BasePath.of(invited.link().path()));
        json.put("link_expires", invited.link().expires().toString());
        return json;
    }

    private Response change(Request request) throws IOException {
        var account = one(request);
        var body = JsonObject.of(request.json(), List.of("display_name", "access", "active", "person", NOTE));
        var by =
                Api.operation("account.change", request, body.optionalText(NOTE).orElse(""));
        return Response.json(
                200,
                AccountJson.account(AccountJson.done(
                        accounts.change(account.name(), profile(account.name(), body), body.truth("active"), by),
                        account.name())));
    }

    private Response reset(Request request) {
        var account = one(request);
        return Response.json(
                200,
                invited(AccountJson.done(
                        accounts.reset(account.name(), Api.operation("account.reset", request)), account.name())));
    }

    private Response endSessions(Request request) {
        sessions.endAll(one(request), Optional.empty());
        return Response.empty(204);
    }

    private Response endSession(Request request) {
        return gone(request, sessions.end(one(request), id(request)));
    }

    private Response revoke(Request request) {
        return gone(request, tokens.revoke(one(request), id(request)));
    }

    private Response unlink(Request request) {
        return unlinked(accounts, one(request), Api.operation("account.unlink", request), request);
    }

    static Response unlinked(Accounts accounts, Account account, NewOperation by, Request request) {
        var outcome = accounts.unlink(account.name(), id(request), by);
        var was = !(outcome instanceof Outcome.Missing<Account>);
        if (was) {
            AccountJson.done(outcome, account.name());
        }
        return gone(request, was);
    }

    static long id(Request request) {
        var id = request.variable("id");
        // no id is longer; 0 is nobody's
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    static Response gone(Request request, boolean was) {
        if (!was) {
            throw Problem.notFound(
                            "unknown-id", "Unknown id", "There is nothing with the id " + request.variable("id") + ".")
                    .exception();
        }
        return Response.empty(204);
    }
}
