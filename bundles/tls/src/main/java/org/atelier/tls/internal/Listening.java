package org.atelier.tls.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.atelier.domain.Capability;
import org.atelier.tls.internal.PemFiles.UnusableException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives HTTP its listener with TLS, where one is configured, and looks each minute whether its files were renewed. */
@Component(immediate = true)
public final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    static final String PORT = "atelier.https.port";
    static final String HOST = "atelier.https.host";
    static final String CERTIFICATE = "atelier.https.certificate";
    static final String KEY = "atelier.https.key";

    private final List<ServiceRegistration<?>> registered = new ArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tls", 0).daemon().factory());

    /** @throws UnusableException if the configured files are no certificate with its key: nothing starts then */
    @Activate
    public Listening(BundleContext context) throws UnusableException {
        var port = setting(context, PORT);
        if (port.isEmpty()) {
            return;
        }
        var listener = listener(context, Integer.parseInt(port.get()));
        registered.add(context.registerService(ConnectorFactory.class, listener::connector, null));
        registered.add(context.registerService(Capability.class, listener, null));
        watch.scheduleWithFixedDelay(listener::lookAgain, 1, 1, TimeUnit.MINUTES);
    }

    private static TlsListener listener(BundleContext context, int port) throws UnusableException {
        try {
            var files = new PemFiles(file(context, CERTIFICATE), file(context, KEY));
            return new TlsListener(setting(context, HOST).orElse("127.0.0.1"), port, files, Clock.systemUTC());
        } catch (UnusableException e) {
            // on the terminal as well; readiness, which everybody may ask, only says that we failed
            LOG.error("HTTP cannot listen with TLS: {}", e.getMessage());
            throw e;
        }
    }

    @Deactivate
    void stop() {
        watch.shutdownNow();
        registered.forEach(ServiceRegistration::unregister);
    }

    private static Path file(BundleContext context, String property) throws UnusableException {
        return Path.of(setting(context, property)
                .orElseThrow(() -> new UnusableException(PORT + " is set, and so " + property + " must name a file")));
    }

    private static Optional<String> setting(BundleContext context, String property) {
        return Optional.ofNullable(context.getProperty(property)).filter(value -> !value.isBlank());
    }
}
