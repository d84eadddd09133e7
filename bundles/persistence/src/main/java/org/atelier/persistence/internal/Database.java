package org.atelier.persistence.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.sql.DataSource;
import org.atelier.domain.DatabaseHealth;
import org.atelier.domain.DatabaseUnavailableException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door to the database: a bounded pool over the data source, opened once the schema is the one of this build.
 *
 * <p>A database that is down or does not fit is no reason not to start: {@link #problem()} says what is wrong, every
 * use is refused in the same words, and as soon as the database is back it is used.
 */
@Component(
        service = {Database.class, DatabaseHealth.class},
        configurationPid = "org.atelier.persistence")
public final class Database implements DatabaseHealth, AutoCloseable {
    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** How long a failed attempt to open the database stands before the next one; callers would queue up otherwise. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

    /** What an operator may set; the defaults suit a small server. */
    public @interface Config {
        /** How many connections there may be at most. */
        int poolSize() default 10;

        /** After how many seconds the database gives a statement up; 0 for never. */
        int statementTimeoutSeconds() default 30;
    }

    /**
     * What nobody may exceed.
     *
     * @param connections how many there may be at once
     * @param patience how long a caller waits for a connection before it is told that there is none; at least 500 ms
     * @param statement how long a statement may take; zero for as long as it takes
     */
    public record Limits(int connections, Duration patience, Duration statement) {
        /** For a small server. */
        public static final Limits USUAL = new Limits(10, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /** The database, ready to be used. */
    private record Opened(String version, HikariDataSource pool, DSLContext sql) {}

    private final DataSource dataSource;
    private final Limits limits;
    private final Schema schema;

    private final AtomicLong ended = new AtomicLong();
    private volatile Optional<Opened> opened = Optional.empty();
    private Optional<DatabaseUnavailableException> lastFailure = Optional.empty();
    private long lastAttempt;

    @Activate
    public Database(@Reference DataSource dataSource, Config config) {
        this(
                dataSource,
                new Limits(
                        config.poolSize(),
                        Limits.USUAL.patience(),
                        Duration.ofSeconds(config.statementTimeoutSeconds())));
    }

    public Database(DataSource dataSource) {
        this(dataSource, Limits.USUAL);
    }

    public Database(DataSource dataSource, Limits limits) {
        this.dataSource = dataSource;
        this.limits = limits;
        schema = new Schema(dataSource);
        try {
            LOG.info("The database is ready, its schema has version {}.", open().version());
        } catch (DatabaseUnavailableException e) {
            LOG.error("The database cannot be used yet: {}", e.getMessage());
        }
    }

    /**
     * Runs statements, each in a transaction of its own.
     *
     * @throws DatabaseUnavailableException if the database does not answer, answers too late, or does not fit
     */
    public <R> R read(Function<DSLContext, R> work) {
        var sql = open().sql();
        try {
            return work.apply(sql);
        } catch (DataAccessException e) {
            throw told(e);
        }
    }

    /**
     * Runs statements in one transaction; an exception rolls it back. A transaction within it is a savepoint.
     *
     * @throws DatabaseUnavailableException if the database does not answer, answers too late, or does not fit
     */
    public <R> R transaction(Function<DSLContext, R> work) {
        try {
            return inOne(work);
        } finally {
            ended.incrementAndGet();
        }
    }

    /**
     * Runs statements that only read, and see all that is there at one moment.
     *
     * @throws DatabaseUnavailableException if the database does not answer, answers too late, or does not fit
     */
    public <R> R atOneMoment(Function<DSLContext, R> work) {
        return inOne(db -> {
            db.execute("set transaction isolation level repeatable read, read only");
            return work.apply(db);
        });
    }

    private <R> R inOne(Function<DSLContext, R> work) {
        var sql = open().sql();
        try {
            return sql.transactionResult(transaction -> work.apply(transaction.dsl()));
        } catch (DataAccessException e) {
            throw told(e);
        }
    }

    /**
     * A connection of its own outside the pool, without a limit of time, for what is rare and takes long.
     *
     * @return to be closed
     * @throws DatabaseUnavailableException if the database does not answer, or does not fit
     */
    Connection apart() {
        open();
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("the database does not answer: " + Causes.innermost(e), e);
        }
    }

    /**
     * How many transactions that may have written have ended, however they did: as long as it is the same, this node
     * committed nothing.
     */
    long ended() {
        return ended.get();
    }

    /**
     * How the connections are used.
     *
     * @param waiting how many threads wait for one
     * @param most how many there may be
     */
    record Connections(int active, int idle, int waiting, int most) {}

    /** How the connections are used just now; empty as long as there was no database. Asks nobody. */
    Optional<Connections> connections() {
        return opened.map(Opened::pool)
                .map(HikariDataSource::getHikariPoolMXBean)
                .map(pool -> new Connections(
                        pool.getActiveConnections(),
                        pool.getIdleConnections(),
                        pool.getThreadsAwaitingConnection(),
                        limits.connections()));
    }

    @Override
    public Optional<String> problem() {
        try {
            read(db -> db.selectOne().fetch());
            return Optional.empty();
        } catch (DatabaseUnavailableException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public String schemaVersion() {
        return open().version();
    }

    @Override
    @Deactivate
    public void close() {
        opened.ifPresent(now -> now.pool().close());
    }

    private Opened open() {
        return opened.orElseGet(this::openNow);
    }

    /** Brings the schema up to date, then makes the pool. */
    private synchronized Opened openNow() {
        if (opened.isPresent()) {
            return opened.get();
        }
        if (lastFailure.isPresent() && System.nanoTime() - lastAttempt < BETWEEN_ATTEMPTS.toNanos()) {
            throw new DatabaseUnavailableException(lastFailure.get().getMessage(), lastFailure.get());
        }
        try {
            var version = schema.bringUpToDate();
            var pool = new HikariDataSource(pooling());
            var sql = DSL.using(new DefaultConfiguration()
                    .set(SQLDialect.POSTGRES)
                    .set(pool)
                    .set(new Transactions(pool)));
            var now = new Opened(version, pool, sql);
            opened = Optional.of(now);
            return now;
        } catch (DatabaseUnavailableException e) {
            lastFailure = Optional.of(e);
            throw e;
        } finally {
            lastAttempt = System.nanoTime();
        }
    }

    private HikariConfig pooling() {
        var config = new HikariConfig();
        config.setPoolName("atelier-database");
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(limits.connections());
        config.setMinimumIdle(Math.min(2, limits.connections()));
        config.setConnectionTimeout(limits.patience().toMillis());
        config.setValidationTimeout(limits.patience().toMillis() / 2);
        // the database may go away just now: then the pool waits for it like any other time
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql("SET statement_timeout = "
                + limits.statement().toMillis() + "; SET TIME ZONE 'UTC'; SET DateStyle = ISO");
        return config;
    }

    /** What went wrong, as something to tell when it is the database's state; else the exception as it was. */
    private RuntimeException told(DataAccessException e) {
        var cause = e.getCause(SQLException.class);
        var state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.equals("57014")) {
            return new DatabaseUnavailableException(
                    "the database needed longer than " + limits.statement().toSeconds() + " s for an answer; try again",
                    e);
        }
        if (opened.filter(now -> now.pool().isClosed()).isPresent()) {
            return new DatabaseUnavailableException("the database is closed, since the platform is being stopped", e);
        }
        // 08 the connection is gone, 57P the server goes down or comes up, 53 it is short of something
        if (cause instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")) {
            return new DatabaseUnavailableException("the database does not answer: " + Causes.innermost(cause), e);
        }
        return e;
    }
}
