package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.JOURNAL;
import static org.atelier.persistence.internal.jooq.Tables.OPERATION;

import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.atelier.domain.NewOperation;
import org.jooq.DSLContext;
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

    /** The operation a transaction runs under. */
    public record Running(long id, Instant at) {}

    /** What work came to, and the operation it was, for those who tell of it after the commit. */
    public record Done<R>(R result, long operation) {}

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
        return run(false, by, work, wanted);
    }

    /**
     * Changes many rows, while nobody else does; what changed nothing leaves no operation behind.
     *
     * @param wanted whether the result shall stand; everything is rolled back if not
     */
    public <R> R writeMany(NewOperation by, BiFunction<DSLContext, Running, R> work, Predicate<R> wanted) {
        return run(true, by, work, wanted);
    }

    private <R> R run(boolean alone, NewOperation by, BiFunction<DSLContext, Running, R> work, Predicate<R> wanted) {
        var result = new Object() {
            R value;
        };
        try {
            database.transaction(sql -> {
                if (alone) {
                    sql.execute("select pg_advisory_xact_lock({0})", MANY_ROWS);
                }
                var running = begin(sql, by);
                result.value = work.apply(sql, running);
                if (!wanted.test(result.value) || !sql.fetchExists(JOURNAL, JOURNAL.OPERATION_ID.eq(running.id()))) {
                    throw new Undone();
                }
                return result.value;
            });
        } catch (Undone e) {
            // rolled back as wished; the result tells why
        }
        return result.value;
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
