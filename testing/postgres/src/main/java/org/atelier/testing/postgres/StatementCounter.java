package org.atelier.testing.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A data source that counts the statements asked of it, whoever asks; without the unprepared one that sets up each new
 * connection of the pool, whenever the pool likes.
 */
public final class StatementCounter extends WatchedDataSource {
    private final AtomicInteger statements = new AtomicInteger();

    public StatementCounter(DataSource counted) {
        super(counted);
    }

    public int statements() {
        return statements.get();
    }

    @Override
    protected Connection watched(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().startsWith("prepare")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
