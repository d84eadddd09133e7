package org.atelier.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the program was started in.
 *
 * @param interactive whether somebody watches the error output, so that a line may be written over
 */
record Surroundings(
        Map<String, String> environment, Path userHome, PrintWriter out, PrintWriter err, boolean interactive) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** A variable of the environment that says something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The home directory of the platform on this machine. */
    Path home() {
        return variable("ATELIER_HOME").map(Path::of).orElseGet(() -> userHome.resolve(".atelier"));
    }
}
