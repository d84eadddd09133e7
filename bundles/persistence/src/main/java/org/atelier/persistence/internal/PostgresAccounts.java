package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.ACCOUNT;
import static org.atelier.persistence.internal.jooq.Tables.ACCOUNT_IDENTITY;
import static org.atelier.persistence.internal.jooq.Tables.ACCOUNT_PERSON;
import static org.atelier.persistence.internal.jooq.Tables.ACCOUNT_SECRET;
import static org.atelier.persistence.internal.jooq.Tables.ONE_TIME_LINK;
import static org.atelier.persistence.internal.jooq.Tables.PERSON;
import static org.atelier.persistence.internal.jooq.Tables.SESSION;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.security.Account;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.Identity;
import org.atelier.security.Outcome;
import org.atelier.security.SignIns.Welcome;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Accounts in PostgreSQL. What they are is journaled; hashes are in tables of their own, which are not. */
@Component
public final class PostgresAccounts implements AccountStore {
    /**
     * Held to the end of the transaction by whoever makes a first account, on whatever node: only one can be the first.
     * The number is arbitrary, and for ever.
     */
    private static final long FIRST = 0x61_63_63_6f_75_6e_74L;

    private static final String ALREADY_THERE = "23505";

    private final Database database;
    private final Operations operations;

    @Activate
    public PostgresAccounts(@Reference Database database, @Reference Operations operations) {
        this.database = database;
        this.operations = operations;
    }

    // ------------------------------------------------------------------------------------------------ reading

    @Override
    public List<Account> all() {
        return database.read(sql -> accounts(sql, noCondition()));
    }

    @Override
    public boolean any() {
        return database.read(PostgresAccounts::any);
    }

    private static boolean any(DSLContext sql) {
        return sql.fetchExists(ACCOUNT);
    }

    @Override
    public Optional<Account> find(String name) {
        return database.read(sql -> find(sql, ACCOUNT.NAME.eq(name)));
    }

    private static Optional<Account> find(DSLContext sql, Condition wanted) {
        return accounts(sql, wanted).stream().findFirst();
    }

    private static List<Account> accounts(DSLContext sql, Condition wanted) {
        return select(sql, wanted).fetch(PostgresAccounts::account);
    }

    private static org.jooq.ResultQuery<? extends Record> select(DSLContext sql, Condition wanted) {
        return sql.select(
                        ACCOUNT.ID,
                        ACCOUNT.NAME,
                        ACCOUNT.DISPLAY_NAME,
                        ACCOUNT.ACCESS,
                        ACCOUNT.ACTIVE,
                        PERSON.USERNAME,
                        ACCOUNT.CREATED,
                        ACCOUNT.PASSWORD_SET,
                        ACCOUNT_SECRET.LAST_SIGN_IN,
                        ACCOUNT_SECRET.PASSWORD_HASH)
                .from(ACCOUNT)
                .leftJoin(ACCOUNT_SECRET)
                .on(ACCOUNT_SECRET.ACCOUNT_ID.eq(ACCOUNT.ID))
                .leftJoin(ACCOUNT_PERSON)
                .on(ACCOUNT_PERSON.ACCOUNT_ID.eq(ACCOUNT.ID))
                .leftJoin(PERSON)
                .on(PERSON.ID.eq(ACCOUNT_PERSON.PERSON_ID))
                .where(wanted)
                .orderBy(ACCOUNT.NAME);
    }

    private static Account account(Record row) {
        return new Account(
                row.get(ACCOUNT.ID),
                row.get(ACCOUNT.NAME),
                row.get(ACCOUNT.DISPLAY_NAME),
                access(row.get(ACCOUNT.ACCESS)),
                row.get(ACCOUNT.ACTIVE),
                Optional.ofNullable(row.get(PERSON.USERNAME)),
                row.get(ACCOUNT.CREATED).toInstant(),
                Optional.ofNullable(row.get(ACCOUNT.PASSWORD_SET)).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.get(ACCOUNT_SECRET.LAST_SIGN_IN)).map(OffsetDateTime::toInstant));
    }

    static Access access(String word) {
        return Access.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public Optional<Credentials> credentials(String name) {
        return database.read(sql -> select(sql, ACCOUNT.NAME.eq(name))
                .fetchOptional(row ->
                        new Credentials(account(row), Optional.ofNullable(row.get(ACCOUNT_SECRET.PASSWORD_HASH)))));
    }

    // ------------------------------------------------------------------------------------------------ changing

    /** Runs as one operation of which only what is Done stands. */
    private <T> Outcome<T> write(NewOperation by, Function<DSLContext, Outcome<T>> work) {
        return operations.write(by, (sql, _) -> work.apply(sql), outcome -> outcome instanceof Outcome.Done);
    }

    @Override
    public Outcome<Account> create(Profile profile, NewLink link, NewOperation by) {
        try {
            return write(
                    by,
                    sql -> personOf(sql, profile, person -> {
                        var id = insert(sql, profile, Optional.empty());
                        person.ifPresent(found -> belongs(sql, id, found));
                        put(sql, Optional.of(id), link);
                        return done(sql, id);
                    }));
        } catch (DataAccessException e) {
            if (e.sqlState().equals(ALREADY_THERE)) {
                return new Outcome.Refused<>("name", "There is an account \"%s\" already.".formatted(profile.name()));
            }
            throw e;
        }
    }

    private static long insert(DSLContext sql, Profile profile, Optional<String> passwordHash) {
        var set = passwordHash.map(_ -> DSL.currentOffsetDateTime()).orElse(DSL.castNull(OffsetDateTime.class));
        var id = sql.insertInto(ACCOUNT)
                .set(ACCOUNT.NAME, profile.name())
                .set(ACCOUNT.DISPLAY_NAME, profile.displayName())
                .set(ACCOUNT.ACCESS, AccountStore.word(profile.access()))
                .set(ACCOUNT.PASSWORD_SET, set)
                .returningResult(ACCOUNT.ID)
                .fetchOne(ACCOUNT.ID);
        sql.insertInto(ACCOUNT_SECRET)
                .set(ACCOUNT_SECRET.ACCOUNT_ID, id)
                .set(ACCOUNT_SECRET.PASSWORD_HASH, passwordHash.orElse(null))
                .execute();
        return id;
    }

    /** Goes on with the person of the profile, if it names one who is there. */
    private static Outcome<Account> personOf(
            DSLContext sql, Profile profile, Function<Optional<Long>, Outcome<Account>> then) {
        if (profile.person().isEmpty()) {
            return then.apply(Optional.empty());
        }
        var person = sql.select(PERSON.ID)
                .from(PERSON)
                .where(PERSON.USERNAME.eq(profile.person().get()))
                .fetchOptional(PERSON.ID);
        return person.isEmpty()
                ? new Outcome.Refused<>(
                        "person",
                        "There is no person with the user name \"%s\"."
                                .formatted(profile.person().get()))
                : then.apply(person);
    }

    private static void belongs(DSLContext sql, long account, long person) {
        sql.insertInto(ACCOUNT_PERSON)
                .set(ACCOUNT_PERSON.ACCOUNT_ID, account)
                .set(ACCOUNT_PERSON.PERSON_ID, person)
                .onConflict(ACCOUNT_PERSON.ACCOUNT_ID)
                .doUpdate()
                .set(ACCOUNT_PERSON.PERSON_ID, person)
                .execute();
    }

    private static Outcome<Account> done(DSLContext sql, long id) {
        return new Outcome.Done<>(find(sql, ACCOUNT.ID.eq(id)).orElseThrow());
    }

    @Override
    public Outcome<Account> change(String name, Profile profile, boolean active, NewOperation by) {
        return write(
                by,
                sql -> locked(
                        sql,
                        ACCOUNT.NAME.eq(name),
                        id -> personOf(sql, profile, person -> {
                            sql.update(ACCOUNT)
                                    .set(ACCOUNT.DISPLAY_NAME, profile.displayName())
                                    .set(ACCOUNT.ACCESS, AccountStore.word(profile.access()))
                                    .set(ACCOUNT.ACTIVE, active)
                                    .where(ACCOUNT.ID.eq(id))
                                    .execute();
                            person.ifPresentOrElse(
                                    found -> belongs(sql, id, found),
                                    () -> sql.deleteFrom(ACCOUNT_PERSON)
                                            .where(ACCOUNT_PERSON.ACCOUNT_ID.eq(id))
                                            .execute());
                            return done(sql, id);
                        })));
    }

    /** Goes on with the id of an account, which nobody else changes meanwhile. */
    private static Outcome<Account> locked(DSLContext sql, Condition wanted, Function<Long, Outcome<Account>> then) {
        return sql.select(ACCOUNT.ID)
                .from(ACCOUNT)
                .where(wanted)
                .forUpdate()
                .fetchOptional(ACCOUNT.ID)
                .map(then)
                .orElseGet(Outcome.Missing::new);
    }

    @Override
    public void setPassword(long account, String hash, Optional<Long> keep, NewOperation by) {
        write(
                by,
                sql -> locked(sql, ACCOUNT.ID.eq(account), id -> {
                    password(sql, id, Optional.of(hash), keep);
                    return done(sql, id);
                }));
    }

    /** Sets the password, or takes it away, and ends the sessions. */
    private static void password(DSLContext sql, long account, Optional<String> hash, Optional<Long> keep) {
        sql.update(ACCOUNT)
                .set(
                        ACCOUNT.PASSWORD_SET,
                        hash.map(_ -> DSL.currentOffsetDateTime()).orElse(DSL.castNull(OffsetDateTime.class)))
                .where(ACCOUNT.ID.eq(account))
                .execute();
        sql.update(ACCOUNT_SECRET)
                .set(ACCOUNT_SECRET.PASSWORD_HASH, hash.orElse(null))
                .where(ACCOUNT_SECRET.ACCOUNT_ID.eq(account))
                .execute();
        sql.deleteFrom(SESSION)
                .where(SESSION.ACCOUNT_ID.eq(account))
                .and(keep.map(SESSION.ID::ne).orElse(noCondition()))
                .execute();
    }

    @Override
    public void rehash(long account, String hash) {
        database.transaction(sql -> sql.update(ACCOUNT_SECRET)
                .set(ACCOUNT_SECRET.PASSWORD_HASH, hash)
                .where(ACCOUNT_SECRET.ACCOUNT_ID.eq(account))
                .execute());
    }

    @Override
    public Outcome<Account> reset(String name, NewLink link, NewOperation by) {
        return write(
                by,
                sql -> locked(sql, ACCOUNT.NAME.eq(name), id -> {
                    if (!find(sql, ACCOUNT.ID.eq(id)).orElseThrow().active()) {
                        return new Outcome.Refused<>("active", "The account is disabled; enable it first.");
                    }
                    password(sql, id, Optional.empty(), Optional.empty());
                    sql.deleteFrom(ONE_TIME_LINK)
                            .where(ONE_TIME_LINK.ACCOUNT_ID.eq(id))
                            .execute();
                    put(sql, Optional.of(id), link);
                    return done(sql, id);
                }));
    }

    // ------------------------------------------------------------------------------------------------ links

    @Override
    public void linkForFirst(NewLink link) {
        database.transaction(sql -> {
            put(sql, Optional.empty(), link);
            return null;
        });
    }

    private static void put(DSLContext sql, Optional<Long> account, NewLink link) {
        sql.deleteFrom(ONE_TIME_LINK)
                .where(ONE_TIME_LINK.EXPIRES.lessOrEqual(DSL.currentOffsetDateTime()))
                .execute();
        sql.insertInto(ONE_TIME_LINK)
                .set(ONE_TIME_LINK.HASH, link.hash())
                .set(ONE_TIME_LINK.ACCOUNT_ID, account.orElse(null))
                .set(ONE_TIME_LINK.EXPIRES, at(link.expires()))
                .execute();
        account.ifPresent(id -> sql.update(ACCOUNT)
                .set(ACCOUNT.LINK_MADE, DSL.currentOffsetDateTime())
                .where(ACCOUNT.ID.eq(id))
                .execute());
    }

    @Override
    public Optional<Welcome> link(byte[] hash, Instant now) {
        return database.read(sql -> sql.select(ONE_TIME_LINK.ACCOUNT_ID)
                        .from(ONE_TIME_LINK)
                        .where(ONE_TIME_LINK.HASH.eq(hash))
                        .and(ONE_TIME_LINK.EXPIRES.gt(at(now)))
                        .fetchOptional()
                        .map(row -> Optional.ofNullable(row.value1()).flatMap(id -> find(sql, ACCOUNT.ID.eq(id)))))
                .filter(account -> account.map(Account::active).orElseGet(() -> !any()))
                .map(Welcome::new);
    }

    @Override
    public Outcome<Account> accept(byte[] link, String passwordHash, Instant now, NewOperation by) {
        return write(
                by,
                sql -> taken(sql, link, now)
                        .flatMap(account -> account)
                        .map(account -> locked(sql, ACCOUNT.ID.eq(account).and(ACCOUNT.ACTIVE), id -> {
                            password(sql, id, Optional.of(passwordHash), Optional.empty());
                            sql.update(ACCOUNT)
                                    .set(ACCOUNT.LINK_USED, DSL.currentOffsetDateTime())
                                    .where(ACCOUNT.ID.eq(id))
                                    .execute();
                            return done(sql, id);
                        }))
                        .orElseGet(Outcome.Missing::new));
    }

    /** Takes a link away that is still good; of two who try at once, one waits here and then finds none. */
    private static Optional<Optional<Long>> taken(DSLContext sql, byte[] link, Instant now) {
        return sql.deleteFrom(ONE_TIME_LINK)
                .where(ONE_TIME_LINK.HASH.eq(link))
                .and(ONE_TIME_LINK.EXPIRES.gt(at(now)))
                .returningResult(ONE_TIME_LINK.ACCOUNT_ID)
                .fetchOptional()
                .map(row -> Optional.ofNullable(row.value1()));
    }

    @Override
    public Outcome<Account> createFirst(
            byte[] link, Profile profile, String passwordHash, Instant now, NewOperation by) {
        return write(by, sql -> {
            alone(sql);
            var found = taken(sql, link, now);
            if (found.isEmpty() || found.get().isPresent() || any(sql)) {
                return new Outcome.Missing<>();
            }
            // those of other nodes and other starts
            sql.deleteFrom(ONE_TIME_LINK)
                    .where(ONE_TIME_LINK.ACCOUNT_ID.isNull())
                    .execute();
            return done(sql, insert(sql, profile, Optional.of(passwordHash)));
        });
    }

    @Override
    public boolean createIfNone(Profile profile, String passwordHash, NewOperation by) {
        return write(by, sql -> {
                    alone(sql);
                    return any(sql)
                            ? new Outcome.Missing<>()
                            : done(sql, insert(sql, profile, Optional.of(passwordHash)));
                })
                instanceof Outcome.Done;
    }

    // ------------------------------------------------------------------------------------------------ identities

    @Override
    public Optional<Account> holder(String issuer, String subject) {
        var linked = DSL.select(ACCOUNT_IDENTITY.ACCOUNT_ID)
                .from(ACCOUNT_IDENTITY)
                .where(ACCOUNT_IDENTITY.ISSUER.eq(issuer))
                .and(ACCOUNT_IDENTITY.SUBJECT.eq(subject));
        return database.read(sql -> find(sql, ACCOUNT.ID.eq(linked)));
    }

    @Override
    public List<Identity> identities(long account) {
        return database.read(sql -> sql.selectFrom(ACCOUNT_IDENTITY)
                .where(ACCOUNT_IDENTITY.ACCOUNT_ID.eq(account))
                .orderBy(ACCOUNT_IDENTITY.ID)
                .fetch(row -> new Identity(
                        row.get(ACCOUNT_IDENTITY.ID),
                        row.get(ACCOUNT_IDENTITY.ISSUER),
                        row.get(ACCOUNT_IDENTITY.SUBJECT),
                        row.get(ACCOUNT_IDENTITY.LINKED).toInstant())));
    }

    @Override
    public Outcome<Account> addIdentity(long account, String issuer, String subject, NewOperation by) {
        return unlessTaken(() -> write(
                by,
                sql -> locked(sql, ACCOUNT.ID.eq(account).and(ACCOUNT.ACTIVE), id -> {
                    identify(sql, id, issuer, subject);
                    return done(sql, id);
                })));
    }

    @Override
    public Outcome<Account> create(Profile profile, String issuer, String subject, NewOperation by) {
        return unlessTaken(() -> write(
                by,
                sql -> personOf(sql, profile, person -> {
                    var id = insert(sql, profile, Optional.empty());
                    person.ifPresent(found -> belongs(sql, id, found));
                    identify(sql, id, issuer, subject);
                    return done(sql, id);
                })));
    }

    private static void identify(DSLContext sql, long account, String issuer, String subject) {
        sql.insertInto(ACCOUNT_IDENTITY)
                .set(ACCOUNT_IDENTITY.ACCOUNT_ID, account)
                .set(ACCOUNT_IDENTITY.ISSUER, issuer)
                .set(ACCOUNT_IDENTITY.SUBJECT, subject)
                .execute();
    }

    /** The unique constraints decide, also between two that try at once. */
    private static Outcome<Account> unlessTaken(Supplier<Outcome<Account>> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            if (e.sqlState().equals(ALREADY_THERE)) {
                return new Outcome.Refused<>(
                        "identity", "The account is opened by another identity of this provider, or is there already.");
            }
            throw e;
        }
    }

    @Override
    public Outcome<Account> removeIdentity(long account, long id, NewOperation by) {
        return write(
                by,
                sql -> locked(
                        sql,
                        ACCOUNT.ID.eq(account),
                        holder -> sql.deleteFrom(ACCOUNT_IDENTITY)
                                                .where(ACCOUNT_IDENTITY.ID.eq(id))
                                                .and(ACCOUNT_IDENTITY.ACCOUNT_ID.eq(holder))
                                                .execute()
                                        == 1
                                ? done(sql, holder)
                                : new Outcome.Missing<>()));
    }

    private static void alone(DSLContext sql) {
        sql.execute("select pg_advisory_xact_lock({0})", val(FIRST));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
