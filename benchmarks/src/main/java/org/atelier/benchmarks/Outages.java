package org.atelier.benchmarks;

/** When the node or its database is away on purpose, and whoever asks may be left without an answer. */
final class Outages {
    private int begun;
    private int over;

    /** A moment, to be asked about later. */
    record Moment(int begun, boolean away) {}

    synchronized void begin() {
        begun++;
    }

    synchronized void end() {
        over = begun;
    }

    synchronized Moment now() {
        return new Moment(begun, over < begun);
    }

    /** Whether something was away at any time since then. */
    synchronized boolean since(Moment then) {
        return then.away() || begun > then.begun();
    }
}
