package org.atelier.command;

/** How a command ends, for scripts. A number never changes its meaning; {@code atelier --help} lists them. */
enum ExitCode {
    DONE(0),
    /** Something failed that should not have, there or here. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** Nobody answers, or the answer broke off. */
    UNREACHABLE(3),
    /** The token is missing or not the right one. */
    NOT_ALLOWED(4),
    /** What was asked for cannot be done; nothing was changed. */
    REFUSED(5),
    /** The records are no longer as the plan saw them; nothing was changed. */
    STALE(6),
    /** Not at the moment: a plugin is missing, or the platform is busy or starting; nothing was changed. */
    NOT_NOW(7);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
