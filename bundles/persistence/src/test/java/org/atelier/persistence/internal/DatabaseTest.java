package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.atelier.domain.DatabaseUnavailableException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseTest {
    static final String NEWEST = "26";

    @Test
    void an_empty_database_gets_the_schema_and_keeps_it() {
        var source = Databases.empty();
        try (var first = new Database(source)) {
            assertEquals(Optional.empty(), first.problem());
            assertEquals(NEWEST, first.schemaVersion());
        }
        try (var second = new Database(source)) {
            assertEquals(Optional.empty(), second.problem());
            assertEquals(NEWEST, second.schemaVersion());
        }
    }

    @Test
    void a_schema_newer_than_the_build_is_refused_in_plain_words() {
        var source = Databases.empty();
        new Schema(source).bringUpToDate();
        DSL.using(source, SQLDialect.POSTGRES).execute("""
                        insert into flyway_schema_history
                            (installed_rank, version, description, type, script, checksum, installed_by, execution_time,
                                success)
                        values (99, '7', 'from the future', 'SQL', 'V7__from_the_future.sql', 1, 'x', 1, true)""");

        try (var database = new Database(source)) {
            var words = "the database has schema version 7, this build knows versions up to " + NEWEST
                    + ": start a build at least as new as the one that wrote it";
            assertEquals(Optional.of(words), database.problem());
            assertEquals(
                    words,
                    assertThrows(DatabaseUnavailableException.class, database::schemaVersion)
                            .getMessage());
            assertEquals(
                    words,
                    assertThrows(DatabaseUnavailableException.class, () -> database.read(sql -> sql.selectOne()))
                            .getMessage());
        }
    }

    @Test
    void a_database_with_tables_of_somebody_else_is_left_alone() {
        var source = Databases.empty();
        var psql = DSL.using(source, SQLDialect.POSTGRES);
        psql.execute("create table somebody_elses (id int)");

        try (var database = new Database(source)) {
            var problem = database.problem().orElseThrow();
            assertTrue(problem.startsWith("the schema of the database cannot be brought up to date: "), problem);
            assertTrue(problem.contains("non-empty schema"), problem);
        }
        assertEquals(
                "somebody_elses",
                psql.fetchOne("select string_agg(relname, ', ') from pg_class where relkind = 'r'"
                                + " and relnamespace = 'public'::regnamespace")
                        .get(0));
    }

    @Test
    void a_dead_database_is_told_at_once_and_used_when_it_is_back() {
        var good = Databases.empty();
        var source = new Switchable(nowhere());
        try (var database = new Database(source)) {
            var problem = database.problem().orElseThrow();
            assertTrue(problem.startsWith("the database does not answer: Connection to 127.0.0.1:1 refused"), problem);

            source.current = good;
            await(() -> database.problem().isEmpty());

            assertEquals(NEWEST, database.schemaVersion());
        }
    }

    @Test
    void a_database_that_dies_later_is_told_in_words_as_well() {
        var source = new Switchable(Databases.empty());
        try (var database = new Database(source, limits(2, Duration.ofSeconds(30)))) {
            assertEquals(Optional.empty(), database.problem());

            source.current = nowhere();
            DSL.using(Databases.empty(), SQLDialect.POSTGRES)
                    .fetch(
                            "select pg_terminate_backend(pid) from pg_stat_activity where datname = {0}",
                            source.nameOfFirst());

            var problem = database.problem().orElseThrow();
            assertTrue(problem.startsWith("the database does not answer: "), problem);
        }
    }

    @Test
    void whoever_still_asks_while_it_is_being_closed_is_told_so() {
        var database = new Database(Databases.empty());
        database.close();

        for (var use : java.util.List.<org.junit.jupiter.api.function.Executable>of(
                () -> database.read(sql -> sql.selectOne().fetch()),
                () -> database.transaction(sql -> sql.selectOne().fetch()))) {
            assertEquals(
                    "the database is closed, since the platform is being stopped",
                    assertThrows(DatabaseUnavailableException.class, use).getMessage());
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_given_up() {
        try (var database = new Database(Databases.empty(), limits(2, Duration.ofSeconds(1)))) {
            var thrown = assertThrows(
                    DatabaseUnavailableException.class, () -> database.read(sql -> sql.fetch("select pg_sleep(20)")));

            assertEquals("the database needed longer than 1 s for an answer; try again", thrown.getMessage());
        }
    }

    @Test
    void who_finds_no_free_connection_is_told_so() throws InterruptedException {
        try (var database = new Database(Databases.empty(), limits(1, Duration.ofSeconds(30)))) {
            var taken = new CountDownLatch(1);
            var done = new CountDownLatch(1);
            var holder = Thread.ofVirtual()
                    .start(() -> database.transaction(sql -> {
                        sql.selectOne().fetch();
                        taken.countDown();
                        try {
                            return done.await(60, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
            taken.await();

            var problem = database.problem().orElseThrow();

            done.countDown();
            holder.join();
            assertEquals(
                    "the database does not answer: atelier-database - Connection is not available, request timed out"
                            + " after TIME (total=1, active=1, idle=0, waiting=0)",
                    problem.replaceAll("[0-9]+ms", "TIME"));
        }
    }

    private static Database.Limits limits(int connections, Duration statement) {
        return new Database.Limits(connections, Duration.ofMillis(500), statement);
    }

    private static DataSource nowhere() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nowhere");
        return nowhere;
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(until), "it never came true");
            Thread.onSpinWait();
        }
    }

    /** A data source that leads elsewhere when the test says so. */
    private static final class Switchable extends PGSimpleDataSource {
        private static final long serialVersionUID = 1;

        private final transient DataSource first;
        private transient volatile DataSource current;

        Switchable(DataSource first) {
            this.first = first;
            current = first;
        }

        String nameOfFirst() {
            return ((PGSimpleDataSource) first).getDatabaseName();
        }

        @Override
        public java.sql.Connection getConnection() throws java.sql.SQLException {
            return current.getConnection();
        }
    }
}
