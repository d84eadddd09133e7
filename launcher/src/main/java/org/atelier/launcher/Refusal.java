package org.atelier.launcher;

/** Why the platform does not start. The message is for the operator; the exit code for programs. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to exit with; documented in docs/operators.md. */
    enum Because {
        CONFIGURATION(2),
        HOME_IN_USE(3),
        PORT_IN_USE(4),
        HOME_UNUSABLE(5);

        private final int exitCode;

        Because(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Because because;

    Refusal(Because because, String message) {
        super(message);
        this.because = because;
    }

    int exitCode() {
        return because.exitCode;
    }
}
