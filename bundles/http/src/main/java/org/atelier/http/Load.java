package org.atelier.http;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** How much there is to do at the moment, and what was turned away; for operators and their monitoring. */
@ProviderType
public interface Load {
    Figures figures();

    /** Why a request was turned away. */
    enum Reason {
        /** Too many waited already. */
        FULL,
        /** Its turn did not come in time. */
        LATE,
        /** Its body came too slowly. */
        SLOW
    }

    /**
     * Numbers of this moment, and counts since the start.
     *
     * @param working how many requests are worked on
     * @param mostWorking how many may be
     * @param waiting how many wait for their turn
     * @param mostWaiting how many may
     * @param connections how many clients are connected, as far as that is counted
     * @param mostConnections how many may be
     * @param shed how many requests were turned away, for every reason
     */
    record Figures(
            int working,
            int mostWorking,
            int waiting,
            int mostWaiting,
            int connections,
            int mostConnections,
            Map<Reason, Long> shed) {
        public Figures {
            shed = Map.copyOf(shed);
        }
    }
}
