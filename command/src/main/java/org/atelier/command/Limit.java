package org.atelier.command;

import picocli.CommandLine.Option;

/** How long a list may be. */
final class Limit {
    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "At most so many, up to 500; by default ${DEFAULT-VALUE}.")
    private int most;

    /** As a value of the query parameter {@code limit}. */
    String value() {
        return Integer.toString(most);
    }
}
