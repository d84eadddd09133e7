package org.atelier.web.admin.internal;

import java.time.Duration;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Authenticator;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.atelier.security.Accounts;
import org.atelier.security.Outcome;
import org.atelier.security.SignIns;

/** Knows one token, one name with a password, and one session. */
final class OneAdministrator implements SignIns, Authenticator {
    static final String TOKEN = "the-token";
    static final String NAME = "anna";
    static final String PASSWORD = "a long way to Tipperary";
    static final String CSRF = "csrf-of-the-session";
    static final String COOKIE = "session=open";

    /** What whoever is signed in may do. */
    Access access = Access.ADMINISTRATOR;

    /** How long everybody has to wait before signing in. */
    Optional<Duration> wait = Optional.empty();

    /** Whose session it is. */
    String actor = "administrator";

    @Override
    public SignIn signIn(String name, String password, Request request) {
        return answer(name.equals(NAME) && password.equals(PASSWORD));
    }

    @Override
    public SignIn signInWithKey(String token, Request request) {
        return answer(token.strip().equals(TOKEN));
    }

    private SignIn answer(boolean right) {
        if (wait.isPresent()) {
            return new SignIn.Throttled(wait.get());
        }
        return right
                ? new SignIn.Accepted(new Cookie("session", "open", false, Optional.empty()))
                : new SignIn.Refused();
    }

    @Override
    public Optional<Welcome> welcome(String code) {
        return Optional.empty();
    }

    @Override
    public Outcome<Cookie> accept(String code, Optional<Accounts.Profile> profile, String password, Request request) {
        return new Outcome.Missing<>();
    }

    @Override
    public Optional<Demo> demo() {
        return Optional.empty();
    }

    @Override
    public Cookie signOut(Request request) {
        return Cookie.removal("session", false);
    }

    @Override
    public Optional<Actor> identify(Request request) {
        return request.cookie("session").filter("open"::equals).map(_ -> new Actor(actor, access, Optional.of(CSRF)));
    }
}
