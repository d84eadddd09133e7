package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.JOURNAL;
import static org.atelier.persistence.internal.jooq.Tables.OPERATION;
import static org.jooq.impl.DSL.val;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.atelier.domain.NewOperation;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Everything that writes to the domain does it here: one operation, one transaction, and the journal knows both. */
@Component(service = Operations.class)
public final class Operations {
    /**
     * Held to the end of the transaction by whoever changes many rows, on whatever node: two of them at once could wait
     * for each other's rows. The number is arbitrary, and for ever.
     */
    private static final long MANY_ROWS = 0x61_74_65_6c_69_65_72L;

    /**
     * How long a merge or an undo waits for a row that somebody else holds, who may be waiting for one of its own.
     * Shorter than the second after which PostgreSQL looks for deadlocks, so that it gives way, and not somebody who
     * edits one row.
     */
    private static final Duration BRIEFLY = Duration.ofMillis(250);

    /** How often a merge or an undo tries again after it gave way, before somebody is told. */
    private static final int ATTEMPTS = 5;

    /** PostgreSQL's word for a lock that was not to be had in time. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** The operation a transaction runs under. */
    public record Running(long id, Instant at) {}

    /** What work came to, and the operation it was, for those who tell of it after the commit. */
    public record Done<R>(R result, long operation) {}

    /**
     * What the work of a merge or an undo came to.
     *
     * @param recorded whether it left a receipt, as it does only where it changed rows
     */
    record Came<R>(R to, boolean recorded) {}

    private final Database database;

    @Activate
    public Operations(@Reference Database database) {
        this.database = database;
    }

    /** Changes a few rows; what changed nothing leaves no operation behind. */
    public <R> R write(NewOperation by, Function<DSLContext, R> work) {
        return write(by, (sql, _) -> work.apply(sql), _ -> true);
    }

    /**
     * Changes a few rows; what changed nothing leaves no operation behind.
     *
     * @param wanted whether the result shall stand; everything is rolled back if not
     */
    public <R> R write(NewOperation by, BiFunction<DSLContext, Running, R> work, Predicate<R> wanted) {
        return run(_ -> {}, by, work, wanted, _ -> false);
    }

    /**
     * Changes many rows, while nobody else does; what changed nothing leaves no operation behind.
     *
     * @param wanted whether the result shall stand; everything is rolled back if not
     */
    public <R> R writeMany(NewOperation by, BiFunction<DSLContext, Running, R> work, Predicate<R> wanted) {
        return run(Operations::alone, by, work, wanted, _ -> false);
    }

    /**
     * Changes many rows, while nobody else does, and gives way rather than wait long for somebody who holds one of them:
     * all is rolled back, and tried again a moment later, a few times.
     *
     * @param work run anew in each attempt
     * @throws DataAccessException with the SQL state 55P03 when it gives up
     */
    <R> R writeManyOrGiveWay(NewOperation by, BiFunction<DSLContext, Running, Came<R>> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                return run(Operations::aloneAndBriefly, by, work, _ -> true, Came::recorded)
                        .to();
            } catch (DataAccessException e) {
                if (attempt == ATTEMPTS || !LOCK_NOT_AVAILABLE.equals(e.sqlState()) || !pause()) {
                    throw e;
                }
            }
        }
    }

    /** Lets others go on for a moment, not the same for everybody; false if this thread is to end. */
    private static boolean pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(20, 120));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void alone(DSLContext sql) {
        sql.execute("select pg_advisory_xact_lock({0}), set_config('lock_timeout', '0', true)", val(MANY_ROWS));
    }

    private static void aloneAndBriefly(DSLContext sql) {
        sql.execute(
                "select pg_advisory_xact_lock({0}), set_config('lock_timeout', {1}, true), " + ByKeys.SETTINGS + ", "
                        + ByKeys.TIME,
                val(MANY_ROWS),
                val(Long.toString(BRIEFLY.toMillis())));
    }

    /** @param changed whether the result tells that rows changed; if not, the journal is asked */
    private <R> R run(
            Consumer<DSLContext> first,
            NewOperation by,
            BiFunction<DSLContext, Running, R> work,
            Predicate<R> wanted,
            Predicate<R> changed) {
        var result = new Object() {
            R value;
        };
        try {
            database.transaction(sql -> {
                first.accept(sql);
                var running = begin(sql, by);
                result.value = work.apply(sql, running);
                if (!wanted.test(result.value) || !(changed.test(result.value) || journaled(sql, running))) {
                    throw new Undone();
                }
                return result.value;
            });
        } catch (Undone e) {
            // rolled back as wished; the result tells why
        }
        return result.value;
    }

    /**
     * The rows are counted, not merely looked for: PostgreSQL would look for one from the journal's beginning, whose end
     * it is at.
     */
    private static boolean journaled(DSLContext sql, Running running) {
        return sql.fetchCount(JOURNAL, JOURNAL.OPERATION_ID.eq(running.id())) > 0;
    }

    private static Running begin(DSLContext sql, NewOperation by) {
        return sql.insertInto(OPERATION)
                .set(OPERATION.KIND, by.kind())
                .set(OPERATION.ACTOR, by.actor())
                .set(OPERATION.REQUEST_ID, by.requestId())
                .set(OPERATION.NOTE, by.note())
                .returningResult(OPERATION.ID, OPERATION.AT)
                .fetchOne(row -> new Running(row.value1(), row.value2().toInstant()));
    }

    /** Rolls a transaction back that has nothing to keep. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;

        Undone() {
            super("nothing to keep", null, false, false);
        }
    }
}
