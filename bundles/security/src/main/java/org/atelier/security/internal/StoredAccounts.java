package org.atelier.security.internal;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.http.Actor;
import org.atelier.security.Account;
import org.atelier.security.AccountStore;
import org.atelier.security.AccountStore.NewLink;
import org.atelier.security.Accounts;
import org.atelier.security.Identity;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Accounts as the store keeps them, under the rules for names and passwords. */
@Component
public final class StoredAccounts implements Accounts {
    private final AccountStore store;
    private final Passwords passwords;
    private final Throttle throttle;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    @Activate
    public StoredAccounts(
            @Reference AccountStore store, @Reference SessionStore sessions, @Reference Passwords passwords) {
        this(store, sessions, passwords, InstantSource.system());
    }

    StoredAccounts(AccountStore store, SessionStore sessions, Passwords passwords, InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
        throttle = new Throttle(sessions, clock);
    }

    @Override
    public List<Account> all() {
        return store.all();
    }

    @Override
    public boolean any() {
        return store.any();
    }

    @Override
    public Optional<Account> find(String name) {
        return store.find(Rules.folded(name));
    }

    @Override
    public Optional<Account> of(Actor actor) {
        return actor.name().equals(Gate.OPERATOR) ? Optional.empty() : store.find(actor.name());
    }

    @Override
    public Outcome<Invited> create(Profile typed, NewOperation by) {
        var profile = Rules.folded(typed);
        return Rules.<Invited>refuse(profile).orElseGet(() -> {
            var link = newLink();
            return invited(store.create(profile, kept(link), by), link);
        });
    }

    @Override
    public Outcome<Account> change(String name, Profile typed, boolean active, NewOperation by) {
        var profile = Rules.folded(typed);
        var account = find(name);
        if (account.isEmpty()) {
            return new Outcome.Missing<>();
        }
        var own = account.get().name().equals(by.actor());
        if (own && !active) {
            return new Outcome.Refused<>("active", "You cannot disable your own account; another administrator can.");
        }
        if (own && !profile.access().covers(account.get().access())) {
            return new Outcome.Refused<>(
                    "access", "You cannot take the level from yourself; another administrator can.");
        }
        return Rules.<Account>refuseDisplayName(profile.displayName())
                .orElseGet(() -> store.change(account.get().name(), profile, active, by));
    }

    @Override
    public Outcome<Invited> reset(String name, NewOperation by) {
        var link = newLink();
        return invited(store.reset(Rules.folded(name), kept(link), by), link);
    }

    @Override
    public List<Identity> identities(Account account) {
        return store.identities(account.id());
    }

    @Override
    public Outcome<Account> unlink(String name, long id, NewOperation by) {
        var account = find(name);
        if (account.isEmpty()) {
            return new Outcome.Missing<>();
        }
        var own = account.get().name().equals(by.actor());
        if (own && account.get().passwordSet().isEmpty()) {
            return new Outcome.Refused<>(
                    "identity",
                    "You have no password: without this you could not sign in any more. An administrator can make you a link for choosing one.");
        }
        return store.removeIdentity(account.get().id(), id, by);
    }

    private OneTimeLink newLink() {
        return new OneTimeLink(Secret.newText(random), clock.instant().plus(FirstStart.VALID));
    }

    private static NewLink kept(OneTimeLink link) {
        return new NewLink(Secret.of(link.code()).bytes(), link.expires());
    }

    private static Outcome<Invited> invited(Outcome<Account> outcome, OneTimeLink link) {
        return switch (outcome) {
            case Outcome.Done<Account>(var account) -> new Outcome.Done<>(new Invited(account, link));
            case Outcome.Refused<Account>(var field, var reason) -> new Outcome.Refused<>(field, reason);
            case Outcome.Missing<Account>() -> new Outcome.Missing<>();
        };
    }

    @Override
    public Outcome<Account> changePassword(
            String name, String present, String wanted, Optional<Long> keep, String address, NewOperation by) {
        // a session left open must not become a way to guess the password
        var wait = throttle.attempt(address, Optional.of(name));
        if (wait.isPresent()) {
            return new Outcome.Refused<>(
                    "present",
                    "Too many wrong passwords were sent; wait %d minutes."
                            .formatted(wait.get().toMinutes() + 1));
        }
        var credentials = store.credentials(name);
        if (!passwords.fits(present, credentials)) {
            return credentials.isEmpty()
                    ? new Outcome.Missing<>()
                    : new Outcome.Refused<>("present", "That is not your present password.");
        }
        throttle.succeeded(address, Optional.of(name));
        var account = credentials.orElseThrow().account();
        return Rules.<Account>refusePassword(wanted, name).orElseGet(() -> {
            store.setPassword(account.id(), passwords.hash(wanted), keep, by);
            return new Outcome.Done<>(account);
        });
    }
}
