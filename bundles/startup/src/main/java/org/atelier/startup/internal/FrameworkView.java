package org.atelier.startup.internal;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The platform as the framework shows it. */
final class FrameworkView implements Platform {
    /** By name: the check must work, and say so, when HTTP itself is missing. */
    private static final String HTTP_RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";

    private static final String ENDPOINT = "osgi.http.endpoint";

    private final BundleContext context;

    FrameworkView(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<String> stoppedBundles() {
        return stopped()
                .filter(bundle -> !isPlugin(bundle))
                .map(FrameworkView::reason)
                .toList();
    }

    @Override
    public List<String> stoppedPlugins() {
        var stopped = stopped().filter(this::isPlugin).map(FrameworkView::reason);
        var installed =
                Arrays.stream(context.getBundles()).map(Bundle::getLocation).toList();
        var ignored = pluginDirectories()
                .flatMap(directory -> Stream.ofNullable(directory.listFiles()).flatMap(Arrays::stream))
                .filter(file -> file.getName().endsWith(".jar"))
                .filter(file -> !installed.contains(file.toURI().toString()))
                .map(file -> file + " is not a bundle, or cannot be read");
        return Stream.concat(stopped, ignored).toList();
    }

    @Override
    public Optional<String> url() {
        return Optional.ofNullable(context.getServiceReference(HTTP_RUNTIME))
                .map(reference -> reference.getProperty(ENDPOINT))
                .flatMap(endpoints -> switch (endpoints) {
                    case String[] several -> Arrays.stream(several).findFirst();
                    case String one -> Optional.of(one);
                    default -> Optional.empty();
                });
    }

    /** When the launcher installed its bundles: every start installs them anew. */
    LongSummaryStatistics installed() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && !isPlugin(bundle))
                .mapToLong(Bundle::getLastModified)
                .summaryStatistics();
    }

    private Stream<Bundle> stopped() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED)
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null);
    }

    /** Why a bundle does not run is known only to the attempt to start it. */
    private static String reason(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            return bundle.getSymbolicName() + " had to be started a second time";
        } catch (BundleException e) {
            return bundle.getSymbolicName() + " does not start: " + Reasons.shortened(String.valueOf(e.getMessage()));
        }
    }

    boolean isPlugin(Bundle bundle) {
        return pluginDirectories()
                .anyMatch(directory ->
                        bundle.getLocation().startsWith(directory.toURI().toString()));
    }

    private Stream<File> pluginDirectories() {
        return Optional.ofNullable(context.getProperty("felix.fileinstall.dir")).stream()
                .flatMap(directories -> Arrays.stream(directories.split(",")))
                .map(directory -> new File(directory.strip()));
    }
}
