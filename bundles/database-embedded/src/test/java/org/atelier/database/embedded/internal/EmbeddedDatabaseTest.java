package org.atelier.database.embedded.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    Path home;

    @Test
    void everything_lies_in_the_home_and_the_server_is_durable() throws Exception {
        var options = options(Map.of());
        assertEquals(home.resolve("database/data"), options.dataDirectory());
        assertEquals(home.resolve("cache/postgres"), options.binariesDirectory());
        assertEquals(home.resolve("log/postgres.log"), options.logFile());
        assertEquals(0, options.port());
        assertTrue(options.durable());
    }

    @Test
    void the_password_is_long_made_once_and_for_the_owner_alone() throws Exception {
        var first = options(Map.of());
        var file = home.resolve("secrets/database.password");
        assertTrue(first.password().length() >= 43, "too short");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(first.password(), options(Map.of()).password());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    void an_empty_password_file_is_refused() throws Exception {
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/database.password"), "\n");
        var refused = assertThrows(IOException.class, () -> options(Map.of()));
        assertTrue(refused.getMessage().contains("database.password is empty"), refused.getMessage());
    }

    @Test
    void a_port_may_be_set_and_must_be_a_number() throws Exception {
        assertEquals(5433, options(Map.of("atelier.database.port", "5433")).port());
        var refused =
                assertThrows(IllegalArgumentException.class, () -> options(Map.of("atelier.database.port", "any")));
        assertEquals("atelier.database.port is not a number: any", refused.getMessage());
    }

    private PostgresOptions options(Map<String, String> more) throws IOException {
        var settings = new HashMap<>(more);
        settings.put("atelier.home", home.toString());
        return EmbeddedDatabase.options(name -> Optional.ofNullable(settings.get(name)));
    }
}
