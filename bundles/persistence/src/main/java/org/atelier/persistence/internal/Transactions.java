package org.atelier.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.Transaction;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;

/**
 * Begins, commits and rolls back; a transaction within a transaction is a savepoint. Unlike jOOQ's own provider it does
 * not ask the database for its isolation level first, which is a way there and back for each transaction.
 */
final class Transactions implements TransactionProvider {
    private final DataSource pool;

    Transactions(DataSource pool) {
        this.pool = pool;
    }

    /** The one connection of everything within a transaction. */
    private record Held(Connection connection) implements ConnectionProvider {
        @Override
        public Connection acquire() {
            return connection;
        }

        @Override
        public void release(Connection released) {
            // held to the end of the transaction
        }
    }

    /** A transaction within another one. */
    private record Within(Savepoint savepoint) implements Transaction {}

    @Override
    public void begin(TransactionContext context) {
        try {
            if (context.configuration().connectionProvider() instanceof Held(var connection)) {
                context.transaction(new Within(connection.setSavepoint()));
            } else {
                var connection = pool.getConnection();
                context.configuration().set(new Held(connection));
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw new DataAccessException("no transaction can begin", e);
        }
    }

    @Override
    public void commit(TransactionContext context) {
        try {
            var connection = held(context);
            if (context.transaction() instanceof Within(var savepoint)) {
                connection.releaseSavepoint(savepoint);
            } else {
                connection.commit();
                connection.close();
            }
        } catch (SQLException e) {
            throw new DataAccessException("the transaction cannot be committed", e);
        }
    }

    @Override
    public void rollback(TransactionContext context) {
        if (!(context.configuration().connectionProvider() instanceof Held(var connection))) {
            // it did not begin
            return;
        }
        try {
            if (context.transaction() instanceof Within(var savepoint)) {
                connection.rollback(savepoint);
            } else {
                try (connection) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new DataAccessException("the transaction cannot be rolled back", e);
        }
    }

    private static Connection held(TransactionContext context) {
        return ((Held) context.configuration().connectionProvider()).connection();
    }
}
