package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.security.Account;
import org.atelier.security.ApiTokens.ApiToken;
import org.atelier.security.Identity;
import org.atelier.security.IdentityProvider.Offer;
import org.atelier.security.Sessions.Session;

/**
 * The page about one's own account.
 *
 * @param current the session that the page is seen in; 0 for none
 * @param offer with whom the account could be connected
 * @param word that a link to connecting has to carry
 * @param levels that a token can have
 * @param made a token just made, told this once
 * @param fault what was wrong; its field names the form, too
 */
public record MyAccountView(
        Account account,
        List<Session> sessions,
        long current,
        List<ApiToken> tokens,
        List<Identity> identities,
        Optional<Offer> offer,
        Optional<String> word,
        List<Access> levels,
        Optional<String> made,
        String notice,
        Fault fault,
        TypedToken typed) {
    /** Where to begin connecting; empty where it is done, or cannot be. */
    public Optional<String> connect() {
        return word.filter(_ -> offer.isPresent()
                        && identities.stream()
                                .noneMatch(identity ->
                                        identity.issuer().equals(offer.get().issuer())))
                .map(Links::connect);
    }

    /** What was typed for a new token. */
    public record TypedToken(String name, String access, String days) {
        static final TypedToken NONE = new TypedToken("", "viewer", "90");
    }
}
