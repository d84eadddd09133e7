package org.atelier.web.admin.internal;

import java.util.Optional;
import org.atelier.security.Account;

/**
 * The page behind a one-time link.
 *
 * @param step what it asks for
 * @param code of the link, as typed
 * @param account whose password is chosen; empty where the first one is made
 * @param name as typed, of the first account
 * @param fault what was wrong with what was typed
 * @param form what the form sends back to show that it is ours
 */
public record WelcomeView(
        Step step, String code, Optional<Account> account, String name, String displayName, Fault fault, String form) {
    /** What the page asks for. */
    public enum Step {
        CODE,
        PASSWORD
    }
}
