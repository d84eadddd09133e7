package org.atelier.security.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the administrator's token; made by the first start. */
final class AdministratorToken {
    private static final Logger LOG = LoggerFactory.getLogger(AdministratorToken.class);

    /** 256 random bits in base64url; an operator may put in a longer one. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43,512}");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private AdministratorToken() {}

    /**
     * The hash of the token, which is made if there is none yet.
     *
     * @param home the platform's home directory
     * @throws IOException if the file cannot be written or read, or does not hold a token; says which file
     */
    static Secret readOrCreate(Path home, SecureRandom random) throws IOException {
        var directory = home.resolve("secrets");
        Files.createDirectories(home);
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            tighten(directory, OWNER_ONLY_DIRECTORY);
        }
        var file = directory.resolve("admin.token");
        if (Files.notExists(file)) {
            create(file, random);
        }
        tighten(file, OWNER_ONLY);
        var token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new IOException(file + " does not hold an administrator token (43 to 512 letters, digits, - and _):"
                    + " delete it, and the next start writes a new one");
        }
        return Secret.of(token);
    }

    /** Written aside and moved, so that a crash leaves no half token. */
    private static void create(Path file, SecureRandom random) throws IOException {
        var aside = Files.createTempFile(
                file.getParent(), "admin", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(aside, Secret.newText(random) + "\n", StandardCharsets.ISO_8859_1);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("Wrote the administrator token to {}", file);
    }

    private static void tighten(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (!permissions.containsAll(Files.getPosixFilePermissions(path))) {
            LOG.warn("{} was open to others; from now on it is the owner's alone", path);
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
