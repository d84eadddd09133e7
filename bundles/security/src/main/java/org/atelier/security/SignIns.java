package org.atelier.security;

import java.time.Duration;
import java.util.Optional;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.osgi.annotation.versioning.ProviderType;

/** Signs browsers in and out. Who has signed in is known to http's Authenticator. */
@ProviderType
public interface SignIns {
    /**
     * Signs a browser in; the session it had before, if any, ends.
     *
     * @param name as typed; blanks around it and upper case do not matter
     * @param request from which it came: attempts are counted by remote address, and by name
     */
    SignIn signIn(String name, String password, Request request);

    /** Signs the operator in, who knows the key of this platform. */
    SignIn signInWithKey(String key, Request request);

    /** Ends the session of the request, if it has one, and tells the browser to forget it. */
    Cookie signOut(Request request);

    /** Whom a one-time link is for; empty if there is no such link, or no longer. */
    Optional<Welcome> welcome(String code);

    /**
     * Uses a link up: sets the password of its account, or makes the first account, and signs the browser in.
     *
     * @param profile only of the first account: what its holder typed; always an administrator
     */
    Outcome<Cookie> accept(String code, Optional<Accounts.Profile> profile, String password, Request request);

    /** The account that everybody may sign in with; only in a demo. */
    Optional<Demo> demo();

    /** What came of signing in. */
    sealed interface SignIn {
        /** A new session; set this cookie. */
        record Accepted(Cookie session) implements SignIn {}

        /** Not known here, or disabled, or the wrong password: it is not told which. */
        record Refused() implements SignIn {}

        /** Too many attempts from this address or for this name; answer 429 with this in {@code Retry-After}. */
        record Throttled(Duration retryAfter) implements SignIn {}
    }

    /**
     * Whom a one-time link is for.
     *
     * @param account whose password is chosen; empty where the first account is made
     */
    record Welcome(Optional<Account> account) {}

    /** Name and password that are no secret. */
    record Demo(String name, String password) {}
}
