package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.PostgresAccounts.access;
import static org.atelier.persistence.internal.PostgresAccounts.at;
import static org.atelier.persistence.internal.jooq.Tables.ACCOUNT;
import static org.atelier.persistence.internal.jooq.Tables.ACCOUNT_SECRET;
import static org.atelier.persistence.internal.jooq.Tables.API_TOKEN;
import static org.atelier.persistence.internal.jooq.Tables.SESSION;
import static org.atelier.persistence.internal.jooq.Tables.SIGN_IN_ATTEMPTS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.when;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atelier.http.Access;
import org.atelier.security.AccountStore;
import org.atelier.security.ApiTokens.ApiToken;
import org.atelier.security.Held;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.atelier.security.Sessions.Session;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sessions, tokens and the counters of attempts in PostgreSQL, in no journal. */
@Component
public final class PostgresSessions implements SessionStore {
    private static final String ALREADY_THERE = "23505";

    private final Database database;

    @Activate
    public PostgresSessions(@Reference Database database) {
        this.database = database;
    }

    // ------------------------------------------------------------------------------------------------ sessions

    @Override
    public void begin(NewSession session, Instant over) {
        database.transaction(sql -> {
            sql.deleteFrom(SESSION).where(SESSION.LAST_USED.lt(at(over))).execute();
            sql.insertInto(SESSION)
                    .set(SESSION.HASH, session.hash())
                    .set(SESSION.ACCOUNT_ID, session.account().orElse(null))
                    .set(SESSION.IDENTITY_ID, session.identity().orElse(null))
                    .set(SESSION.OPERATOR_KEY, session.operatorKey().orElse(null))
                    .set(SESSION.STARTED, at(session.now()))
                    .set(SESSION.LAST_USED, at(session.now()))
                    .set(SESSION.ADDRESS, session.address())
                    .set(SESSION.AGENT, session.agent())
                    .execute();
            session.account()
                    .ifPresent(account -> sql.update(ACCOUNT_SECRET)
                            .set(ACCOUNT_SECRET.LAST_SIGN_IN, at(session.now()))
                            .where(ACCOUNT_SECRET.ACCOUNT_ID.eq(account))
                            .execute());
            return null;
        });
    }

    @Override
    public Optional<Found> use(byte[] hash, Instant started, Instant used, Instant noted, Instant now) {
        return database.read(sql -> {
            var row = sql.select(
                            SESSION.ID,
                            SESSION.LAST_USED,
                            SESSION.OPERATOR_KEY,
                            SESSION.IDENTITY_ID,
                            ACCOUNT.ID,
                            ACCOUNT.NAME,
                            ACCOUNT.ACCESS)
                    .from(SESSION)
                    .leftJoin(ACCOUNT)
                    .on(ACCOUNT.ID.eq(SESSION.ACCOUNT_ID))
                    .where(SESSION.HASH.eq(hash))
                    .and(counts(started, used))
                    .and(ACCOUNT.ACTIVE.isTrue().or(SESSION.ACCOUNT_ID.isNull()))
                    .fetchOptional();
            row.filter(found -> found.get(SESSION.LAST_USED).toInstant().isBefore(noted))
                    .ifPresent(found -> sql.update(SESSION)
                            .set(SESSION.LAST_USED, at(now))
                            .where(SESSION.ID.eq(found.get(SESSION.ID)))
                            .execute());
            return row.map(found -> new Found(
                    found.get(SESSION.ID),
                    Optional.ofNullable(found.get(ACCOUNT.ID))
                            .map(id -> new Holder(id, found.get(ACCOUNT.NAME), access(found.get(ACCOUNT.ACCESS)))),
                    Optional.ofNullable(found.get(SESSION.OPERATOR_KEY)),
                    found.get(SESSION.IDENTITY_ID) != null));
        });
    }

    private static Condition counts(Instant started, Instant used) {
        return SESSION.STARTED.gt(at(started)).and(SESSION.LAST_USED.ge(at(used)));
    }

    @Override
    public void end(byte[] hash) {
        database.transaction(
                sql -> sql.deleteFrom(SESSION).where(SESSION.HASH.eq(hash)).execute());
    }

    @Override
    public List<Session> of(long account, Instant started, Instant used) {
        return database.read(sql -> sql.selectFrom(SESSION)
                .where(SESSION.ACCOUNT_ID.eq(account))
                .and(counts(started, used))
                .orderBy(SESSION.LAST_USED.desc(), SESSION.ID.desc())
                .fetch(PostgresSessions::session));
    }

    @Override
    public List<Held<Session>> sessions(Instant started, Instant used) {
        return database.read(sql -> sql.select(SESSION.fields())
                .select(ACCOUNT.NAME)
                .from(SESSION)
                .leftJoin(ACCOUNT)
                .on(ACCOUNT.ID.eq(SESSION.ACCOUNT_ID))
                .where(counts(started, used))
                .orderBy(SESSION.LAST_USED.desc(), SESSION.ID.desc())
                .fetch(row -> new Held<>(Optional.ofNullable(row.get(ACCOUNT.NAME)), session(row))));
    }

    private static Session session(Record row) {
        return new Session(
                row.get(SESSION.ID),
                row.get(SESSION.STARTED).toInstant(),
                row.get(SESSION.LAST_USED).toInstant(),
                row.get(SESSION.ADDRESS),
                row.get(SESSION.AGENT));
    }

    @Override
    public boolean end(long account, long id) {
        return ended(SESSION.ACCOUNT_ID.eq(account).and(SESSION.ID.eq(id))) > 0;
    }

    @Override
    public int endAll(long account, Optional<Long> but) {
        return ended(SESSION.ACCOUNT_ID.eq(account).and(but.map(SESSION.ID::ne).orElse(noCondition())));
    }

    private int ended(Condition which) {
        return database.transaction(sql -> sql.deleteFrom(SESSION).where(which).execute());
    }

    // ------------------------------------------------------------------------------------------------ tokens

    @Override
    public List<ApiToken> tokens(long account) {
        return database.read(sql -> sql.selectFrom(API_TOKEN)
                .where(API_TOKEN.ACCOUNT_ID.eq(account))
                .orderBy(API_TOKEN.ID.desc())
                .fetch(PostgresSessions::token));
    }

    @Override
    public List<Held<ApiToken>> tokens(Instant now) {
        return database.read(sql -> sql.select(API_TOKEN.fields())
                .select(ACCOUNT.NAME)
                .from(API_TOKEN)
                .join(ACCOUNT)
                .on(ACCOUNT.ID.eq(API_TOKEN.ACCOUNT_ID))
                .where(API_TOKEN.EXPIRES.gt(at(now)))
                .orderBy(ACCOUNT.NAME, API_TOKEN.ID.desc())
                .fetch(row -> new Held<>(Optional.of(row.get(ACCOUNT.NAME)), token(row))));
    }

    private static ApiToken token(Record row) {
        return new ApiToken(
                row.get(API_TOKEN.ID),
                row.get(API_TOKEN.NAME),
                access(row.get(API_TOKEN.ACCESS)),
                row.get(API_TOKEN.CREATED).toInstant(),
                row.get(API_TOKEN.EXPIRES).toInstant(),
                Optional.ofNullable(row.get(API_TOKEN.LAST_USED)).map(OffsetDateTime::toInstant));
    }

    @Override
    public Outcome<ApiToken> add(long account, byte[] hash, String name, Access access, Instant now, Instant expires) {
        try {
            return new Outcome.Done<>(database.transaction(sql -> sql.insertInto(API_TOKEN)
                    .set(API_TOKEN.ACCOUNT_ID, account)
                    .set(API_TOKEN.NAME, name)
                    .set(API_TOKEN.HASH, hash)
                    .set(API_TOKEN.ACCESS, AccountStore.word(access))
                    .set(API_TOKEN.CREATED, at(now))
                    .set(API_TOKEN.EXPIRES, at(expires))
                    .returning()
                    .fetchOne(PostgresSessions::token)));
        } catch (DataAccessException e) {
            if (ALREADY_THERE.equals(e.sqlState())) {
                return new Outcome.Refused<>("name", "You have a token \"%s\" already.".formatted(name));
            }
            throw e;
        }
    }

    @Override
    public boolean revoke(long account, long id) {
        return database.transaction(sql -> sql.deleteFrom(API_TOKEN)
                        .where(API_TOKEN.ACCOUNT_ID.eq(account))
                        .and(API_TOKEN.ID.eq(id))
                        .execute())
                > 0;
    }

    @Override
    public Optional<Bearer> bearer(byte[] hash, Instant noted, Instant now) {
        return database.read(sql -> {
            var row = sql.select(API_TOKEN.ID, API_TOKEN.ACCESS, API_TOKEN.LAST_USED, ACCOUNT.NAME, ACCOUNT.ACCESS)
                    .from(API_TOKEN)
                    .join(ACCOUNT)
                    .on(ACCOUNT.ID.eq(API_TOKEN.ACCOUNT_ID))
                    .where(API_TOKEN.HASH.eq(hash))
                    .and(API_TOKEN.EXPIRES.gt(at(now)))
                    .and(ACCOUNT.ACTIVE.isTrue())
                    .fetchOptional();
            row.filter(found -> Optional.ofNullable(found.get(API_TOKEN.LAST_USED))
                            .map(last -> last.toInstant().isBefore(noted))
                            .orElse(true))
                    .ifPresent(found -> sql.update(API_TOKEN)
                            .set(API_TOKEN.LAST_USED, at(now))
                            .where(API_TOKEN.ID.eq(found.get(API_TOKEN.ID)))
                            .execute());
            return row.map(found -> {
                var token = access(found.get(API_TOKEN.ACCESS));
                var account = access(found.get(ACCOUNT.ACCESS));
                return new Bearer(found.get(ACCOUNT.NAME), account.covers(token) ? token : account);
            });
        });
    }

    // ------------------------------------------------------------------------------------------------ attempts

    @Override
    public Optional<Duration> attempt(List<byte[]> keys, List<Integer> limits, Duration window, Instant now) {
        // who has none left costs one read, however often they try
        var wait = database.read(sql -> wait(sql, keys, limits, window, now));
        return wait.isPresent() ? wait : database.transaction(sql -> counted(sql, keys, limits, window, now));
    }

    private static Optional<Duration> wait(
            DSLContext sql, List<byte[]> keys, List<Integer> limits, Duration window, Instant now) {
        var attempts = sql.selectFrom(SIGN_IN_ATTEMPTS)
                .where(SIGN_IN_ATTEMPTS.KEY.in(keys))
                .fetch();
        return attempts.stream()
                .filter(row -> row.getCount() >= limits.get(indexOf(keys, row.getKey())))
                .map(row -> left(row.getSince(), window, now))
                .max(Comparator.naturalOrder())
                .filter(Duration::isPositive);
    }

    private static int indexOf(List<byte[]> keys, byte[] key) {
        return IntStream.range(0, keys.size())
                .filter(index -> Arrays.equals(keys.get(index), key))
                .findFirst()
                .orElseThrow();
    }

    private static Duration left(OffsetDateTime since, Duration window, Instant now) {
        return Duration.between(now, since.toInstant().plus(window));
    }

    private static Optional<Duration> counted(
            DSLContext sql, List<byte[]> keys, List<Integer> limits, Duration window, Instant now) {
        var over = at(now.minus(window));
        forgetOld(sql, over);
        var longest = Duration.ZERO;
        // always in the same order, so that two who count the same keys never wait for each other
        for (var key : keys.stream().sorted(Arrays::compareUnsigned).toList()) {
            var row = sql.insertInto(SIGN_IN_ATTEMPTS)
                    .set(SIGN_IN_ATTEMPTS.KEY, key)
                    .set(SIGN_IN_ATTEMPTS.SINCE, at(now))
                    .set(SIGN_IN_ATTEMPTS.COUNT, 1)
                    .onConflict(SIGN_IN_ATTEMPTS.KEY)
                    .doUpdate()
                    .set(
                            SIGN_IN_ATTEMPTS.SINCE,
                            when(SIGN_IN_ATTEMPTS.SINCE.le(over), at(now)).otherwise(SIGN_IN_ATTEMPTS.SINCE))
                    .set(
                            SIGN_IN_ATTEMPTS.COUNT,
                            when(SIGN_IN_ATTEMPTS.SINCE.le(over), 1).otherwise(SIGN_IN_ATTEMPTS.COUNT.plus(1)))
                    .returningResult(SIGN_IN_ATTEMPTS.COUNT, SIGN_IN_ATTEMPTS.SINCE)
                    .fetchOne();
            var left = left(row.value2(), window, now);
            if (row.value1() > limits.get(indexOf(keys, key)) && left.compareTo(longest) > 0) {
                longest = left;
            }
        }
        return longest.isPositive() ? Optional.of(longest) : Optional.empty();
    }

    /** A few at a time, those that nobody else is counting at this moment. */
    private static void forgetOld(DSLContext sql, OffsetDateTime over) {
        sql.execute("""
                delete from sign_in_attempts where key in (
                    select key from sign_in_attempts where since <= {0} order by since limit 100
                    for update skip locked)
                """, org.jooq.impl.DSL.val(over));
    }

    @Override
    public void forget(byte[] key) {
        database.transaction(sql -> sql.deleteFrom(SIGN_IN_ATTEMPTS)
                .where(SIGN_IN_ATTEMPTS.KEY.eq(key))
                .execute());
    }

    @Override
    public void giveBack(byte[] key) {
        database.transaction(sql -> sql.update(SIGN_IN_ATTEMPTS)
                .set(SIGN_IN_ATTEMPTS.COUNT, SIGN_IN_ATTEMPTS.COUNT.minus(1))
                .where(SIGN_IN_ATTEMPTS.KEY.eq(key))
                .and(SIGN_IN_ATTEMPTS.COUNT.gt(0))
                .execute());
    }
}
