package org.atelier.metrics.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * How long requests take, from their headers to the last byte of the answer, and how much is sent. The HTTP service tells
 * it of every request, as it tells the access log. A request is told by the path of its route: what clients send as path or
 * method makes no number of its own.
 */
@Component(service = RequestLog.class)
public final class RequestTimes implements RequestLog {
    /** The route of a request for which there is none. */
    static final String NONE = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

    private static final Duration[] BUCKETS = LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterProvider<Timer> times;
    private final MeterProvider<Counter> bytes;

    @Activate
    public RequestTimes(@Reference Meters meters) {
        times = Timer.builder("http.server.requests")
                .description("Requests, from their headers to the last byte of the answer.")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(meters.registry());
        bytes = Counter.builder("http.server.response.body")
                .description("Bytes of the bodies that were sent, as they were sent.")
                .baseUnit("bytes")
                .withRegistry(meters.registry());
    }

    @Override
    public void log(Request request, Response response) {
        var route = route(request);
        var method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        var tags = Tags.of("route", route, "method", method, "status", Integer.toString(response.getStatus()));
        times.withTags(tags).record(NanoTime.since(request.getHeadersNanoTime()), TimeUnit.NANOSECONDS);
        bytes.withTags("route", route).increment(Response.getContentBytesWritten(response));
    }

    private static String route(Request request) {
        return request.getAttribute(org.atelier.http.Request.ROUTE_ATTRIBUTE) instanceof String path ? path : NONE;
    }
}
