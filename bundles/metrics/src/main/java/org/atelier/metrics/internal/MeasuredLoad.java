package org.atelier.metrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.atelier.domain.Measure;
import org.atelier.domain.Measured;
import org.atelier.http.Load;

/** How much there is to do, in the words of a {@link Measured}: http itself knows nothing of the domain. */
record MeasuredLoad(Load load) implements Measured {
    @Override
    public List<Measure> measures() {
        var now = load.figures();
        var measures = new ArrayList<>(List.of(
                Measure.gauge("atelier_http_working", "Requests that are worked on.", now.working()),
                Measure.gauge("atelier_http_working_limit", "Requests that may be worked on.", now.mostWorking()),
                Measure.gauge("atelier_http_waiting", "Requests that wait for their turn.", now.waiting()),
                Measure.gauge("atelier_http_waiting_limit", "Requests that may wait.", now.mostWaiting()),
                Measure.gauge("atelier_http_connections", "Clients that are connected.", now.connections()),
                Measure.gauge(
                        "atelier_http_connections_limit", "Clients that may be connected.", now.mostConnections())));
        now.shed()
                .forEach((reason, count) -> measures.add(
                        Measure.counter("atelier_http_shed", "Requests that were turned away, by reason.", count)
                                .label("reason", reason.name().toLowerCase(Locale.ROOT))));
        return measures;
    }
}
