package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.atelier.testing.postgres.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's own PostgreSQL, by address, user and password; the one that travels along then stays at home. */
class ExternalDatabaseIT {
    private static final String FEED = "/api/v1/events/published.yaml";
    private static final TestPostgres EMPTY = TestPostgres.migratedBy(_ -> {});

    @TempDir
    Path folder;

    @Test
    void two_nodes_on_the_operators_database_show_each_others_work_within_a_second_and_one_goes_on_alone()
            throws Exception {
        var dataSource = EMPTY.freshDatabase();
        try (var starting = Executors.newFixedThreadPool(2)) {
            // at the same time, on an empty database: one of them makes the tables
            var left = starting.submit(() -> start("left", dataSource));
            var right = starting.submit(() -> start("right", dataSource));
            try (var one = left.get();
                    var other = right.get()) {
                one.loadDemoData();
                assertFalse(one.databaseIsAlive(), "a database was started although there is one");
                assertFalse(one.terminal().contains(TestPostgres.password()));
                var before = other.get(FEED);
                assertTrue(before.startsWith("- slug: "), before);
                assertEquals(one.get(FEED), before);
                var events = InstalledAtelier.json(one.get("/api/v1/events/published.json"));
                var a = events.get(0).get("slug").textValue();
                var b = events.get(1).get("slug").textValue();

                var merged = one.mergeEvents(a, b);
                assertEquals(201, merged.statusCode(), merged.body());
                var after = one.get(FEED);
                assertNotEquals(before, after, "a node shows its own merge at once");
                Thread.sleep(1_000);
                assertEquals(after, other.get(FEED));

                one.killNode();
                var undone = other.post(merged.headers().firstValue("Location").orElseThrow() + "/undo", "{}");
                assertEquals(201, undone.statusCode(), undone.body());
                assertEquals(before, other.get(FEED));
                one.start();
                assertEquals(before, one.get(FEED));
            }
        }
        try (var connection = dataSource.getConnection()) {
            assertTrue(Journal.strings(connection, "select slug from event").size() > 100);
            var migrations = Journal.strings(
                    connection,
                    "select version || ' ' || count(*) from flyway_schema_history"
                            + " where version is not null group by version");
            assertTrue(migrations.size() > 5, migrations.toString());
            assertTrue(migrations.stream().allMatch(line -> line.endsWith(" 1")), migrations.toString());
        }
    }

    private InstalledAtelier start(String home, DataSource database) throws Exception {
        try (var connection = database.getConnection()) {
            var settings = Map.of(
                    "ATELIER_DATABASE_URL", TestPostgres.jdbcUrl(connection.getCatalog()),
                    "ATELIER_DATABASE_USER", TestPostgres.user(),
                    "ATELIER_DATABASE_PASSWORD", TestPostgres.password());
            return InstalledAtelier.start(InstalledAtelier.DISTRIBUTION, folder.resolve(home), settings);
        }
    }
}
