package org.atelier.http;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where requests wait for their turn, so that only so many are worked on at once. A turn is for work: it is not held
 * while a client sends its body or takes its answer, however slowly.
 */
@ProviderType
public interface Turns {
    /** The servlet request's attribute that holds where it waits. */
    String ATTRIBUTE = "org.atelier.http.turns";

    /**
     * Waits for a turn.
     *
     * @throws ProblemException 503 if too many wait already, or the turn does not come in time
     */
    Turn take();

    /**
     * Looks whether a body comes fast enough.
     *
     * @param bytes how many have come
     * @param nanos in which time
     * @throws ProblemException 408 if not
     */
    void checkPace(long bytes, long nanos);

    /** The body did not come at all for so long that the connection was given up. */
    ProblemException stalled(Throwable cause);

    /** To be given back. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Everybody has their turn at once, and may take their time. */
    Turns UNBOUNDED = new Turns() {
        @Override
        public Turn take() {
            return () -> {};
        }

        @Override
        public void checkPace(long bytes, long nanos) {
            // any will do
        }

        @Override
        public ProblemException stalled(Throwable cause) {
            return TOO_SLOW.exception(cause);
        }
    };

    /** What a client is told whose body comes too slowly. */
    Problem TOO_SLOW = new Problem(
                    408,
                    "too-slow",
                    "Too slow",
                    "The body came too slowly, and was not waited for any longer; send it again.")
            .withHeader("Connection", "close");
}
