package org.atelier.http;

/** Who may use a route. Every route says so; there is no default but refusal. */
public enum Access {
    /** Everybody, without saying who they are. */
    PUBLIC,
    /** Only administrators. */
    ADMINISTRATOR
}
