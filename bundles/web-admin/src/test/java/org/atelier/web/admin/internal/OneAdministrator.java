package org.atelier.web.admin.internal;

import java.time.Duration;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Authenticator;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.atelier.security.Administrators;

/** Knows one token and one session. */
final class OneAdministrator implements Administrators, Authenticator {
    static final String TOKEN = "the-token";
    static final String CSRF = "csrf-of-the-session";
    static final String COOKIE = "session=open";

    /** What whoever is signed in may do. */
    Access access = Access.ADMINISTRATOR;

    /** How long everybody has to wait before signing in. */
    Optional<Duration> wait = Optional.empty();

    @Override
    public SignIn signIn(String token, Request request) {
        if (wait.isPresent()) {
            return new SignIn.Throttled(wait.get());
        }
        return token.strip().equals(TOKEN)
                ? new SignIn.Accepted(new Cookie("session", "open", false, Optional.empty()))
                : new SignIn.Refused();
    }

    @Override
    public Cookie signOut(Request request) {
        return Cookie.removal("session", false);
    }

    @Override
    public Optional<Actor> identify(Request request) {
        return request.cookie("session")
                .filter("open"::equals)
                .map(_ -> new Actor("administrator", access, Optional.of(CSRF)));
    }
}
