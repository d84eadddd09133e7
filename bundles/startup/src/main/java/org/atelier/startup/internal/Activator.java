package org.atelier.startup.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the end of the start, looks whether everything works, and says so; says as well when and why it stops. */
public final class Activator implements BundleActivator, FrameworkListener, SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(Activator.class);

    /** By name: what answers requests must not keep this bundle from telling that it is missing. */
    private static final String SERVLET = "jakarta.servlet.Servlet";

    /** Services that have something to say at the start: the address in, a line out. */
    private static final String LINES = "(atelier.startup.line=*)";

    /** The system property with the signal that asked the process to stop; the launcher sets it. */
    private static final String STOPPING = "atelier.stopping";

    private BundleContext context;
    private List<ServiceReference<?>> awake = List.of();
    private long started;
    private long made;

    @Override
    public void start(BundleContext bundleContext) throws InvalidSyntaxException {
        context = bundleContext;
        context.addFrameworkListener(this);
        context.addBundleListener(this);
        started = System.currentTimeMillis();
        wake();
        made = System.currentTimeMillis();
    }

    @Override
    public void stop(BundleContext bundleContext) {
        context.removeFrameworkListener(this);
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        // within the framework's own stop, before anything else of it
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            LOG.info("Stopping because of {}", System.getProperty(STOPPING, "its own end"));
        }
    }

    /**
     * Has everything made that answers requests, and with it the database, before HTTP listens: components are made
     * when they are first asked for, and the HTTP server would do that with its socket open, answering 404 meanwhile.
     * This bundle starts right before it; see features/http.json.
     */
    private void wake() throws InvalidSyntaxException {
        var servlets = context.getAllServiceReferences(SERVLET, null);
        if (servlets != null) {
            awake = List.of(servlets);
            awake.forEach(context::getService);
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            // not on the framework's own thread: asking takes a while, and ending the process needs that thread
            Thread.ofPlatform().name("atelier-start-check").daemon().start(this::look);
        }
    }

    private void look() {
        var platform = new FrameworkView(context);
        var check = new StartCheck(platform);
        var outcome = check.await();
        var ready = System.currentTimeMillis();
        // from here on the HTTP server holds them
        awake.forEach(context::ungetService);
        check.pluginTroubles().forEach(trouble -> System.err.println("Plugin not in use: " + trouble));
        switch (outcome) {
            case StartCheck.Ready(var url) -> {
                LOG.info("{}", stages(platform.installed(), ready).words());
                watchPlugins(platform);
                ready(url);
            }
            case StartCheck.Broken(var reasons) -> broken(reasons);
            case StartCheck.Interrupted _ -> LOG.info("The start was interrupted");
        }
    }

    /** From here on, so that a start is not told plugin by plugin; this bundle stops, and its listeners go, before they do. */
    private void watchPlugins(FrameworkView platform) {
        context.addBundleListener(
                PluginLog.of(Arrays.stream(context.getBundles()), platform::isPlugin, words -> LOG.info("{}", words)));
    }

    private Stages stages(LongSummaryStatistics installed, long ready) {
        var java = ManagementFactory.getRuntimeMXBean().getStartTime();
        return new Stages(java, installed.getMin(), installed.getMax(), started, made, ready);
    }

    private void ready(String url) {
        // before the last line: whoever waits for that one shows what stands above it
        lines(url).forEach(System.out::println);
        System.out.println("Atelier is ready at " + url);
        LOG.info("Atelier is ready at {}", url);
        var home = context.getProperty("atelier.home");
        if (home == null) {
            return;
        }
        var run = Path.of(home, "run");
        try {
            Files.createDirectories(run);
            var unfinished = Files.writeString(run.resolve("url.unfinished"), url + "\n");
            Files.move(unfinished, run.resolve("url"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.error("The address cannot be written to {}: bin/atelier will not find it", run, e);
        }
    }

    /** What others want to be printed once everything works; they are told the address. Not logged: links are in it. */
    private List<String> lines(String url) {
        var lines = new ArrayList<String>();
        try {
            for (var reference : context.getServiceReferences(UnaryOperator.class, LINES)) {
                var line = context.getService(reference);
                if (line != null && line.apply(url) instanceof String said && !said.isEmpty()) {
                    lines.add(said);
                }
                context.ungetService(reference);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(LINES + " is a filter", e);
        } catch (RuntimeException e) {
            LOG.error("Not everything can be told at the start", e);
        }
        return lines;
    }

    private void broken(List<String> reasons) {
        System.err.println("Atelier does not work:");
        reasons.forEach(reason -> System.err.println("  - " + reason));
        reasons.forEach(reason -> LOG.error("The start failed: {}", reason));
        var home = context.getProperty("atelier.home");
        if (home != null) {
            System.err.println("More is in " + Path.of(home, "log", "atelier.log"));
        }
        if (Boolean.parseBoolean(context.getProperty("atelier.exitWhenBroken"))) {
            System.exit(1);
        }
    }
}
