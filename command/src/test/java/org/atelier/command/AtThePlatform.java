package org.atelier.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.atelier.command.FakePlatform.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests of commands: a platform that answers what it is told to, and what was printed. */
abstract class AtThePlatform {
    @TempDir
    Path home;

    FakePlatform platform;
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @BeforeEach
    void startThePlatform() throws IOException {
        platform = new FakePlatform();
    }

    @AfterEach
    void stopThePlatform() {
        platform.close();
    }

    /** The exit code of the command. */
    final int run(String... arguments) {
        return runWith("", arguments);
    }

    /** @param input what is typed into it */
    final int runWith(String input, String... arguments) {
        return Main.run(
                new Surroundings(
                        Map.of("ATELIER_URL", platform.url(), "ATELIER_TOKEN", "t"),
                        home,
                        Optional.of(home),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false),
                arguments);
    }

    /** What the platform was asked last. */
    final Asked asked() {
        return platform.asked().getLast();
    }
}
