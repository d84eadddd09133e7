package org.atelier.testing.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
    @Test
    void every_database_is_a_fresh_copy_of_a_template_migrated_once() throws Exception {
        var migrations = new AtomicInteger();
        var postgres = TestPostgres.migratedBy(source -> {
            migrations.incrementAndGet();
            execute(source, "create table word (text text)");
            execute(source, "insert into word values ('from the template')");
        });

        var first = postgres.freshDatabase();
        var second = postgres.freshDatabase();
        execute(first, "insert into word values ('only in the first')");

        assertEquals(2, rows(first));
        assertEquals(1, rows(second));
        assertEquals(1, migrations.get());
    }

    private static int rows(DataSource source) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from word")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(DataSource source, String sql) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
