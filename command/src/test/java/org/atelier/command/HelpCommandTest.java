package org.atelier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCommandTest extends AtThePlatform {
    private String said(String... arguments) {
        out.getBuffer().setLength(0);
        assertEquals(0, run(arguments), err.toString());
        assertEquals("", err.toString());
        return out.toString();
    }

    @Test
    void help_is_what_the_option_says() {
        assertEquals(said("--help"), said("help"));
        assertEquals(said("merge", "--help"), said("help", "merge"));
        assertEquals(said("merge", "undo", "--help"), said("help", "merge", "undo"));
        assertTrue(said("help", "help").contains("Usage: atelier help"), out.toString());
    }

    @Test
    void without_a_command_it_is_told_as_well_and_still_wrong() {
        var help = said("help");
        assertEquals(2, run());
        assertEquals(help, err.toString());
    }

    @Test
    void what_runs_atelier_is_among_the_commands_and_each_tells_of_itself() throws IOException {
        var script = Files.readString(Path.of("../distribution/src/main/dist/bin/atelier"));
        for (var command : LocalCommand.values()) {
            assertTrue(said("help").contains("\n  " + command.typed() + " "), out.toString());
            var name = command.typed().replace(" FILE", "");
            assertTrue(said("help", name).startsWith("Usage: bin/atelier " + command.typed() + "\n"), out.toString());
            assertTrue(script.contains("\n" + name + "() {"), name + " is none of bin/atelier's");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"help merg", "merg"})
    void a_command_that_is_none_is_told_with_those_it_may_be(String line) {
        assertEquals(2, run(line.split(" ")));
        assertEquals("""
                There is no command "merg".
                Did you mean: atelier merge or atelier operation?
                See "atelier --help".
                """, err.toString());
    }
}
