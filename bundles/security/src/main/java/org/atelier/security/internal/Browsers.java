package org.atelier.security.internal;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.atelier.security.SessionStore;
import org.atelier.security.SessionStore.NewSession;
import org.atelier.security.Sessions;

/** Begins and ends the sessions of browsers, whatever was proved before. */
final class Browsers {
    static final String COOKIE = "atelier_session";

    /** 256 bits in base64url: ids of sessions, codes of links, and tokens behind their prefix. */
    static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** The most that is kept of what a browser says of itself, in characters. */
    private static final int MAX_AGENT = 200;

    private final SessionStore sessions;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Browsers(SessionStore sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What the browser's cookie holds. */
    static Optional<String> id(Request request) {
        return request.cookie(COOKIE).filter(id -> RANDOM.matcher(id).matches());
    }

    /** A session of an account. */
    Cookie begin(long account, Request request) {
        return begin(Optional.of(account), Optional.empty(), Optional.empty(), request);
    }

    /** A session of an account that ends with this identity. */
    Cookie beginThrough(long identity, long account, Request request) {
        return begin(Optional.of(account), Optional.of(identity), Optional.empty(), request);
    }

    /** A session of whoever has this key. */
    Cookie beginWithKey(byte[] operatorKey, Request request) {
        return begin(Optional.empty(), Optional.empty(), Optional.of(operatorKey), request);
    }

    /** Under a new id, whatever the browser brought: an id that somebody planted there is worth nothing. */
    private Cookie begin(
            Optional<Long> account, Optional<Long> identity, Optional<byte[]> operatorKey, Request request) {
        end(request);
        var id = Secret.newText(random);
        var now = clock.instant();
        var agent = request.header("User-Agent").orElse("");
        sessions.begin(
                new NewSession(
                        Secret.of(id).bytes(),
                        account,
                        identity,
                        operatorKey,
                        now,
                        request.remoteAddress(),
                        agent.length() <= MAX_AGENT ? agent : agent.substring(0, MAX_AGENT)),
                now.minus(Sessions.MAX_IDLE));
        return new Cookie(COOKIE, id, request.secure(), Optional.empty());
    }

    /** The session of this id that counts; notes that it is used. */
    Optional<SessionStore.Found> use(String id) {
        var now = clock.instant();
        return sessions.use(
                Secret.of(id).bytes(),
                now.minus(Sessions.MAX_AGE),
                now.minus(Sessions.MAX_IDLE),
                now.minus(StoredSessions.COARSE),
                now);
    }

    void end(Request request) {
        id(request).ifPresent(id -> sessions.end(Secret.of(id).bytes()));
    }
}
