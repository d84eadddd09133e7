package org.atelier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path directory;

    @Test
    void a_home_is_made_for_its_owner_alone() throws Exception {
        var path = directory.resolve("below/home");
        try (var home = Home.hold(path)) {
            assertEquals("rwx------", permissions(path));
            assertEquals("rwx------", permissions(path.resolve("secrets")));
            assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(home.run("atelier.pid")));
        }
    }

    @Test
    void a_home_that_is_held_is_refused_with_who_holds_it_and_free_when_let_go() throws Exception {
        try (var home = Home.hold(directory)) {
            var refusal = assertThrows(Refusal.class, () -> Home.hold(directory));
            assertEquals(3, refusal.exitCode());
            assertTrue(
                    refusal.getMessage()
                            .contains("process " + ProcessHandle.current().pid()),
                    refusal.getMessage());
        }
        Home.hold(directory).close();
    }

    @Test
    void what_the_last_run_left_is_gone_and_what_belongs_to_the_operator_stays() throws Exception {
        Files.createDirectories(directory.resolve("run/framework/bundle1"));
        Files.writeString(directory.resolve("run/framework/bundle1/state"), "old");
        Files.writeString(directory.resolve("run/url"), "http://127.0.0.1:1/");
        Files.createDirectories(directory.resolve("plugins"));
        Files.writeString(directory.resolve("plugins/mine.jar"), "mine");
        try (var home = Home.hold(directory)) {
            assertFalse(Files.exists(home.run("framework")));
            assertFalse(Files.exists(home.run("url")));
            assertTrue(Files.exists(directory.resolve("plugins/mine.jar")));
        }
    }

    @Test
    void data_of_another_major_version_of_postgresql_are_refused_with_the_way_across() throws Exception {
        try (var home = Home.hold(directory)) {
            home.requirePostgres("18.6.0");
            var data = Files.createDirectories(directory.resolve("database/data"));
            Files.writeString(data.resolve("PG_VERSION"), "18\n");
            home.requirePostgres("18.6.0");
            var refusal = assertThrows(Refusal.class, () -> home.requirePostgres("19.0.0"));
            assertEquals(5, refusal.exitCode());
            assertTrue(
                    refusal.getMessage()
                            .startsWith("the data in " + directory.resolve("database")
                                    + " are those of PostgreSQL 18, and this Atelier brings PostgreSQL 19. They were"),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().contains("bin/atelier restore FILE"), refusal.getMessage());
        }
    }

    @Test
    void where_a_restore_was_killed_nobody_starts_without_data() throws Exception {
        try (var home = Home.hold(directory)) {
            home.requireRestored();
            var unfinished = Files.createDirectories(directory.resolve("database.unfinished"));
            var refusal = assertThrows(Refusal.class, home::requireRestored);
            assertEquals(5, refusal.exitCode());
            assertTrue(refusal.getMessage().contains("rm -r " + unfinished), refusal.getMessage());
            Files.createDirectories(directory.resolve("database/data"));
            home.requireRestored();
        }
    }

    @Test
    void a_home_that_is_a_file_is_refused_with_its_name() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");
        var refusal = assertThrows(Refusal.class, () -> Home.hold(file));
        assertEquals(5, refusal.exitCode());
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
