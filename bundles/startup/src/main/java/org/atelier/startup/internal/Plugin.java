package org.atelier.startup.internal;

import java.util.Set;
import java.util.TreeSet;

/**
 * A bundle of somebody else's, as the log tells of it.
 *
 * @param strategies the ids of the merge strategies it offers
 */
record Plugin(String name, String version, Set<String> strategies) {
    Plugin {
        strategies = Set.copyOf(strategies);
    }

    String came() {
        return "The plugin " + name + " " + version + " came, "
                + (strategies.isEmpty() ? "without merge strategies" : "and with it " + strategyWords());
    }

    String went() {
        return "The plugin " + name + " " + version + " went"
                + (strategies.isEmpty() ? "" : ", and with it " + strategyWords());
    }

    private String strategyWords() {
        return (strategies.size() == 1 ? "the merge strategy " : "the merge strategies ")
                + String.join(", ", new TreeSet<>(strategies));
    }
}
