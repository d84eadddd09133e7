package org.atelier.web.admin.internal;

import java.util.List;
import org.atelier.security.Account;

/** Everybody who can sign in, and the form for one more. */
public record AccountsView(List<Account> accounts, Typed typed, Fault fault) {
    /** What was typed for an account. */
    public record Typed(String name, String displayName, String access, String person) {
        static final Typed NONE = new Typed("", "", "editor", "");
    }
}
