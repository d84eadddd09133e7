package org.atelier.security.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.security.Account;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.ApiTokens.ApiToken;
import org.atelier.security.Held;
import org.atelier.security.Identity;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.atelier.security.Sessions.Session;
import org.atelier.security.SignIns.Welcome;

/** Accounts, sessions and tokens in memory, for tests; the same contract is tried on it and on PostgreSQL. */
public final class MemoryStore implements AccountStore, SessionStore {
    /** The people there are, by user name. */
    public final TreeSet<String> people = new TreeSet<>();

    /** The operations that changed something, in order. */
    public final List<NewOperation> operations = new ArrayList<>();

    private final InstantSource clock;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private final Map<Long, OneIdentity> identities = new TreeMap<>();
    private final Map<Secret, Link> links = new HashMap<>();
    private final Map<Secret, OneSession> sessions = new HashMap<>();
    private final Map<Secret, OneToken> tokens = new HashMap<>();
    private final Map<Secret, Attempts> attempts = new HashMap<>();
    private long last;

    private record Link(Optional<Long> account, Instant expires) {}

    private record OneIdentity(long account, Identity identity) {}

    private record OneSession(long id, NewSession begun, Instant used) {}

    private record OneToken(long account, ApiToken token) {}

    private record Attempts(Instant since, int count) {}

    public MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Account> all() {
        return List.copyOf(accounts.values());
    }

    @Override
    public synchronized boolean any() {
        return !accounts.isEmpty();
    }

    @Override
    public synchronized Optional<Account> find(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    private Optional<Account> find(long id) {
        return accounts.values().stream().filter(account -> account.id() == id).findFirst();
    }

    @Override
    public synchronized Optional<Credentials> credentials(String name) {
        return find(name).map(account -> new Credentials(account, Optional.ofNullable(hashes.get(account.id()))));
    }

    private static <T> Optional<Outcome<T>> nobody(Profile profile, TreeSet<String> people) {
        return profile.person()
                .filter(name -> !people.contains(name))
                .map(name -> new Outcome.Refused<>(
                        "person", "There is no person with the user name \"%s\".".formatted(name)));
    }

    @Override
    public synchronized Outcome<Account> create(Profile profile, NewLink link, NewOperation by) {
        if (accounts.containsKey(profile.name())) {
            return new Outcome.Refused<>("name", "There is an account \"%s\" already.".formatted(profile.name()));
        }
        return MemoryStore.<Account>nobody(profile, people).orElseGet(() -> {
            var made = put(profile, Optional.empty(), by);
            links.put(Secret.ofHash(link.hash()), new Link(Optional.of(made.id()), link.expires()));
            return new Outcome.Done<>(made);
        });
    }

    private Account put(Profile profile, Optional<Instant> passwordSet, NewOperation by) {
        var made = new Account(
                ++last,
                profile.name(),
                profile.displayName(),
                profile.access(),
                true,
                profile.person(),
                clock.instant(),
                passwordSet,
                Optional.empty());
        return keep(made, by);
    }

    private Account keep(Account account, NewOperation by) {
        operations.add(by);
        accounts.put(account.name(), account);
        return account;
    }

    @Override
    public synchronized Outcome<Account> change(String name, Profile profile, boolean active, NewOperation by) {
        var old = accounts.get(name);
        if (old == null) {
            return new Outcome.Missing<>();
        }
        return MemoryStore.<Account>nobody(profile, people).orElseGet(() -> {
            if (!active) {
                sessions.values().removeIf(session -> session.begun().account().equals(Optional.of(old.id())));
                tokens.values().removeIf(token -> token.account() == old.id());
                links.values().removeIf(link -> link.account().equals(Optional.of(old.id())));
            }
            return new Outcome.Done<>(keep(
                    new Account(
                            old.id(),
                            name,
                            profile.displayName(),
                            profile.access(),
                            active,
                            profile.person(),
                            old.created(),
                            old.passwordSet(),
                            old.lastSignIn()),
                    by));
        });
    }

    @Override
    public synchronized void setPassword(long id, String hash, Optional<Long> but, NewOperation by) {
        var old = find(id).orElseThrow();
        password(old, Optional.of(hash), but, by);
    }

    private Account password(Account old, Optional<String> hash, Optional<Long> but, NewOperation by) {
        hash.ifPresentOrElse(set -> hashes.put(old.id(), set), () -> hashes.remove(old.id()));
        sessions.values()
                .removeIf(session -> session.begun().account().equals(Optional.of(old.id()))
                        && !but.equals(Optional.of(session.id())));
        return keep(
                new Account(
                        old.id(),
                        old.name(),
                        old.displayName(),
                        old.access(),
                        old.active(),
                        old.person(),
                        old.created(),
                        hash.map(_ -> clock.instant()),
                        old.lastSignIn()),
                by);
    }

    @Override
    public synchronized void rehash(long account, String hash) {
        hashes.put(account, hash);
    }

    @Override
    public synchronized Outcome<Account> reset(String name, NewLink link, NewOperation by) {
        var old = accounts.get(name);
        if (old == null) {
            return new Outcome.Missing<>();
        }
        if (!old.active()) {
            return new Outcome.Refused<>("active", "The account is disabled; enable it first.");
        }
        links.values().removeIf(other -> other.account().equals(Optional.of(old.id())));
        links.put(Secret.ofHash(link.hash()), new Link(Optional.of(old.id()), link.expires()));
        return new Outcome.Done<>(password(old, Optional.empty(), Optional.empty(), by));
    }

    @Override
    public synchronized void linkForFirst(NewLink link) {
        links.put(Secret.ofHash(link.hash()), new Link(Optional.empty(), link.expires()));
    }

    @Override
    public synchronized Optional<Welcome> link(byte[] hash, Instant now) {
        return Optional.ofNullable(links.get(Secret.ofHash(hash)))
                .filter(link -> link.expires().isAfter(now))
                .map(link -> link.account().flatMap(this::find))
                .filter(account -> account.map(Account::active).orElseGet(accounts::isEmpty))
                .map(Welcome::new);
    }

    @Override
    public synchronized Outcome<Account> accept(byte[] link, String passwordHash, Instant now, NewOperation by) {
        var welcome = link(link, now).flatMap(Welcome::account);
        if (welcome.isEmpty()) {
            return new Outcome.Missing<>();
        }
        links.remove(Secret.ofHash(link));
        return new Outcome.Done<>(password(welcome.get(), Optional.of(passwordHash), Optional.empty(), by));
    }

    @Override
    public synchronized Outcome<Account> createFirst(
            byte[] link, Profile profile, String passwordHash, Instant now, NewOperation by) {
        if (link(link, now).filter(welcome -> welcome.account().isEmpty()).isEmpty()) {
            return new Outcome.Missing<>();
        }
        links.clear();
        var made = put(profile, Optional.of(clock.instant()), by);
        hashes.put(made.id(), passwordHash);
        return new Outcome.Done<>(made);
    }

    @Override
    public synchronized boolean createIfNone(Profile profile, String passwordHash, NewOperation by) {
        if (any()) {
            return false;
        }
        var made = put(profile, Optional.of(clock.instant()), by);
        hashes.put(made.id(), passwordHash);
        return true;
    }

    // ------------------------------------------------------------------------------------------------ identities

    @Override
    public synchronized Optional<Account> holder(String issuer, String subject) {
        return identities.values().stream()
                .filter(one -> one.identity().issuer().equals(issuer)
                        && one.identity().subject().equals(subject))
                .findFirst()
                .flatMap(one -> find(one.account()));
    }

    @Override
    public synchronized List<Identity> identities(long account) {
        return identities.values().stream()
                .filter(one -> one.account() == account)
                .map(OneIdentity::identity)
                .toList();
    }

    @Override
    public synchronized Outcome<Account> addIdentity(long account, String issuer, String subject, NewOperation by) {
        var holder = find(account).filter(Account::active);
        if (holder.isEmpty()) {
            return new Outcome.Missing<>();
        }
        if (holder(issuer, subject).isPresent()
                || identities(account).stream().anyMatch(other -> other.issuer().equals(issuer))) {
            return new Outcome.Refused<>("identity", "taken");
        }
        operations.add(by);
        identities.put(++last, new OneIdentity(account, new Identity(last, issuer, subject, clock.instant())));
        return new Outcome.Done<>(holder.get());
    }

    @Override
    public synchronized Outcome<Account> create(Profile profile, String issuer, String subject, NewOperation by) {
        if (accounts.containsKey(profile.name()) || holder(issuer, subject).isPresent()) {
            return new Outcome.Refused<>("name", "taken");
        }
        var made = put(profile, Optional.empty(), by);
        identities.put(++last, new OneIdentity(made.id(), new Identity(last, issuer, subject, clock.instant())));
        return new Outcome.Done<>(made);
    }

    @Override
    public synchronized Outcome<Account> removeIdentity(long account, long id, NewOperation by) {
        var found = Optional.ofNullable(identities.get(id)).filter(one -> one.account() == account);
        if (found.isEmpty()) {
            return new Outcome.Missing<>();
        }
        operations.add(by);
        identities.remove(id);
        sessions.values().removeIf(session -> session.begun().identity().equals(Optional.of(id)));
        return new Outcome.Done<>(find(account).orElseThrow());
    }

    // ------------------------------------------------------------------------------------------------ sessions

    @Override
    public synchronized void begin(NewSession session, Instant over) {
        sessions.values().removeIf(old -> old.used().isBefore(over));
        sessions.put(Secret.ofHash(session.hash()), new OneSession(++last, session, session.now()));
        session.account()
                .flatMap(this::find)
                .ifPresent(old -> accounts.put(
                        old.name(),
                        new Account(
                                old.id(),
                                old.name(),
                                old.displayName(),
                                old.access(),
                                old.active(),
                                old.person(),
                                old.created(),
                                old.passwordSet(),
                                Optional.of(session.now()))));
    }

    @Override
    public synchronized Optional<Found> use(byte[] hash, Instant started, Instant used, Instant noted, Instant now) {
        var key = Secret.ofHash(hash);
        var session = Optional.ofNullable(sessions.get(key)).filter(counts(started, used));
        var holder = session.flatMap(found -> found.begun().account()).flatMap(this::find);
        if (session.isEmpty() || !holder.map(Account::active).orElse(true)) {
            return Optional.empty();
        }
        if (session.get().used().isBefore(noted)) {
            sessions.put(key, new OneSession(session.get().id(), session.get().begun(), now));
        }
        return Optional.of(new Found(
                session.get().id(),
                holder.map(account -> new Holder(account.id(), account.name(), account.access())),
                session.get().begun().operatorKey(),
                session.get().begun().identity().isPresent()));
    }

    private static Predicate<OneSession> counts(Instant started, Instant used) {
        return session ->
                session.begun().now().isAfter(started) && !session.used().isBefore(used);
    }

    @Override
    public synchronized void end(byte[] hash) {
        sessions.remove(Secret.ofHash(hash));
    }

    @Override
    public synchronized List<Session> of(long account, Instant started, Instant used) {
        return sessions.values().stream()
                .filter(session -> session.begun().account().equals(Optional.of(account)))
                .filter(counts(started, used))
                .sorted(Comparator.comparing(OneSession::used)
                        .thenComparing(OneSession::id)
                        .reversed())
                .map(MemoryStore::session)
                .toList();
    }

    @Override
    public synchronized List<Held<Session>> sessions(Instant started, Instant used) {
        return sessions.values().stream()
                .filter(counts(started, used))
                .sorted(Comparator.comparing(OneSession::used)
                        .thenComparing(OneSession::id)
                        .reversed())
                .map(session -> new Held<>(session.begun().account().map(this::name), session(session)))
                .toList();
    }

    private String name(long account) {
        return accounts.values().stream()
                .filter(candidate -> candidate.id() == account)
                .findFirst()
                .orElseThrow()
                .name();
    }

    private static Session session(OneSession session) {
        return new Session(
                session.id(),
                session.begun().now(),
                session.used(),
                session.begun().address(),
                session.begun().agent());
    }

    @Override
    public synchronized boolean end(long account, long id) {
        return sessions.values()
                .removeIf(session -> session.begun().account().equals(Optional.of(account)) && session.id() == id);
    }

    @Override
    public synchronized int endAll(long account, Optional<Long> but) {
        var before = sessions.size();
        sessions.values()
                .removeIf(session -> session.begun().account().equals(Optional.of(account))
                        && !but.equals(Optional.of(session.id())));
        return before - sessions.size();
    }

    // ------------------------------------------------------------------------------------------------ tokens

    @Override
    public synchronized List<ApiToken> tokens(long account) {
        return tokens.values().stream()
                .filter(token -> token.account() == account)
                .map(OneToken::token)
                .sorted(Comparator.comparing(ApiToken::id).reversed())
                .toList();
    }

    @Override
    public synchronized List<Held<ApiToken>> tokens(Instant now) {
        return tokens.values().stream()
                .filter(token -> token.token().expires().isAfter(now))
                .sorted(Comparator.comparing((OneToken token) -> name(token.account()))
                        .thenComparing(token -> -token.token().id()))
                .map(token -> new Held<>(Optional.of(name(token.account())), token.token()))
                .toList();
    }

    @Override
    public synchronized Outcome<ApiToken> add(
            long account, byte[] hash, String name, Access access, Instant now, Instant expires) {
        if (tokens(account).stream().anyMatch(token -> token.name().equals(name))) {
            return new Outcome.Refused<>("name", "You have a token \"%s\" already.".formatted(name));
        }
        var token = new ApiToken(++last, name, access, now, expires, Optional.empty());
        tokens.put(Secret.ofHash(hash), new OneToken(account, token));
        return new Outcome.Done<>(token);
    }

    @Override
    public synchronized boolean revoke(long account, long id) {
        return tokens.values()
                .removeIf(token -> token.account() == account && token.token().id() == id);
    }

    @Override
    public synchronized Optional<Bearer> bearer(byte[] hash, Instant noted, Instant now) {
        var key = Secret.ofHash(hash);
        var found = Optional.ofNullable(tokens.get(key))
                .filter(token -> token.token().expires().isAfter(now));
        var holder = found.flatMap(token -> find(token.account())).filter(Account::active);
        holder.ifPresent(_ -> {
            var old = found.get().token();
            if (old.lastUsed().map(noted::isAfter).orElse(true)) {
                tokens.put(
                        key,
                        new OneToken(
                                found.get().account(),
                                new ApiToken(
                                        old.id(),
                                        old.name(),
                                        old.access(),
                                        old.created(),
                                        old.expires(),
                                        Optional.of(now))));
            }
        });
        return holder.map(account -> new Bearer(
                account.name(),
                account.access().covers(found.get().token().access())
                        ? found.get().token().access()
                        : account.access()));
    }

    // ------------------------------------------------------------------------------------------------ attempts

    @Override
    public synchronized Optional<Duration> attempt(
            List<byte[]> keys, List<Integer> limits, Duration window, Instant now) {
        var longest = Duration.ZERO;
        for (var i = 0; i < keys.size(); i++) {
            var counted = attempts.merge(
                    Secret.ofHash(keys.get(i)),
                    new Attempts(now, 1),
                    (old, fresh) ->
                            old.since().plus(window).isAfter(now) ? new Attempts(old.since(), old.count() + 1) : fresh);
            var left = Duration.between(now, counted.since().plus(window));
            if (counted.count() > limits.get(i) && left.compareTo(longest) > 0) {
                longest = left;
            }
        }
        return longest.isPositive() ? Optional.of(longest) : Optional.empty();
    }

    @Override
    public synchronized void forget(byte[] key) {
        attempts.remove(Secret.ofHash(key));
    }

    @Override
    public synchronized void giveBack(byte[] key) {
        attempts.computeIfPresent(
                Secret.ofHash(key), (_, old) -> new Attempts(old.since(), Math.max(0, old.count() - 1)));
    }
}
