package org.atelier.benchmarks;

import jakarta.servlet.Filter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.atelier.testing.postgres.WatchedDataSource;

/**
 * A data source that knows, for each request, how long its thread waited for the database: for statements from when they
 * are sent to when their first rows are there, and for the ends of transactions.
 */
final class SqlTimer extends WatchedDataSource {
    private static final Set<String> WAITING = Set.of("commit", "rollback");

    /** What one request asked of the database. */
    record Spent(long nanoseconds, int statements) {}

    private final ThreadLocal<Spent> now = ThreadLocal.withInitial(() -> new Spent(0, 0));
    private final List<Spent> requests = new ArrayList<>();

    SqlTimer(DataSource timed) {
        super(timed);
    }

    /** Goes before every servlet whose requests are to be known. */
    Filter filter() {
        return (request, response, chain) -> {
            now.remove();
            try {
                chain.doFilter(request, response);
            } finally {
                synchronized (requests) {
                    requests.add(now.get());
                }
            }
        };
    }

    /** Those that ended since this was last asked. */
    List<Spent> taken() {
        synchronized (requests) {
            var taken = List.copyOf(requests);
            requests.clear();
            return taken;
        }
    }

    @Override
    protected Connection watched(Connection connection) {
        return proxy(
                Connection.class,
                connection,
                (result, method) -> method.startsWith("prepare")
                        ? proxy(PreparedStatement.class, (PreparedStatement) result, (same, _) -> same)
                        : result);
    }

    /** What becomes of the result of a method. */
    private interface Then {
        Object of(Object result, String method);
    }

    private <T> T proxy(Class<T> type, T real, Then then) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    var start = System.nanoTime();
                    try {
                        return then.of(method.invoke(real, arguments), method.getName());
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        var asks = method.getName().startsWith("execute");
                        if (asks || WAITING.contains(method.getName())) {
                            var before = now.get();
                            now.set(new Spent(
                                    before.nanoseconds() + System.nanoTime() - start,
                                    before.statements() + (asks ? 1 : 0)));
                        }
                    }
                }));
    }
}
