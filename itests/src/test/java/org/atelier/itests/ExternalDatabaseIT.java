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
    void with_an_address_the_operators_database_is_used_and_no_other_is_started() throws Exception {
        var dataSource = EMPTY.freshDatabase();
        try (var atelier = start("home", dataSource)) {
            atelier.loadDemoData();
            assertTrue(atelier.get("/api/v1/events/published.yaml").startsWith("- slug: "));
            assertFalse(atelier.databaseIsAlive(), "a database was started although there is one");
            try (var connection = dataSource.getConnection();
                    var rows = connection.createStatement().executeQuery("select count(*) > 100 from event")) {
                rows.next();
                assertTrue(rows.getBoolean(1));
            }
            assertFalse(atelier.terminal().contains(TestPostgres.password()));
        }
    }

    @Test
    void two_nodes_show_what_the_other_did_within_a_second_and_one_goes_on_alone() throws Exception {
        var dataSource = EMPTY.freshDatabase();
        try (var starting = Executors.newFixedThreadPool(2)) {
            // at the same time, on an empty database: one of them makes the tables
            var left = starting.submit(() -> start("left", dataSource));
            var right = starting.submit(() -> start("right", dataSource));
            try (var one = left.get();
                    var other = right.get()) {
                one.loadDemoData();
                var before = other.get(FEED);
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
