package org.atelier.http.internal;

import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Connector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the platform is asked to stop, closes the listening sockets and lets running requests end before anything else
 * stops. The HTTP service alone would not do: it takes its servlets away first and closes the server after, and whoever
 * asks in between is told 404.
 */
@Component(service = Drain.class)
public final class Drain implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** How long running requests may take to end; what runs longer is broken off. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Set<Connector> connectors = ConcurrentHashMap.newKeySet();

    @Activate
    void start(BundleContext context) {
        context.addBundleListener(this);
    }

    @Deactivate
    void stop(BundleContext context) {
        context.removeBundleListener(this);
    }

    /** Remembers by which way a request came in, and tells which that is if it is the first. */
    Optional<Connector> seen(ServletRequest request) {
        return Optional.ofNullable(ServletContextRequest.getServletContextRequest(request))
                .map(cameIn -> cameIn.getConnectionMetaData().getConnector())
                .filter(connectors::add);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        // told within the framework's own stop, before the first bundle is stopped
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            drain();
        }
    }

    /** Takes no more connections, and waits for the requests that came, also for those that wait for their turn. */
    public void drain() {
        var drained = CompletableFuture.allOf(
                connectors.stream().map(Connector::shutdown).toArray(CompletableFuture[]::new));
        try {
            drained.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("Every request has ended; stopping");
        } catch (TimeoutException e) {
            LOG.warn("Some requests did not end within {} s and are broken off", PATIENCE.toSeconds());
        } catch (ExecutionException e) {
            LOG.error("The listening sockets could not be closed in good order", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
