package org.atelier.security.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Authenticator;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.atelier.security.Administrators;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Administrators are those who know the one token. Started at once: whoever starts the platform looks for the token
 * before the first request.
 */
@Component(immediate = true)
public final class TokenAdministrators implements Administrators, Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(TokenAdministrators.class);

    /** The framework property that names the home directory. */
    private static final String HOME = "atelier.home";

    /** The name under which everything an administrator does is journaled. */
    static final String ACTOR = "administrator";

    static final String COOKIE = "atelier_session";

    private static final String SCHEME = "Bearer ";

    private final Secret token;
    private final Sessions sessions;
    private final Throttle throttle;

    @Activate
    public TokenAdministrators(BundleContext context) throws IOException {
        this(AdministratorToken.readOrCreate(home(context), new SecureRandom()), InstantSource.system());
    }

    TokenAdministrators(Secret token, InstantSource clock) {
        this.token = token;
        this.sessions = new Sessions(clock, new SecureRandom());
        this.throttle = new Throttle(clock);
    }

    private static Path home(BundleContext context) {
        return Path.of(Optional.ofNullable(context.getProperty(HOME))
                .orElseThrow(() -> new IllegalStateException("the framework property " + HOME + " is not set")));
    }

    @Override
    public Optional<Actor> identify(Request request) {
        var header = request.header("Authorization");
        if (header.isPresent()) {
            // a request that shows a token stands or falls with it, whatever its cookies say
            return bearer(header.get())
                    .filter(sent -> Secret.of(sent).equals(token))
                    .map(_ -> new Actor(ACTOR, Access.ADMINISTRATOR, Optional.empty()));
        }
        return request.cookie(COOKIE)
                .flatMap(sessions::use)
                .map(csrf -> new Actor(ACTOR, Access.ADMINISTRATOR, Optional.of(csrf)));
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    @Override
    public SignIn signIn(String typed, Request request) {
        var address = request.remoteAddress();
        var wait = throttle.wait(address);
        if (wait.isPresent()) {
            // also for the right token: the answer must not tell whether it was
            return new SignIn.Throttled(wait.get());
        }
        if (!Secret.of(typed.strip()).equals(token)) {
            throttle.failed(address);
            LOG.info("{} tried to sign in with a wrong token", address);
            return new SignIn.Refused();
        }
        throttle.succeeded(address);
        LOG.info("{} signed in", address);
        return new SignIn.Accepted(new Cookie(COOKIE, sessions.begin(), request.secure(), Optional.<Duration>empty()));
    }

    @Override
    public Cookie signOut(Request request) {
        request.cookie(COOKIE).ifPresent(sessions::end);
        return Cookie.removal(COOKIE, request.secure());
    }
}
