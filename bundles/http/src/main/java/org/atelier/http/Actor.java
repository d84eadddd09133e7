package org.atelier.http;

import java.util.Objects;
import java.util.Optional;

/**
 * Who sends a request, as far as it was proved.
 *
 * @param name such as {@code administrator}; the actor of the operations that the request starts
 * @param access the level of what they may do; above {@link Access#PUBLIC}
 * @param csrfToken present where the proof travels by itself, in a cookie: a request that changes something must then
 *     repeat this token in the form field {@link #CSRF_FIELD} or the header {@link #CSRF_HEADER}
 */
public record Actor(String name, Access access, Optional<String> csrfToken) {
    /** The form field in which a page sends the token back. */
    public static final String CSRF_FIELD = "csrf";

    /** The header in which a script may send the token back. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an actor needs a name");
        }
        if (access == Access.PUBLIC) {
            throw new IllegalArgumentException("an actor may do more than everybody");
        }
        Objects.requireNonNull(csrfToken, "csrfToken");
    }

    /** Whether they may do what needs this level. */
    public boolean may(Access needed) {
        return access.covers(needed);
    }
}
