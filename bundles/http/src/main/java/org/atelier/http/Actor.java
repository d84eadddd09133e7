package org.atelier.http;

import java.util.Collection;
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

    /** Whether the proof was a session of a browser, not a token. */
    public boolean inSession() {
        return csrfToken.isPresent();
    }

    /**
     * Refuses unless they may take an operation back: administrators may whatever it was, others what they did
     * themselves. What was done to accounts, and past the platform, is for administrators alone: whoever was given a
     * lower level must not take back just that.
     *
     * @param doneBy the actor of the operation
     * @param kind of the operation, such as {@code merge.event}
     * @param tables of the rows that would change
     * @throws ProblemException 403, code {@code not-yours}
     */
    public void requireMayUndo(String doneBy, String kind, Collection<String> tables) {
        whyNotUndo(doneBy, kind, tables).ifPresent(why -> {
            throw new Problem(403, "not-yours", "Not yours to undo", why + " Ask an administrator.")
                    .with("actor", doneBy)
                    .exception();
        });
    }

    /**
     * Why they may not take an operation back, as a sentence for them; empty where they may.
     *
     * @param tables of the rows that would change, as far as they are known
     */
    public Optional<String> whyNotUndo(String doneBy, String kind, Collection<String> tables) {
        if (may(Access.ADMINISTRATOR)) {
            return Optional.empty();
        }
        if (!may(Access.EDITOR)) {
            return Optional.of("Taking something back needs an editor, and %s.".formatted(standing()));
        }
        if (!name.equals(doneBy) || kind.equals("external")) {
            return Optional.of(
                    "%s did this, and %s: you can take back what you did yourself.".formatted(doneBy, standing()));
        }
        if (kind.startsWith("account.") || tables.contains("account")) {
            return Optional.of("This changed accounts, and %s.".formatted(standing()));
        }
        return Optional.empty();
    }

    /** As a part of a sentence: a token may be good for less than whoever it belongs to. */
    private String standing() {
        return (inSession() ? "you are " : "your token has the access of ") + access.withArticle();
    }
}
