package org.atelier.database.embedded.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a server and starts it again when it ends though nobody stopped it: killed by hand, or by a machine short of
 * memory. What was committed is there again; whoever was in the middle of something is told that the database is gone.
 *
 * <p>A server that does not stay is started at once {@value #AT_ONCE} times in a row, then after a pause that doubles up to a
 * minute, and never given up: what ends it may be over some time, and nobody need know that they should start it.
 */
final class Guardian implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

    static final int AT_ONCE = 5;

    private static final long LONGEST_PAUSE_SECONDS = 60;

    /** A server that ran for so long has recovered: the count of attempts begins anew. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final PostgresServer server;
    private final Runnable started;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** @param started what to do after each new start: the server may listen elsewhere */
    Guardian(PostgresServer server, Runnable started) {
        this.server = server;
        this.started = started;
        thread = Thread.ofPlatform().daemon().name("postgres-guardian").start(this::watch);
    }

    private void watch() {
        try {
            int attempt = 0;
            long since = System.nanoTime();
            while (!closedWithin(BETWEEN_LOOKS)) {
                if (server.process().isPresent()) {
                    continue;
                }
                attempt = System.nanoTime() - since > STEADY.toNanos() ? 1 : attempt + 1;
                var pause = pauseBefore(attempt);
                if (pause.isZero()) {
                    LOG.error("PostgreSQL ended though nobody stopped it, see log/postgres.log; it is started again");
                } else {
                    LOG.error(
                            "PostgreSQL ended {} times in a row: look into log/postgres.log and mend what is wrong; it is"
                                    + " started again in {} s",
                            attempt,
                            pause.toSeconds());
                }
                if (closedWithin(pause)) {
                    return;
                }
                startAgain();
                since = System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does; if somebody should, the watch is over
        }
    }

    /** @param attempt the number of the start in a row, from 1 on */
    static Duration pauseBefore(int attempt) {
        if (attempt <= AT_ONCE) {
            return Duration.ZERO;
        }
        // more doublings than these are longer than the longest anyway
        return Duration.ofSeconds(Math.min(1L << Math.min(attempt - AT_ONCE - 1, 10), LONGEST_PAUSE_SECONDS));
    }

    private void startAgain() {
        try {
            server.startAgain();
            started.run();
            LOG.info("PostgreSQL answers again at {}", server.jdbcUrl());
        } catch (PostgresException e) {
            LOG.error("PostgreSQL could not be started again: {}", e.getMessage());
        }
    }

    private boolean closedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the watch; a start under way is waited for, so that the server can be stopped then. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
