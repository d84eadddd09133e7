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
 * <p>A server that does not stay is left alone after {@value #ATTEMPTS} starts in a row: then somebody must look.
 */
final class Guardian implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

    static final int ATTEMPTS = 5;

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
                if (attempt > ATTEMPTS) {
                    LOG.error(
                            "PostgreSQL ended {} times in a row and is left alone: look into log/postgres.log, mend what"
                                    + " is wrong, and restart Atelier",
                            attempt);
                    return;
                }
                LOG.error("PostgreSQL ended though nobody stopped it, see log/postgres.log; it is started again");
                startAgain();
                since = System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does; if somebody should, the watch is over
        }
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
