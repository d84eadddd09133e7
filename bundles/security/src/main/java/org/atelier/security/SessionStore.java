package org.atelier.security;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.osgi.annotation.versioning.ConsumerType;

/** The port through which sessions, tokens and counters are kept: used on every node, in no journal. */
@ConsumerType
public interface SessionStore {
    /** Begins a session, and notes that its account signed in; those that are over are forgotten. */
    void begin(NewSession session, Instant over);

    /**
     * The session of this hash, if its account is active, and notes that it was used if that is some time ago.
     *
     * @param started it counts only if it was started after this
     * @param used and was used after this
     * @param noted when it was used before this, it is noted that it is used now
     */
    Optional<Found> use(byte[] hash, Instant started, Instant used, Instant noted, Instant now);

    /** Ends the session of this hash. */
    void end(byte[] hash);

    /** Those of an account that count, as {@link #use} says, the latest first. */
    List<Sessions.Session> of(long account, Instant started, Instant used);

    /** Everybody's that count, the latest used first. */
    List<Held<Sessions.Session>> sessions(Instant started, Instant used);

    boolean end(long account, long id);

    int endAll(long account, Optional<Long> but);

    List<ApiTokens.ApiToken> tokens(long account);

    /** Everybody's that expire later than this, by their holder, the latest first. */
    List<Held<ApiTokens.ApiToken>> tokens(Instant now);

    /** @return Refused for a name that another token of the account has */
    Outcome<ApiTokens.ApiToken> add(
            long account, byte[] hash, String name, Access access, Instant now, Instant expires);

    boolean revoke(long account, long id);

    /** The holder of the token of this hash, if it has not expired and its account is active; notes its use. */
    Optional<Bearer> bearer(byte[] hash, Instant noted, Instant now);

    /**
     * Counts an attempt for each of the keys, in one go.
     *
     * @param limits how many attempts each key has within the window since its first
     * @return the longest time that one of the keys must wait, if one has none left
     */
    Optional<Duration> attempt(List<byte[]> keys, List<Integer> limits, Duration window, Instant now);

    /** Forgets the attempts for a key. */
    void forget(byte[] key);

    /** Gives one attempt back to a key. */
    void giveBack(byte[] key);

    /**
     * A session to begin.
     *
     * @param account empty for the operator
     * @param identity through which the account was opened; the session ends with it
     * @param operatorKey SHA-256 of the operator's key; only without an account
     */
    record NewSession(
            byte[] hash,
            Optional<Long> account,
            Optional<Long> identity,
            Optional<byte[]> operatorKey,
            Instant now,
            String address,
            String agent) {}

    /**
     * A session there is.
     *
     * @param account empty for the operator, with the hash of whose key the session was begun
     * @param elsewhere whether it was opened through an identity
     */
    record Found(long id, Optional<Holder> account, Optional<byte[]> operatorKey, boolean elsewhere) {}

    record Holder(long id, String name, Access access) {}

    /** @param access the lesser of the token's and the account's */
    record Bearer(String name, Access access) {}
}
