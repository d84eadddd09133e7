package org.atelier.http;

/**
 * Who may use a route: everybody from this level up. Every route says so; there is no default but refusal. An
 * {@link Actor} has one of the levels, never {@link #PUBLIC}.
 */
public enum Access {
    /** Everybody, without saying who they are. */
    PUBLIC,
    /** Whoever may look at what is not public. */
    VIEWER,
    /** Whoever may also change, merge, and take back what they did themselves. */
    EDITOR,
    /** Whoever may also delete words, manage accounts, and take back what others did. */
    ADMINISTRATOR;

    /** Whether this level may do what needs that one. */
    public boolean covers(Access needed) {
        return compareTo(needed) >= 0;
    }

    /** For people, as in {@code an editor}. */
    public String withArticle() {
        return switch (this) {
            case PUBLIC -> "anybody";
            case VIEWER -> "a viewer";
            case EDITOR -> "an editor";
            case ADMINISTRATOR -> "an administrator";
        };
    }
}
