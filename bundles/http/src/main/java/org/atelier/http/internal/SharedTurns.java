package org.atelier.http.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.atelier.http.Load;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Turns;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The turns that feeds, pages and API share. Who comes when all are taken waits in line, first come, first served; the
 * line is short, and so is the waiting: whoever would wait for long is better told to come again.
 */
@Component(service = {SharedTurns.class, Load.class})
public final class SharedTurns implements Turns, Load {
    /** The framework properties with how many requests are worked on at once, and how many clients are connected. */
    static final String REQUESTS = "atelier.http.requests";

    static final String CONNECTIONS = "atelier.http.connections";

    /** How many wait for each that is worked on. */
    private static final int LINE = 4;

    private static final int RETRY_SECONDS = 5;

    /**
     * What nobody may exceed.
     *
     * @param working how many requests are worked on at once
     * @param waiting how many wait for their turn
     * @param patience how long they wait
     * @param connections how many clients are connected
     * @param grace how long the sending of a body may take, however small it is
     * @param pace how many bytes a second have to come after that, on average
     */
    public record Limits(int working, int waiting, Duration patience, int connections, Duration grace, long pace) {
        /** For a small server. */
        public static final Limits USUAL = of(32, 1_000);

        static Limits of(int working, int connections) {
            return new Limits(
                    working, LINE * working, Duration.ofSeconds(10), connections, Duration.ofSeconds(10), 4 << 10);
        }
    }

    private final Limits limits;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<Reason, LongAdder> shed = new EnumMap<>(Reason.class);
    private final ConnectionBound connections;

    @Activate
    public SharedTurns(BundleContext context) {
        this(Limits.of(
                number(context, REQUESTS, Limits.USUAL.working()),
                number(context, CONNECTIONS, Limits.USUAL.connections())));
    }

    public SharedTurns(Limits limits) {
        this.limits = limits;
        free = new Semaphore(limits.working(), true);
        Arrays.stream(Reason.values()).forEach(reason -> shed.put(reason, new LongAdder()));
        connections = new ConnectionBound(limits.connections());
    }

    private static int number(BundleContext context, String property, int otherwise) {
        return Optional.ofNullable(context.getProperty(property))
                .filter(told -> !told.isBlank())
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    ConnectionBound connections() {
        return connections;
    }

    @Override
    public Turn take() {
        // a fair semaphore lets nobody in before those who wait, when asked with a time
        if (waiting.incrementAndGet() > limits.waiting() + Math.max(0, free.availablePermits())) {
            waiting.decrementAndGet();
            throw turnedAway(Reason.FULL, "too many others wait already");
        }
        try {
            if (!free.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw turnedAway(Reason.LATE, "its turn did not come in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw turnedAway(Reason.LATE, "the platform stops");
        } finally {
            waiting.decrementAndGet();
        }
        return free::release;
    }

    private ProblemException turnedAway(Reason reason, String why) {
        shed.get(reason).increment();
        return new Problem(
                        503,
                        "overloaded",
                        "Overloaded",
                        "There is more to do than can be done at the moment, so this was not begun: %s.".formatted(why))
                .withHeader("Retry-After", Integer.toString(RETRY_SECONDS))
                .exception();
    }

    @Override
    public void checkPace(long bytes, long nanos) {
        var allowed = limits.grace().toNanos() + bytes * TimeUnit.SECONDS.toNanos(1) / limits.pace();
        if (nanos > allowed) {
            shed.get(Reason.SLOW).increment();
            throw TOO_SLOW.exception();
        }
    }

    @Override
    public ProblemException stalled(Throwable cause) {
        shed.get(Reason.SLOW).increment();
        return TOO_SLOW.exception(cause);
    }

    @Override
    public Figures figures() {
        return new Figures(
                limits.working() - free.availablePermits(),
                limits.working(),
                waiting.get(),
                limits.waiting(),
                connections.count(),
                limits.connections(),
                shed.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, count -> count.getValue().sum())));
    }
}
