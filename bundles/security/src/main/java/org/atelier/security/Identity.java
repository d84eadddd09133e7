package org.atelier.security;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Who the holder of an account is elsewhere: the account is opened for nobody else of that issuer.
 *
 * @param id what it is called in lists
 * @param issuer the address of the provider that vouches
 * @param subject what the provider calls the holder, and never calls anybody else
 * @param linked when they signed in through it for the first time
 */
public record Identity(long id, String issuer, String subject, Instant linked) {
    /** What a provider may call somebody. Source: OpenID Connect Core 1.0, section 2, "sub". */
    public static final Pattern SUBJECT = Pattern.compile("[ -~]{1,255}");
}
