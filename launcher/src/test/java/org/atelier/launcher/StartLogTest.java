package org.atelier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLogTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    Path directory;

    private StartLog log(String format) throws Exception {
        var file = Files.writeString(directory.resolve("conf"), "atelier.log.format = " + format + "\n");
        return StartLog.of(Settings.read(file, Map.of("ATELIER_HOME", directory + "/home")));
    }

    @Test
    void a_refused_start_stands_in_the_log_behind_what_is_there() throws Exception {
        var file = Files.createDirectories(directory.resolve("home/log")).resolve("atelier.log");
        Files.writeString(file, "before\n");

        log("text").refused("Atelier does not start: the port is taken", NOON);
        log("json").refused("it said \"no\"\nand C:\\", NOON);

        assertEquals("""
                before
                2026-11-29T12:00:00.000Z ERROR [-] org.atelier.launcher.StartLog: Atelier does not start: the port is taken
                {"time":"2026-11-29T12:00:00.000Z","level":"ERROR","logger":"org.atelier.launcher.StartLog",\
                "message":"it said \\"no\\"\\u000aand C:\\\\"}
                """, Files.readString(file));
    }

    @Test
    void a_home_is_not_made_for_it() throws Exception {
        log("text").refused("Atelier does not start", NOON);

        assertFalse(Files.exists(directory.resolve("home")));
    }
}
