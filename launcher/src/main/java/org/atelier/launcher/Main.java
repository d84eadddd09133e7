package org.atelier.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Starts the platform in the foreground: reads the settings, holds the home directory, then hands over to the feature
 * launcher.
 *
 * <p>With the argument {@code home} it prints the home directory and starts nothing; with {@code restore FILE} it has
 * {@code lib/restore.jar} bring a backup into the database, while nothing else can use the home.
 *
 * <p>The system property {@code atelier.distribution} names the unpacked distribution.
 */
public final class Main {
    /** Held until the process ends; collected, it would give the lock back. */
    @SuppressWarnings("unused")
    private static Optional<Home> held = Optional.empty();

    private Main() {}

    public static void main(String[] arguments) {
        var log = Optional.<StartLog>empty();
        try {
            var distribution = distribution();
            var environment = System.getenv();
            var settings = Settings.read(settingsFile(distribution, environment), environment);
            if (arguments.length == 1 && arguments[0].equals("home")) {
                System.out.println(settings.home());
                return;
            }
            if (arguments.length == 2 && arguments[0].equals("restore")) {
                settings.requireWhole();
                var restore = RestoreProgram.of(distribution);
                // before a home is made for it
                restore.look(arguments[1]);
                held = Optional.of(Home.hold(settings.home()));
                tell(settings, distribution);
                restore.run(arguments[1]);
                return;
            }
            log = Optional.of(StartLog.of(settings));
            settings.requireWhole();
            Settings.misspelt(environment)
                    .forEach(name -> say("The environment variable " + name + " means nothing to Atelier."));
            var home = Home.hold(settings.home());
            held = Optional.of(home);
            if (!settings.databaseIsExternal()) {
                home.requireRestored();
                home.requirePostgres(version("postgresql"));
            }
            refuseTakenPort(settings.get(Setting.HTTP_HOST), settings.number(Setting.HTTP_PORT));
            tell(settings, distribution);
            StopSignal.remember();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> say("Atelier is stopping: first the requests under way, then the database."),
                            "say goodbye"));
            org.apache.sling.feature.launcher.impl.Main.main(
                    frameworkArguments(settings, distribution, home).toArray(String[]::new));
        } catch (Refusal e) {
            var words = "Atelier does not start: " + e.getMessage();
            say(words);
            log.ifPresent(it -> note(it, words));
            System.exit(e.exitCode());
        }
    }

    private static void note(StartLog log, String words) {
        try {
            log.refused(words, Instant.now());
        } catch (IOException e) {
            say("That could not be written into the log: " + e);
        }
    }

    private static Path distribution() {
        var named = System.getProperty("atelier.distribution", "");
        if (named.isEmpty()) {
            throw new Refusal(
                    Refusal.Because.CONFIGURATION, "it is started by bin/atelier, which names the distribution");
        }
        return Path.of(named).toAbsolutePath().normalize();
    }

    private static Path settingsFile(Path distribution, Map<String, String> environment) {
        var told = environment.getOrDefault("ATELIER_CONFIG", "");
        return told.isBlank() ? distribution.resolve("conf").resolve("atelier.properties") : Path.of(told);
    }

    /** Known before anything is started, so that the answer is one line. */
    private static void refuseTakenPort(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.Because.PORT_IN_USE,
                    "it cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "); set ATELIER_HTTP_PORT to a free port, or ATELIER_HTTP_HOST to an address of this"
                            + " machine");
        }
    }

    /** As system properties: a framework property is looked up there last, and a password stays out of every file. */
    private static void tell(Settings settings, Path distribution) {
        settings.values().forEach((setting, value) -> System.setProperty(setting.key(), value));
        System.setProperty("atelier.settings", settings.origins());
        System.setProperty("atelier.distribution", distribution.toString());
        System.setProperty("atelier.exitWhenBroken", "true");
        // the feature launcher's own log; what matters of it is told by the bundle startup
        System.setProperty("org.slf4j.simpleLogger.log.launcher", "warn");
    }

    private static List<String> frameworkArguments(Settings settings, Path distribution, Home home) {
        var features = distribution.resolve("features");
        var arguments = new ArrayList<>(List.of(
                "-p", home.run("sling").toString(),
                "-c", home.run("sling").resolve("cache").toString(),
                "-u", distribution.resolve("repository").toUri().toString(),
                "-D", "org.osgi.framework.storage=" + home.run("framework")));
        for (var name : List.of("atelier.home", "atelier.distribution")) {
            arguments.addAll(List.of("-V", name + "=" + System.getProperty(name)));
        }
        arguments.addAll(List.of(
                "-fv",
                version("framework"),
                "-f",
                features.resolve("atelier.json").toString(),
                "-f",
                features.resolve(settings.databaseIsExternal() ? "database-external.json" : "database-embedded.json")
                        .toString()));
        return arguments;
    }

    /** Written into the jar by the build, which alone knows versions. */
    private static String version(String what) {
        var versions = new Properties();
        try (var in = Main.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty(what);
    }

    private static void say(String words) {
        System.err.println(words);
    }
}
