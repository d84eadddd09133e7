package org.atelier.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who may sign in. Every change is an operation in the journal, without anything secret. Who may call which of these is
 * for the routes to say; that nobody shuts themselves out is said here.
 */
@ProviderType
public interface Accounts {
    /** All, by name. */
    List<Account> all();

    /** Whether there is any. */
    boolean any();

    /** The account of this name; upper and lower case are alike. */
    Optional<Account> find(String name);

    /** The account that the actor is; empty for the operator's key. */
    Optional<Account> of(Actor actor);

    /** Makes an account, and the link by which its holder chooses a password. */
    Outcome<Invited> create(Profile profile, NewOperation by);

    /**
     * Changes an account. Whoever is disabled loses sessions, tokens and links at once. Refused where the actor would take
     * the level or the account from themselves.
     */
    Outcome<Account> change(String name, Profile profile, boolean active, NewOperation by);

    /**
     * Takes the password and every session from an account and makes a link by which its holder chooses another password.
     * An earlier link counts no more. Tokens stay.
     */
    Outcome<Invited> reset(String name, NewOperation by);

    /**
     * Changes the password of whoever knows the present one; every session but this one ends.
     *
     * @param keep the session that goes on, if any
     */
    Outcome<Account> changePassword(
            String name, String present, String wanted, Optional<Long> keep, String address, NewOperation by);

    /** By whom of which provider an account is opened, the oldest first. */
    List<Identity> identities(Account account);

    /**
     * Takes an identity from an account, and ends the sessions that were opened through it. Whoever the provider vouches
     * for next under the account's name opens it.
     * Refused where the actor has no other way to sign in.
     */
    Outcome<Account> unlink(String name, long id, NewOperation by);

    /**
     * What an account is told to be.
     *
     * @param name as typed; only of a new one, where it becomes small letters
     * @param person the user name of the person it belongs to; empty for nobody
     */
    record Profile(String name, String displayName, Access access, Optional<String> person) {}

    /** An account whose holder can choose a password now. */
    record Invited(Account account, OneTimeLink link) {}

    /**
     * Lets one person choose a password, once.
     *
     * @param code a secret, told this once
     */
    record OneTimeLink(String code, Instant expires) {
        /** The address to open, below the platform's; the code is in the part that browsers send to nobody. */
        public String path() {
            return "/workshops/welcome#" + code;
        }

        @Override
        public String toString() {
            return "OneTimeLink[expires=" + expires + "]";
        }
    }
}
