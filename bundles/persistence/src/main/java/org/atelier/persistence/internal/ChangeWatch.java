package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.val;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.atelier.domain.Changes;
import org.atelier.export.ExportStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells whether tables changed, whoever changed them, at the price of one small statement at most every tenth of a
 * second. It compares PostgreSQL's own snapshots with the transactions that the journal knows: ids and times would not
 * do, since who begins first may commit last.
 */
@Component(service = {ChangeWatch.class, Changes.class})
public final class ChangeWatch implements Changes {
    /** How long it is believed that nobody else changed anything; see docs/decisions. */
    static final Duration BELIEVED = Duration.ofMillis(100);

    /** When more transactions than this came to an end, all tables count as changed. */
    private static final int MOST_OPERATIONS = 1_000;

    /** A database that is back answers within this; whoever comes while it is still away waits no longer to be told so. */
    private static final Duration BACK = Duration.ofMillis(500);

    private static final String LOOK =
            """
            with ended as materialized (
                select id from operation
                where %s
                limit %d)
            select %s as snapshot, %s as server, (select count(*) from ended)::int as operations,
                array(
                    select name from unnest({1}::text[]) as watched (name)
                    where exists (
                        select from ended join journal on operation_id = ended.id and table_name = name)) as tables""".formatted(Snapshots.committedSince("{0}"), MOST_OPERATIONS + 1, Snapshots.NOW, Snapshots.SERVER);

    private final Database database;
    private final Map<String, Long> changed = new ConcurrentHashMap<>();

    /** Since when nothing is known of any table in particular. */
    private volatile long everything = 1;

    /** When anything changed last, also in tables that nobody asks for. */
    private volatile long anything = 1;

    private volatile Look last = new Look("", null, 0, -1);

    /** Of whoever looks, who is one at a time. */
    private long latest = 1;

    private CompletableFuture<Look> running;

    /** Why the last look failed; null if it did not. */
    private volatile RuntimeException failure;

    @Activate
    public ChangeWatch(@Reference Database database) {
        this.database = database;
    }

    /**
     * What the database looked like.
     *
     * @param at when it was asked, by {@link System#nanoTime()}; not by when it had answered
     * @param ended how many transactions of this node had ended when it was asked
     */
    private record Look(String server, String snapshot, long at, long ended) {
        /** Whether it is recent enough for who came then, having seen so many transactions end. */
        boolean does(long arrived, long seen) {
            return ended >= seen && at - arrived >= -BELIEVED.toNanos();
        }
    }

    /**
     * A number that is another one when any of these journaled tables changed.
     *
     * @throws org.atelier.domain.DatabaseUnavailableException if it cannot be told
     */
    public long state(Set<String> tables) {
        look();
        return known(tables);
    }

    @Override
    public long state() {
        look();
        return anything;
    }

    /** What it said last, and how long ago the database was asked for it; empty if it never answered. */
    public Optional<ExportStore.Known> lastState(Set<String> tables) {
        var answered = last;
        return answered.snapshot() == null
                ? Optional.empty()
                : Optional.of(new ExportStore.Known(
                        known(tables), Duration.ofNanos(Math.max(0, System.nanoTime() - answered.at()))));
    }

    private long known(Set<String> tables) {
        var state = everything;
        for (var table : tables) {
            state = Math.max(state, changed.getOrDefault(table, 0L));
        }
        return state;
    }

    private void look() {
        var arrived = System.nanoTime();
        var seen = database.ended();
        while (!last.does(arrived, seen)) {
            CompletableFuture<Look> joined;
            CompletableFuture<Look> mine = null;
            RuntimeException former;
            synchronized (this) {
                if (last.does(arrived, seen)) {
                    return;
                }
                if (running == null) {
                    running = mine = new CompletableFuture<>();
                }
                joined = running;
                former = mine == null ? failure : null;
            }
            if (former != null) {
                // the last look failed, and this one may take as long to: unless the database is back, nobody need wait
                // for it
                waitABit(joined, former);
                continue;
            }
            if (mine != null) {
                lookFor(mine);
            }
            // who came while somebody looked learns of the same failure, and does not wait for one of their own
            wait(joined);
        }
    }

    private void lookFor(CompletableFuture<Look> mine) {
        try {
            last = look(last);
            failure = null;
            mine.complete(last);
        } catch (RuntimeException e) {
            failure = e;
            mine.completeExceptionally(e);
        } catch (Error e) {
            mine.completeExceptionally(e);
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    private static void waitABit(CompletableFuture<Look> looking, RuntimeException former) {
        try {
            looking.get(BACK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            throw former;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw former;
        }
    }

    private static void wait(CompletableFuture<Look> looking) {
        try {
            looking.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private Look look(Look before) {
        var at = System.nanoTime();
        var ended = database.ended();
        var row = database.read(sql ->
                sql.fetchOne(LOOK, val(before.snapshot(), String.class), val(FeedTables.ALL.toArray(String[]::new))));
        var look = new Look(row.get("server", String.class), row.get("snapshot", String.class), at, ended);
        if (!look.server().equals(before.server()) || row.get("operations", Integer.class) > MOST_OPERATIONS) {
            everything = ++latest;
            anything = latest;
        } else if (row.get("operations", Integer.class) > 0) {
            for (var table : row.get("tables", String[].class)) {
                changed.put(table, ++latest);
            }
            anything = ++latest;
        }
        return look;
    }
}
