package org.atelier.database.embedded.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class GuardianTest {
    @TempDir
    Path home;

    @Test
    void a_killed_server_comes_back_with_what_was_committed_and_a_closed_one_stays_away() throws Exception {
        var server = PostgresServer.start(PostgresOptions.in(home, "secret"));
        var source = new PGSimpleDataSource();
        server.connect(source);
        var started = new Semaphore(0);
        try (server) {
            try (var _ = new Guardian(server, () -> {
                server.connect(source);
                started.release();
            })) {
                execute(source, "create table kept (n int)");
                for (int kill = 1; kill <= Guardian.AT_ONCE + 2; kill++) {
                    execute(source, "insert into kept values (" + kill + ")");
                    var killed = server.process().orElseThrow();
                    assertTrue(killed.destroyForcibly());
                    assertTrue(started.tryAcquire(60, TimeUnit.SECONDS), "nobody started it again");
                    assertEquals(kill, count(source));
                    assertNotEquals(killed.pid(), server.process().orElseThrow().pid());
                }
            }
            server.process().orElseThrow().destroyForcibly();
            assertFalse(started.tryAcquire(2, TimeUnit.SECONDS), "a guardian that was closed still guards");
        }
    }

    @Test
    void a_server_that_does_not_stay_is_started_less_and_less_often_and_never_given_up() {
        assertEquals(
                List.of(0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L),
                IntStream.rangeClosed(4, 13)
                        .mapToObj(attempt -> Guardian.pauseBefore(attempt).toSeconds())
                        .toList());
        assertEquals(60, Guardian.pauseBefore(Integer.MAX_VALUE).toSeconds());
    }

    private static void execute(PGSimpleDataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(PGSimpleDataSource source) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
