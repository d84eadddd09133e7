package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Debian package on the machine itself: installed, run as its unit says, installed over, removed and purged. It needs
 * root, and leave to do so: {@code -Datelier.test.package=true}.
 */
class PackageIT {
    private static final Path SHARE = Path.of("/usr/share/atelier");
    private static final Path SETTINGS = Path.of("/etc/atelier/atelier.properties");
    private static final Path HOME = Path.of("/var/lib/atelier");
    private static final Path UNIT = Path.of("/lib/systemd/system/atelier.service");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private Process service;

    @BeforeEach
    void only_where_it_is_allowed_and_nobodys_atelier_is_there() {
        assumeTrue(Boolean.getBoolean("atelier.test.package"), "nobody allowed to install a package on this machine");
        assertEquals("root", System.getProperty("user.name"), "a package is installed by root");
        assertFalse(Files.exists(SHARE), "Atelier is installed on this machine already; it is left alone");
        assertFalse(Files.exists(HOME), HOME + " is there already; it is left alone");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (!Boolean.getBoolean("atelier.test.package")) {
            return;
        }
        if (service != null && service.isAlive()) {
            service.destroy();
            service.waitFor(60, TimeUnit.SECONDS);
        }
        run("dpkg", "--purge", "atelier");
        run("rm", "-rf", HOME.toString());
        run("userdel", "atelier");
    }

    @Test
    void the_package_is_installed_run_installed_over_and_removed_and_the_home_stays() throws Exception {
        var installed = expect(0, "dpkg", "--install", debianPackage());
        assertTrue(installed.contains(SETTINGS.toString()), installed);
        assertEquals("atelier", Files.getOwner(HOME).getName());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME)));
        the_unit_is_valid_and_closed_off();

        int port = InstalledAtelier.freePort();
        Files.writeString(SETTINGS, Files.readString(SETTINGS) + "\natelier.http.port = " + port + "\n");
        startAsTheUnitSays(port);
        expect(0, "/usr/bin/atelier", "demo-data", "load");
        var status = expect(0, "/usr/bin/atelier", "status");
        assertTrue(status.contains("127.0.0.1:" + port), status);
        expect(2, "/usr/bin/atelier", "stop");
        var feed = get(port, "/api/v1/events/published.yaml").body();
        assertTrue(feed.startsWith("- slug: "), feed);
        stop();

        // as an upgrade does: settings that were changed stay, and so do the data
        expect(0, "dpkg", "--install", debianPackage());
        startAsTheUnitSays(port);
        assertEquals(feed, get(port, "/api/v1/events/published.yaml").body());
        stop();

        expect(0, "dpkg", "--remove", "atelier");
        assertFalse(Files.exists(SHARE));
        assertFalse(Files.exists(UNIT));
        assertTrue(Files.exists(SETTINGS));
        var purged = expect(0, "dpkg", "--purge", "atelier");
        assertTrue(purged.contains("your data are still in " + HOME), purged);
        assertFalse(Files.exists(SETTINGS));
        assertTrue(Files.exists(HOME.resolve("secrets/database.password")));
    }

    private void the_unit_is_valid_and_closed_off() throws Exception {
        assertEquals("", expect(0, "systemd-analyze", "verify", UNIT.toString()));
        // 0.0 is no rights at all, 10.0 all of them; in tenths
        expect(0, "systemd-analyze", "security", "--offline=true", "--threshold=20", UNIT.toString());
    }

    /** The command line, user and environment of the unit, without systemd. */
    private void startAsTheUnitSays(int port) throws Exception {
        var unit = Files.readString(UNIT);
        var line = new ArrayList<>(List.of("setpriv", "--reuid", setting(unit, "User"), "--regid"));
        line.addAll(List.of(setting(unit, "Group"), "--clear-groups", "--no-new-privs", "env", "--ignore-environment"));
        line.addAll(List.of("--chdir=" + setting(unit, "WorkingDirectory"), "PATH=/usr/bin:/bin"));
        line.add(setting(unit, "Environment"));
        line.add("ATELIER_JAVA_HOME=" + System.getProperty("java.home"));
        line.add("ATELIER_JAVA_OPTIONS=-XX:TieredStopAtLevel=1");
        line.addAll(List.of(setting(unit, "ExecStart").split(" ")));
        var terminal = folder.resolve("terminal");
        service = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(terminal.toFile()))
                .start();
        var end = Instant.now().plus(PATIENCE);
        while (!ready(port)) {
            assertTrue(service.isAlive() && Instant.now().isBefore(end), Files.readString(terminal));
            Thread.sleep(100);
        }
    }

    private static String setting(String unit, String key) {
        var setting = Pattern.compile("(?m)^" + key + "=(.+)$").matcher(unit);
        assertTrue(setting.find(), "the unit has no " + key);
        return setting.group(1);
    }

    private static boolean ready(int port) throws Exception {
        try {
            return get(port, "/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static java.net.http.HttpResponse<String> get(int port, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private void stop() throws Exception {
        service.destroy();
        assertTrue(service.waitFor(60, TimeUnit.SECONDS), "it did not stop");
        assertTrue(List.of(0, 143).contains(service.exitValue()), "it ended with " + service.exitValue());
    }

    private static String debianPackage() throws IOException {
        try (var packages =
                Files.newDirectoryStream(Path.of(System.getProperty("atelier.packages")), "atelier_*_all.deb")) {
            return packages.iterator().next().toString();
        }
    }

    private String expect(int exit, String... line) throws Exception {
        var outcome = run(line);
        assertEquals(exit, outcome.exit(), String.join(" ", line) + ": " + outcome.output());
        return outcome.output();
    }

    private InstalledAtelier.Outcome run(String... line) throws Exception {
        var output = Files.createTempFile(folder, "output", ".txt");
        var builder = new ProcessBuilder(line);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        var running = builder.start();
        assertTrue(running.waitFor(120, TimeUnit.SECONDS), String.join(" ", line) + " did not end");
        return new InstalledAtelier.Outcome(running.exitValue(), Files.readString(output));
    }
}
