package org.atelier.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The port through which accounts are kept, with the hashes that prove them. Names are in small letters. What changes an
 * account is one operation; hashes are in no journal.
 */
@ConsumerType
public interface AccountStore {
    /** All, by name. */
    List<Account> all();

    boolean any();

    Optional<Account> find(String name);

    /** The account with the hash of its password, if it has one. */
    Optional<Credentials> credentials(String name);

    /**
     * Makes an account without a password, and the link by which it gets one.
     *
     * @return Refused for a name that is taken and a person who is not there
     */
    Outcome<Account> create(Accounts.Profile profile, NewLink link, NewOperation by);

    /** Changes an account; the profile's name is not looked at. */
    Outcome<Account> change(String name, Accounts.Profile profile, boolean active, NewOperation by);

    /** Sets a password, and ends every session of the account but one that may go on. */
    void setPassword(long account, String hash, Optional<Long> keep, NewOperation by);

    /** Replaces a hash by another one of the same password. */
    void rehash(long account, String hash);

    /** Takes password, sessions and links from an active account and gives it this link. */
    Outcome<Account> reset(String name, NewLink link, NewOperation by);

    /** Adds a link for making the first account. */
    void linkForFirst(NewLink link);

    /** Whom a link is for; empty if it has expired or is used up, or is for a first account where there is one. */
    Optional<SignIns.Welcome> link(byte[] hash, Instant now);

    /** Uses a link of an account up and sets the password; only one of two that try at once. */
    Outcome<Account> accept(byte[] link, String passwordHash, Instant now, NewOperation by);

    /**
     * Uses a link for the first account up and makes that, with its password; only one of two that try at once.
     *
     * @return Missing if the link has expired or there is an account by now
     */
    Outcome<Account> createFirst(
            byte[] link, Accounts.Profile profile, String passwordHash, Instant now, NewOperation by);

    /** Makes an account with a password if there is no account at all; whether it did. */
    boolean createIfNone(Accounts.Profile profile, String passwordHash, NewOperation by);

    /** The account that goes with an identity. */
    Optional<Account> holder(String issuer, String subject);

    /** Those of an account, the oldest first. */
    List<Identity> identities(long account);

    /**
     * Lets an identity open an active account from now on.
     *
     * @return Refused if the account has one of this issuer already, or the identity opens another account
     */
    Outcome<Account> addIdentity(long account, String issuer, String subject, NewOperation by);

    /** Makes an account without a password, opened by an identity; Refused as in the cases of both. */
    Outcome<Account> create(Accounts.Profile profile, String issuer, String subject, NewOperation by);

    /** Takes an identity from an account, and ends the sessions that were opened through it. */
    Outcome<Account> removeIdentity(long account, long id, NewOperation by);

    /** @param hash of the password, as it was made; empty if there is none */
    record Credentials(Account account, Optional<String> hash) {
        @Override
        public String toString() {
            return "Credentials[" + account.name() + "]";
        }
    }

    /** @param hash SHA-256 of the code */
    record NewLink(byte[] hash, Instant expires) {}

    /** The word under which a level is kept. */
    static String word(Access access) {
        return access.name().toLowerCase(java.util.Locale.ROOT);
    }
}
