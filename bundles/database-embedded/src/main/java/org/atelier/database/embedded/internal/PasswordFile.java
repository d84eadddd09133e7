package org.atelier.database.embedded.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The database's password: made once, readable by the owner alone. */
final class PasswordFile {
    private static final int RANDOM_BYTES = 32;

    private PasswordFile() {}

    static String readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        var password = Files.readString(file).strip();
        if (password.isEmpty()) {
            throw new IOException(file + " is empty: it must hold the database's password");
        }
        return password;
    }

    /** Whether a password looks as if it were made here; others might have been thought of by people. */
    static boolean isOfChance(String password) {
        return password.matches("[A-Za-z0-9_-]{43}");
    }

    /** Written beside its place and moved there, so that no start ever sees half a password. */
    private static void make(Path file) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        // created for the owner alone
        var unfinished =
                Files.createTempFile(file.getParent(), file.getFileName().toString(), ".unfinished");
        Files.writeString(unfinished, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
