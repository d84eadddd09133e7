package org.atelier.startup.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/**
 * Tells of each plugin that comes or goes while the platform runs. No synchronous listener: those come first, the
 * component runtime among them, so that what a bundle offers is registered when we hear of its start.
 */
final class PluginLog implements BundleListener {
    private static final String STRATEGY = "atelier.merge.id";

    private final Predicate<Bundle> isPlugin;
    private final Consumer<String> log;
    private final Map<Long, Plugin> here = new ConcurrentHashMap<>();

    private PluginLog(Predicate<Bundle> isPlugin, Consumer<String> log) {
        this.isPlugin = isPlugin;
        this.log = log;
    }

    /** @param there of which nothing is told until they go */
    static PluginLog of(Stream<Bundle> there, Predicate<Bundle> isPlugin, Consumer<String> log) {
        var plugins = new PluginLog(isPlugin, log);
        there.filter(isPlugin)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .forEach(bundle -> plugins.here.put(bundle.getBundleId(), read(bundle)));
        return plugins;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        var bundle = event.getBundle();
        if (!isPlugin.test(bundle)) {
            return;
        }
        switch (event.getType()) {
            case BundleEvent.STARTED -> {
                var plugin = read(bundle);
                here.put(bundle.getBundleId(), plugin);
                log.accept(plugin.came());
            }
            case BundleEvent.STOPPED ->
                // what it offered can no longer be asked for
                Optional.ofNullable(here.remove(bundle.getBundleId()))
                        .map(Plugin::went)
                        .ifPresent(log);
            default -> {} // installed, resolved, updated: it does nothing yet, or no more
        }
    }

    private static Plugin read(Bundle bundle) {
        var strategies = Stream.ofNullable(bundle.getRegisteredServices())
                .flatMap(Arrays::stream)
                .map(service -> service.getProperty(STRATEGY))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toSet());
        return new Plugin(bundle.getSymbolicName(), bundle.getVersion().toString(), strategies);
    }
}
