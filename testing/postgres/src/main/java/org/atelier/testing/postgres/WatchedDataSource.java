package org.atelier.testing.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source whose connections are looked at; all else is that of another one. */
public abstract class WatchedDataSource implements DataSource {
    private final DataSource watched;

    protected WatchedDataSource(DataSource watched) {
        this.watched = watched;
    }

    /** The connection to be used in place of this one. */
    protected abstract Connection watched(Connection connection);

    @Override
    public final Connection getConnection() throws SQLException {
        return watched(watched.getConnection());
    }

    @Override
    public final Connection getConnection(String user, String password) throws SQLException {
        return watched(watched.getConnection(user, password));
    }

    @Override
    public final PrintWriter getLogWriter() throws SQLException {
        return watched.getLogWriter();
    }

    @Override
    public final void setLogWriter(PrintWriter out) throws SQLException {
        watched.setLogWriter(out);
    }

    @Override
    public final void setLoginTimeout(int seconds) throws SQLException {
        watched.setLoginTimeout(seconds);
    }

    @Override
    public final int getLoginTimeout() throws SQLException {
        return watched.getLoginTimeout();
    }

    @Override
    public final Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        return watched.unwrap(type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        return watched.isWrapperFor(type);
    }
}
