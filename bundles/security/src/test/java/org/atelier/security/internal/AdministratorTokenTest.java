package org.atelier.security.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministratorTokenTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void the_first_start_writes_a_token_of_256_bits_that_only_the_owner_can_read() throws Exception {
        var home = folder.resolve("home");
        var token = AdministratorToken.readOrCreate(home, random);
        var file = home.resolve("secrets/admin.token");
        var text = Files.readString(file).strip();
        assertEquals(32, Base64.getUrlDecoder().decode(text).length);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        assertEquals(Secret.of(text), token);
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void the_second_start_finds_the_token_of_the_first() throws Exception {
        assertEquals(AdministratorToken.readOrCreate(folder, random), AdministratorToken.readOrCreate(folder, random));
    }

    @Test
    void two_platforms_have_two_tokens() throws Exception {
        assertNotEquals(
                AdministratorToken.readOrCreate(folder.resolve("a"), random),
                AdministratorToken.readOrCreate(folder.resolve("b"), random));
    }

    @Test
    void a_file_open_to_others_is_closed() throws Exception {
        AdministratorToken.readOrCreate(folder, random);
        var file = folder.resolve("secrets/admin.token");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        AdministratorToken.readOrCreate(folder, random);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void a_file_without_a_token_is_refused_naming_it() throws Exception {
        var file = Files.createDirectories(folder.resolve("secrets")).resolve("admin.token");
        for (var content : List.of("", "short", "x".repeat(42), "with blanks ".repeat(5))) {
            Files.writeString(file, content);
            var refused =
                    assertThrows(IOException.class, () -> AdministratorToken.readOrCreate(folder, random), content);
            assertTrue(refused.getMessage().startsWith(file + " does not hold an administrator token"));
        }
    }
}
