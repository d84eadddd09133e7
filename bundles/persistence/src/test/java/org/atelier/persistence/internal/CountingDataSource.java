package org.atelier.persistence.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts what is really sent to a database, below every library of ours. */
final class CountingDataSource {
    private CountingDataSource() {}

    static DataSource over(DataSource dataSource, AtomicInteger statements) {
        return counting(DataSource.class, dataSource, statements);
    }

    private static <T> T counting(Class<T> type, T target, AtomicInteger statements) {
        return type.cast(Proxy.newProxyInstance(
                CountingDataSource.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (Statement.class.isAssignableFrom(type)
                            && method.getName().startsWith("execute")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return switch (method.invoke(target, arguments)) {
                            case Connection connection -> counting(Connection.class, connection, statements);
                            case PreparedStatement statement ->
                                counting(PreparedStatement.class, statement, statements);
                            case Statement statement -> counting(Statement.class, statement, statements);
                            case null -> null;
                            case Object other -> other;
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
