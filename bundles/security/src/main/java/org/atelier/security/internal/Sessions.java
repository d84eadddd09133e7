package org.atelier.security.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The sessions of browsers, in memory: they end with the process, by signing out, or by not being used. */
final class Sessions {
    /** How long a session lives without a request. */
    static final Duration MAX_IDLE = Duration.ofHours(12);

    /** The most sessions at a time; one more ends that which was not used for longest. */
    static final int MOST = 1_000;

    private final Map<Secret, Session> sessions = new RecentlyUsed<>(MOST);
    private final InstantSource clock;
    private final SecureRandom random;

    Sessions(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A session as it is kept: its id only as a hash, the key. */
    private record Session(String csrfToken, Instant lastUsed) {}

    /** Begins a session and tells its id, which nobody can learn afterwards. */
    synchronized String begin() {
        var id = Secret.newText(random);
        sessions.put(Secret.of(id), new Session(Secret.newText(random), clock.instant()));
        return id;
    }

    /** The token that changes must repeat in this session; empty if there is no such session, or no longer. */
    synchronized Optional<String> use(String id) {
        var key = Secret.of(id);
        var session = sessions.get(key);
        if (session == null) {
            return Optional.empty();
        }
        var now = clock.instant();
        if (session.lastUsed().plus(MAX_IDLE).isBefore(now)) {
            sessions.remove(key);
            return Optional.empty();
        }
        sessions.put(key, new Session(session.csrfToken(), now));
        return Optional.of(session.csrfToken());
    }

    synchronized void end(String id) {
        sessions.remove(Secret.of(id));
    }
}
