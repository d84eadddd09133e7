package org.atelier.health.internal;

import org.atelier.health.Check;
import org.atelier.http.Load;

/** Whether requests find room. */
final class LoadCheck {
    private LoadCheck() {}

    static Check of(Load.Figures now) {
        var shed = now.shed().values().stream().mapToLong(Long::longValue).sum();
        var words = "%,d of %,d worked on, %,d of %,d waiting, %,d of %,d connections, %,d turned away since the start"
                .formatted(
                        now.working(),
                        now.mostWorking(),
                        now.waiting(),
                        now.mostWaiting(),
                        now.connections(),
                        now.mostConnections(),
                        shed);
        return now.waiting() >= now.mostWaiting()
                ? Check.degraded("requests", "whoever comes now is turned away: " + words)
                : Check.ok("requests", words);
    }
}
