package org.atelier.launcher;

import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Remembers which signal had the process stop, so that the log can tell. */
final class StopSignal {
    /** The system property with its name, such as {@code SIGTERM}; bundle startup reads it. */
    private static final String PROPERTY = "atelier.stopping";

    /** A process that a signal ended has this and the signal's number as its exit code. */
    private static final int SIGNALLED = 128;

    private StopSignal() {}

    static void remember() {
        for (var name : List.of("TERM", "INT", "HUP")) {
            var signal = new Signal(name);
            try {
                var before = Signal.handle(signal, StopSignal::stop);
                if (before == SignalHandler.SIG_IGN) {
                    // nohup: it is not to be stopped by that
                    Signal.handle(signal, before);
                }
            } catch (IllegalArgumentException _) {
                // the option -Xrs: whoever gave it has the signals left to the system
                return;
            }
        }
    }

    private static void stop(Signal signal) {
        System.setProperty(PROPERTY, "SIG" + signal.getName());
        System.exit(SIGNALLED + signal.getNumber());
    }
}
