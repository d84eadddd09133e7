package org.atelier.security;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Request;
import org.osgi.annotation.versioning.ProviderType;

/** The browsers that are signed in. */
@ProviderType
public interface Sessions {
    /** How long a session lives without a request. */
    Duration MAX_IDLE = Duration.ofHours(12);

    /** How long a session lives at most. */
    Duration MAX_AGE = Duration.ofDays(7);

    /** Those of an account, the latest first. */
    List<Session> of(Account account);

    /** Everybody's, the latest used first. */
    List<Held<Session>> everybodys();

    /** Ends one; whether the account had it. */
    boolean end(Account account, long id);

    /** Ends all of an account, but for one that may go on; how many. */
    int endAll(Account account, Optional<Long> but);

    /** The session that the request belongs to. */
    Optional<Long> current(Request request);

    /**
     * A browser that is signed in.
     *
     * @param id what it is called in lists; not what the cookie holds
     * @param lastUsed to the minute
     * @param agent what the browser said of itself when it signed in; text from outside
     */
    record Session(long id, Instant started, Instant lastUsed, String address, String agent) {}
}
