package org.atelier.security.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Counts failures by address; after some in a row the address must wait until the window since the first is over. */
final class Throttle {
    /** Failures an address may have within {@link #WINDOW}. */
    static final int ALLOWED = 10;

    static final Duration WINDOW = Duration.ofMinutes(5);

    /** The most addresses remembered; one more makes it forget that which was quiet for longest. */
    private static final int ADDRESSES = 10_000;

    private final Map<String, Failures> failures = new RecentlyUsed<>(ADDRESSES);
    private final InstantSource clock;

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    private record Failures(Instant since, int count) {}

    /** How long the address must wait; empty if it need not. */
    synchronized Optional<Duration> wait(String address) {
        var past = failures.get(address);
        if (past == null || past.count() < ALLOWED) {
            return Optional.empty();
        }
        var left = Duration.between(clock.instant(), past.since().plus(WINDOW));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    synchronized void failed(String address) {
        var now = clock.instant();
        var past = failures.get(address);
        failures.put(
                address,
                past == null || !past.since().plus(WINDOW).isAfter(now)
                        ? new Failures(now, 1)
                        : new Failures(past.since(), past.count() + 1));
    }

    synchronized void succeeded(String address) {
        failures.remove(address);
    }
}
