package org.atelier.web.admin.internal;

import java.util.Optional;
import org.atelier.security.IdentityProvider.Offer;
import org.atelier.security.SignIns.Demo;

/**
 * The page for signing in.
 *
 * @param next where to go afterwards
 * @param name as typed before
 * @param form what forms send back to show that they are ours
 * @param nobody whether there is no account at all yet
 * @param offer where people can sign in elsewhere
 */
public record LoginView(
        String next,
        String name,
        Problems problems,
        String notice,
        String form,
        boolean nobody,
        Optional<Demo> demo,
        Optional<Offer> offer) {
    /**
     * What was wrong; empty at first.
     *
     * @param password with name and password
     * @param key with the administrator's token
     * @param elsewhere with signing in elsewhere
     */
    public record Problems(String password, String key, String elsewhere) {
        static final Problems NONE = new Problems("", "", "");
    }
}
