package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.security.Account;
import org.atelier.security.ApiTokens.ApiToken;
import org.atelier.security.Identity;
import org.atelier.security.Sessions.Session;

/**
 * Somebody's account, as administrators see it.
 *
 * @param own whether it is that of who looks
 * @param link a one-time link just made, told this once
 */
public record AccountView(
        Account account,
        boolean own,
        List<Session> sessions,
        List<ApiToken> tokens,
        List<Identity> identities,
        Optional<String> link,
        String notice,
        AccountsView.Typed typed,
        Fault fault) {}
