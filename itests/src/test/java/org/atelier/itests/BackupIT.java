package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atelier.database.embedded.internal.EmbeddedDatabase;
import org.atelier.database.embedded.internal.PostgresServer;
import org.atelier.testing.postgres.OldestPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do with what ships: backups, moves from one PostgreSQL to another, upgrades. */
class BackupIT {
    private static final List<String> FEEDS = List.of(
            "/api/v1/events/published.yaml",
            "/api/v1/events/published.csv",
            "/api/v1/export/badges.yaml",
            "/api/v1/export/instructors.json");

    @TempDir
    private Path folder;

    private static Map<String, String> feeds(InstalledAtelier atelier) throws Exception {
        var feeds = new TreeMap<String, String>();
        for (var path : FEEDS) {
            var answer = atelier.send(atelier.request(path));
            feeds.put(path, answer.headers().firstValue("ETag").orElseThrow() + answer.body());
        }
        return feeds;
    }

    private static String done(InstalledAtelier atelier, String... command) throws Exception {
        var outcome = atelier.command(command);
        assertEquals(0, outcome.exit(), outcome.output());
        return outcome.output();
    }

    private static InstalledAtelier.Outcome restore(Path file, Path home) throws Exception {
        return InstalledAtelier.run(
                Map.of("ATELIER_HOME", home.toString(), "JAVA_HOME", System.getProperty("java.home")),
                "restore",
                file.toString());
    }

    @Test
    void everything_moves_from_the_oldest_postgresql_into_a_new_home() throws Exception {
        var file = folder.resolve("backup.zip");
        Map<String, String> feeds;
        String account;
        try (var postgres = OldestPostgres.start(folder.resolve("oldest"))) {
            var settings = Map.of(
                    "ATELIER_DATABASE_URL", postgres.jdbcUrl(),
                    "ATELIER_DATABASE_USER", OldestPostgres.USER,
                    "ATELIER_DATABASE_PASSWORD", OldestPostgres.PASSWORD);
            try (var atelier = InstalledAtelier.start(InstalledAtelier.DISTRIBUTION, folder.resolve("old"), settings)) {
                atelier.loadDemoData();
                done(atelier, "merge", "apply", "2016-04-02-oslo", "2016-04-02-uio-oslo", "--base", "a", "--yes");
                done(atelier, "account", "create", "anna", "--name", "Anna", "--access", "editor");
                account = done(atelier, "account", "show", "anna", "--json");
                feeds = feeds(atelier);

                var told = done(atelier, "backup", file.toString());
                assertTrue(told.contains("every checksum verified"), told);
                var again = atelier.command("backup", file.toString());
                assertEquals(5, again.exit(), again.output());
                assertTrue(done(atelier, "log").contains("Backup, by administrator"));
                assertEquals(143, atelier.stop());
            }
        }

        var home = folder.resolve("new");
        var restored = restore(file, home);
        assertEquals(0, restored.exit(), restored.output());
        assertTrue(restored.output().contains("on PostgreSQL 15."), restored.output());
        assertFalse(Files.exists(home.resolve("database.unfinished")));

        try (var atelier = InstalledAtelier.start(home)) {
            assertEquals(feeds, feeds(atelier));
            assertEquals(account, done(atelier, "account", "show", "anna", "--json"));
            var merge = InstalledAtelier.json(done(atelier, "merge", "list", "--json"))
                    .at("/merges/0/id")
                    .asText();
            assertFalse(merge.isEmpty());
            done(atelier, "merge", "undo", merge, "--yes");
            assertEquals(
                    200,
                    atelier.send(atelier.asAdministrator("/api/v1/events/2016-04-02-uio-oslo"))
                            .statusCode());

            var busy = restore(file, home);
            assertEquals(3, busy.exit(), busy.output());
            assertEquals(143, atelier.stop());
        }
        var full = restore(file, home);
        assertEquals(1, full.exit(), full.output());
        assertTrue(
                full.output().contains("There is a database already, and nothing is ever overwritten"), full.output());

        var half = Files.write(
                folder.resolve("half.zip"), Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 9));
        var text = Files.writeString(folder.resolve("README.md"), "no backup");
        for (var none : List.of(half, text, folder, folder.resolve("missing.zip"))) {
            var refused = restore(none, folder.resolve("unmade"));
            assertEquals(1, refused.exit(), refused.output());
            assertTrue(refused.output().startsWith("Not restored: " + none), refused.output());
            assertFalse(Files.exists(folder.resolve("unmade")), "a home was made for nothing: " + none);
        }
    }

    @Test
    void a_home_of_an_older_version_is_brought_up_to_date_by_the_start() throws Exception {
        var home = folder.resolve("home");
        var options =
                EmbeddedDatabase.options(name -> Optional.of(home.toString()).filter(_ -> name.equals("atelier.home")));
        try (var server = PostgresServer.start(options)) {
            Flyway.configure()
                    .dataSource(server.dataSource())
                    .locations("filesystem:" + System.getProperty("atelier.bundles")
                            + "/persistence/src/main/resources/db/migration")
                    .target("10")
                    .load()
                    .migrate();
            try (var connection = server.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("""
                        insert into tag (name) values ('DC');
                        insert into event (slug, start, country, url, venue, address, latitude, longitude) values
                            ('2016-04-02-oslo', '2016-04-02', 'NO', 'https://example.org/', 'University', 'Oslo', 59.9, 10.7);
                        insert into event_tag values (1, 1)""");
            }
        }
        try (var atelier = InstalledAtelier.start(home)) {
            assertTrue(atelier.get("/api/v1/events/published.yaml?tag=DC").contains("slug: 2016-04-02-oslo"));
            // the journal of before is still there, and goes on
            try (var connection = atelier.database();
                    var rows = connection.createStatement().executeQuery("select count(*) from journal")) {
                rows.next();
                assertEquals(3, rows.getInt(1));
            }
            done(atelier, "history", "event", "2016-04-02-oslo");
            assertEquals(143, atelier.stop());
        }
        // what another major version of PostgreSQL wrote is not touched, and the start says what to do
        var version = home.resolve("database/data/PG_VERSION");
        Files.writeString(version, "17\n");
        var refused = assertThrows(IllegalStateException.class, () -> InstalledAtelier.start(home));
        assertTrue(refused.getMessage().contains("are those of PostgreSQL 17"), refused.getMessage());
        assertTrue(refused.getMessage().contains("bin/atelier restore FILE"), refused.getMessage());
    }
}
