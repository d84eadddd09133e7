package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.atelier.testing.postgres.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's own PostgreSQL, by address, user and password; the one that travels along then stays at home. */
class ExternalDatabaseIT {
    @TempDir
    Path folder;

    @Test
    void with_an_address_the_operators_database_is_used_and_no_other_is_started() throws Exception {
        var postgres = TestPostgres.migratedBy(_ -> {});
        var dataSource = postgres.freshDatabase();
        String name;
        try (var connection = dataSource.getConnection()) {
            name = connection.getCatalog();
        }
        var settings = Map.of(
                "ATELIER_DATABASE_URL", TestPostgres.jdbcUrl(name),
                "ATELIER_DATABASE_USER", TestPostgres.user(),
                "ATELIER_DATABASE_PASSWORD", TestPostgres.password());
        try (var atelier = InstalledAtelier.start(InstalledAtelier.DISTRIBUTION, folder.resolve("home"), settings)) {
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
}
