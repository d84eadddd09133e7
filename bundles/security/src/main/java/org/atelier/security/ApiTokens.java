package org.atelier.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.osgi.annotation.versioning.ProviderType;

/** Tokens by which programs act for an account. */
@ProviderType
public interface ApiTokens {
    /** How every token begins, so that it is recognized where it does not belong. */
    String PREFIX = "atl_";

    /** The longest time a token can live, in days. */
    int MAX_DAYS = 366;

    /** The most tokens of one account. */
    int MOST = 50;

    /** The longest name, in characters. */
    int MAX_NAME = 100;

    /** Those of an account, the latest first, expired ones too. */
    List<ApiToken> of(Account account);

    /** Everybody's that have not expired, by their holder, the latest first. */
    List<Held<ApiToken>> everybodys();

    /**
     * Makes a token.
     *
     * @param access at most the account's own, which caps it at every use as well
     * @param days how long it lives, 1 to {@link #MAX_DAYS}
     */
    Outcome<Made> make(Account account, String name, Access access, int days);

    /** Takes one away; whether the account had it. */
    boolean revoke(Account account, long id);

    /**
     * What is known of a token.
     *
     * @param lastUsed to the hour
     */
    record ApiToken(
            long id, String name, Access access, Instant created, Instant expires, Optional<Instant> lastUsed) {}

    /**
     * A new token.
     *
     * @param secret the token itself, told this once
     */
    record Made(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "Made[token=" + token + "]";
        }
    }
}
