package org.atelier.health.internal;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.health.Installation.Installed;
import org.atelier.health.Installation.Origin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The bundles of this framework and the components in them. */
final class BundlesHere {
    private final BundleContext context;
    private final ServiceComponentRuntime components;

    BundlesHere(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
    }

    /** Every configuration of every enabled component, but those of plugins. */
    Collection<ComponentConfigurationDTO> configurations() {
        return configurations(description -> !isPlugin(context.getBundle(description.bundle.id)))
                .toList();
    }

    private Stream<ComponentConfigurationDTO> configurations(Predicate<ComponentDescriptionDTO> which) {
        return components.getComponentDescriptionDTOs().stream()
                .filter(which)
                .filter(components::isComponentEnabled)
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream());
    }

    /** The names of our bundles that cannot be resolved. */
    List<String> unresolved() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED && !isPlugin(bundle))
                .map(BundlesHere::name)
                .filter(name -> name.startsWith(Readiness.OURS))
                .sorted()
                .toList();
    }

    List<Installed> all() {
        var troubles = configurations(_ -> true)
                .collect(Collectors.groupingBy(
                        component -> component.description.bundle.id,
                        Collectors.flatMapping(Readiness::trouble, Collectors.toList())));
        return Arrays.stream(context.getBundles())
                .map(bundle -> installed(bundle, troubles))
                .sorted(Comparator.comparing(Installed::origin).thenComparing(Installed::name))
                .toList();
    }

    private Installed installed(Bundle bundle, Map<Long, List<String>> troubles) {
        var broken = new ArrayList<String>();
        if (bundle.getState() == Bundle.INSTALLED) {
            broken.add("it cannot be resolved: something it imports is not here; the log says what");
        }
        broken.addAll(troubles.getOrDefault(bundle.getBundleId(), List.of()));
        return new Installed(name(bundle), bundle.getVersion().toString(), origin(bundle), state(bundle), broken);
    }

    private Origin origin(Bundle bundle) {
        if (isPlugin(bundle)) {
            return Origin.PLUGIN;
        }
        return name(bundle).startsWith(Readiness.OURS) ? Origin.OURS : Origin.OTHERS;
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> "uninstalled";
            case Bundle.INSTALLED -> "installed";
            case Bundle.RESOLVED -> isFragment(bundle) ? "fragment" : "resolved";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            default -> "active";
        };
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    private static String name(Bundle bundle) {
        return Optional.ofNullable(bundle.getSymbolicName()).orElse(bundle.getLocation());
    }

    /** Plugins come and go, ours like anyone's, and the platform is ready without them. */
    private boolean isPlugin(Bundle bundle) {
        var watched = Objects.requireNonNullElse(context.getProperty("felix.fileinstall.dir"), "");
        return bundle != null
                && Stream.of(watched.split(","))
                        .filter(directory -> !directory.isBlank())
                        .map(directory -> new File(directory.strip()).toURI().toString())
                        .anyMatch(directory -> bundle.getLocation().startsWith(directory));
    }
}
