package org.atelier.rest.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.security.Account;
import org.atelier.security.ApiTokens.ApiToken;
import org.atelier.security.Identity;
import org.atelier.security.Outcome;
import org.atelier.security.Sessions.Session;

/** Accounts, sessions and tokens as the API tells them; nothing secret is in them. */
final class AccountJson {
    private static final List<String> LEVELS = List.of("viewer", "editor", "administrator");

    private AccountJson() {}

    static Map<String, Object> account(Account account) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", account.name());
        json.put("display_name", account.displayName());
        json.put("access", word(account.access()));
        json.put("active", account.active());
        json.put("person", account.person().orElse(null));
        json.put("created", account.created().toString());
        json.put("password_set", account.passwordSet().map(Object::toString).orElse(null));
        json.put("last_sign_in", account.lastSignIn().map(Object::toString).orElse(null));
        return json;
    }

    /** @param current the session that asks; 0 for none */
    static Map<String, Object> sessions(List<Session> sessions, long current) {
        return Map.of(
                "sessions",
                sessions.stream().map(session -> session(session, current)).toList());
    }

    static Map<String, Object> session(Session session, long current) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", session.id());
        json.put("current", session.id() == current);
        json.put("started", session.started().toString());
        json.put("last_used", session.lastUsed().toString());
        json.put("address", session.address());
        json.put("agent", session.agent());
        return json;
    }

    static Map<String, Object> tokens(List<ApiToken> tokens) {
        return Map.of("tokens", tokens.stream().map(AccountJson::token).toList());
    }

    static Map<String, Object> token(ApiToken token) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", token.id());
        json.put("name", token.name());
        json.put("access", word(token.access()));
        json.put("created", token.created().toString());
        json.put("expires", token.expires().toString());
        json.put("last_used", token.lastUsed().map(Object::toString).orElse(null));
        return json;
    }

    static Map<String, Object> identities(List<Identity> identities) {
        return Map.of(
                "identities", identities.stream().map(AccountJson::identity).toList());
    }

    private static Map<String, Object> identity(Identity identity) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", identity.id());
        json.put("issuer", identity.issuer());
        json.put("subject", identity.subject());
        json.put("linked", identity.linked().toString());
        return json;
    }

    private static String word(Access access) {
        return access.name().toLowerCase(Locale.ROOT);
    }

    static Access access(JsonObject body) {
        return Access.valueOf(body.oneOf("access", LEVELS).toUpperCase(Locale.ROOT));
    }

    /** What there is, if it was done. */
    static <T> T done(Outcome<T> outcome, String name) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(var field, var reason) ->
                throw new Problem(422, "refused", "Refused", reason)
                        .with("member", field)
                        .exception();
            case Outcome.Missing<T>() -> throw unknown(name);
        };
    }

    static ProblemException unknown(String name) {
        return Problem.notFound("unknown-account", "Unknown account", "There is no account \"%s\".".formatted(name))
                .exception();
    }
}
