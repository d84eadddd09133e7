package org.atelier.security;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atelier.http.Access;

/**
 * Somebody who can sign in.
 *
 * @param name in small letters; the actor of what they do
 * @param access the level of what they may do; above {@link Access#PUBLIC}
 * @param active whether they may sign in
 * @param person the user name of the person it belongs to
 * @param passwordSet when the password was set; empty as long as there is none
 */
public record Account(
        long id,
        String name,
        String displayName,
        Access access,
        boolean active,
        Optional<String> person,
        Instant created,
        Optional<Instant> passwordSet,
        Optional<Instant> lastSignIn) {
    /** What a name is made of; the database has the same rule. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,63}");

    /** The longest name for people, in characters. */
    public static final int MAX_DISPLAY_NAME = 100;

    public Account {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of an account: " + name);
        }
        if (access == Access.PUBLIC) {
            throw new IllegalArgumentException("an account may do more than everybody");
        }
        Objects.requireNonNull(displayName, "displayName");
    }
}
