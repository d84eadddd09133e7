package org.atelier.database.embedded.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked from this bundle once for each version and architecture. */
final class PostgresBinaries {
    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Finds them under the directory, or unpacks them there; a half unpacked set is never seen by anybody. */
    static PostgresBinaries under(Path directory) {
        var name = architecture();
        try {
            var home = directory.resolve(version() + "-" + name);
            if (!Files.isDirectory(home)) {
                unpack("/postgres/postgres-" + name + ".txz", home);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new PostgresException("PostgreSQL could not be unpacked into " + directory + ": " + e, e);
        }
    }

    Path home() {
        return home;
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** The version without what changes from one release to the next, such as {@code 18}. */
    String major() {
        try {
            return version().replaceFirst("\\..*", "");
        } catch (IOException e) {
            throw new PostgresException("cannot tell which PostgreSQL this is: " + e, e);
        }
    }

    private static String architecture() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch");
        return switch (os + " " + arch) {
            case "linux amd64", "linux x86_64" -> "linux-x86_64";
            case "linux aarch64" -> "linux-arm_64";
            default ->
                throw new PostgresException("no PostgreSQL for " + os + " on " + arch
                        + " travels with Atelier: set atelier.database.url to one of your own");
        };
    }

    private static String version() throws IOException {
        try (var in = resource("/postgres/version")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static InputStream resource(String name) throws IOException {
        return Optional.ofNullable(PostgresBinaries.class.getResourceAsStream(name))
                .orElseThrow(() -> new IOException(name + " is missing from database-embedded"));
    }

    private static void unpack(String archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        var unfinished = Files.createTempDirectory(home.getParent(), home.getFileName() + ".unfinished");
        try {
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource(archive))))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, unfinished);
                }
            }
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Somebody else finished first, with the same version: theirs is as good as ours.
            Directories.delete(unfinished);
        } catch (IOException e) {
            Directories.delete(unfinished);
            throw e;
        }
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path root) throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive reaches outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if ((mode & 0100) != 0) {
            permissions.addAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        }
        return permissions;
    }
}
