package org.atelier.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the program was started in.
 *
 * @param distribution the unpacked distribution whose {@code bin/atelier} started it; empty if it was started otherwise
 * @param interactive whether somebody watches the error output, so that a line may be written over
 */
record Surroundings(
        Map<String, String> environment,
        Path userHome,
        Optional<Path> distribution,
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        boolean interactive) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** A variable of the environment that says something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The home directory of the platform on this machine: from the environment, its settings file, or the default. */
    Path home() {
        return variable("ATELIER_HOME")
                .or(this::configuredHome)
                .map(text -> text.equals("~") || text.startsWith("~/") ? userHome + text.substring(1) : text)
                .map(Path::of)
                .orElseGet(() -> userHome.resolve(".atelier"))
                .toAbsolutePath()
                .normalize();
    }

    private Optional<String> configuredHome() {
        return variable("ATELIER_CONFIG")
                .map(Path::of)
                .or(() -> distribution.map(there -> there.resolve("conf").resolve("atelier.properties")))
                .filter(Files::exists)
                .map(Surroundings::load)
                .map(settings -> settings.getProperty("atelier.home", "").strip())
                .filter(home -> !home.isEmpty());
    }

    private static Properties load(Path file) {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            settings.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.here(
                    ExitCode.USAGE,
                    "bad-settings",
                    "Settings that cannot be read",
                    "The settings in " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    "Mend the file, or name the home directory in ATELIER_HOME.",
                    e);
        }
        return settings;
    }
}
