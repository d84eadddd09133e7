package org.atelier.command;

/** How a command ends, for scripts. A number never changes its meaning; {@code atelier --help} and the manual list them. */
enum ExitCode {
    DONE(0, "Done."),
    FAILED(1, "Something failed that should not have; the message says where to look."),
    USAGE(2, "The command line, or a file given to it, is wrong; nothing was changed."),
    UNREACHABLE(3, "Atelier is not running, does not answer, or the answer broke off."),
    NOT_ALLOWED(4, "The token is missing or not the right one."),
    REFUSED(5, "What was asked for cannot be done; nothing was changed."),
    STALE(6, "Stale: the records changed since they were shown; nothing was changed."),
    NOT_NOW(7, "Not now: a plugin is missing, or Atelier is busy or starting; nothing was changed."),
    PARTLY(8, "Some of it was done and some could not be; the report says which.");

    private final int number;
    private final String words;

    ExitCode(int number, String words) {
        this.number = number;
        this.words = words;
    }

    int number() {
        return number;
    }

    /** What it means, as a sentence. */
    String words() {
        return words;
    }
}
