package org.atelier.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code bin/atelier} does itself, on the machine Atelier is to run on: this program only tells of it. */
enum LocalCommand {
    RUN("", "Run Atelier in the foreground; Ctrl-C stops it.", ""),
    START("", "Run it in the background; returns when it is ready.", "If it does not become ready, it says why."),
    STOP("", "Let requests finish, then stop it.", ""),
    STATUS("", "Say whether it runs, and where.", "Exit code 0 if it does, 3 if not."),
    RESTORE(
            " FILE",
            "Bring a backup into an empty home or database.",
            "FILE is what \"bin/atelier backup FILE\" wrote. Nothing is ever overwritten.");

    private final String arguments;
    private final String words;
    private final String more;

    LocalCommand(String arguments, String words, String more) {
        this.arguments = arguments;
        this.words = words;
        this.more = more;
    }

    static Optional<LocalCommand> named(String name) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(name))
                .findFirst();
    }

    /** As it is typed. */
    String typed() {
        return word() + arguments;
    }

    /** What it does, in half a line. */
    String words() {
        return words;
    }

    /** All of it. */
    String usage() {
        return """
                Usage: bin/atelier %s

                %s
                Settings are in conf/atelier.properties, or in the environment; docs/operators.md has the exit codes.""".formatted(typed(), (words + " " + more).strip());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
