package org.atelier.security.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Authenticator;
import org.atelier.security.Account;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.ApiTokens;
import org.atelier.security.IdentityProvider;
import org.atelier.security.OpenId;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.atelier.security.Sessions;
import org.atelier.security.SignIns;

/** Everything of this bundle over a store, with cheap hashes and a clock that stands; for tests here and elsewhere. */
public final class House {
    /** The operator's key. */
    public static final String KEY = "a-token-of-this-test-a-token-of-this-test-01";

    public static final NewOperation BY = new NewOperation("test", "tester", "request-1", "");

    public final AtomicReference<Instant> now;
    public final AccountStore accountStore;
    public final SessionStore sessionStore;
    public final Accounts accounts;
    public final Sessions sessions;
    public final ApiTokens tokens;
    public final SignIns signIns;

    /** Where people prove elsewhere who they are, as a test wants it; whoever comes without an account gets none. */
    public final MemoryProvider provider = new MemoryProvider();

    public final OpenId openId;
    public final Authenticator authenticator;

    final Passwords passwords = new Passwords(new Passwords.Cost(64, 1, 1), 4);

    /** @param now what the store's clock shows as well */
    public House(AccountStore accountStore, SessionStore sessionStore, AtomicReference<Instant> now, Path home) {
        this(accountStore, sessionStore, now, home, false, KEY);
    }

    House(
            AccountStore accountStore,
            SessionStore sessionStore,
            AtomicReference<Instant> now,
            Path home,
            boolean demo,
            String key) {
        this.now = now;
        this.accountStore = accountStore;
        this.sessionStore = sessionStore;
        accounts = new StoredAccounts(accountStore, sessionStore, passwords, now::get);
        sessions = new StoredSessions(sessionStore, now::get);
        tokens = new StoredTokens(sessionStore, now::get);
        var gate =
                new Gate(Secret.of(key), accountStore, sessionStore, passwords, new DemoAccount(demo), home, now::get);
        signIns = gate;
        openId = openId(provider, Optional.empty());
        authenticator = gate;
    }

    /** One in memory. */
    public static House inMemory() {
        var now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        var store = new MemoryStore(now::get);
        return new House(store, store, now, Path.of("no-home"));
    }

    /** Signing in through this provider; those without an account get one of this level, or none. */
    public OpenId openId(IdentityProvider provider, Optional<Access> levelOfNew) {
        return new OpenIdGate(provider, accountStore, sessionStore, levelOfNew, now::get);
    }

    /** An account that can sign in with this password. */
    public Account account(String name, Access access, String password) {
        var invited = done(accounts.create(new Profile(name, "The " + name, access, Optional.empty()), BY));
        done(accountStore.accept(Secret.of(invited.link().code()).bytes(), passwords.hash(password), now.get(), BY));
        return accounts.find(name).orElseThrow();
    }

    public static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(var field, var reason) -> throw new AssertionError(field + ": " + reason);
            case Outcome.Missing<T>() -> throw new AssertionError("missing");
        };
    }

    /** The field that was refused; fails if something was done. */
    public static String refused(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?>(var field, var _)) {
            return field;
        }
        throw new AssertionError(outcome);
    }
}
