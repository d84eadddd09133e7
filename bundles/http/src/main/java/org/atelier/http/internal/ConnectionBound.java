package org.atelier.http.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Bounds how many clients may be connected at once. Whoever comes on top of that waits in the operating system's line until
 * somebody leaves; meanwhile connections on which nothing happens are closed sooner.
 */
final class ConnectionBound {
    /** How long nothing may happen on a connection once there are too many. */
    private static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(5);

    private final int most;
    private final List<NetworkConnectionLimit> limits = new CopyOnWriteArrayList<>();

    ConnectionBound(int most) {
        this.most = most;
    }

    /** Bounds what comes by this way from now on; to be said once for each. */
    void bound(Connector connector) {
        if (!(connector instanceof ServerConnector listening)) {
            return;
        }
        var limit = new NetworkConnectionLimit(most, listening);
        limit.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
        try {
            limit.start();
        } catch (Exception e) {
            throw new IllegalStateException("connections cannot be counted", e);
        }
        for (var _ : listening.getConnectedEndPoints()) {
            limit.onAccepting(null);
            limit.onAccepted(null);
        }
        // the connector runs already, and passes on to its selectors only what it was given before
        listening.getSelectorManager().addEventListener(limit);
        limits.add(limit);
    }

    int count() {
        return limits.stream()
                .mapToInt(NetworkConnectionLimit::getNetworkConnectionCount)
                .map(counted -> Math.max(0, counted))
                .sum();
    }
}
