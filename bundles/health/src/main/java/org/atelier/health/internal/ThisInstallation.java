package org.atelier.health.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.atelier.domain.Capability;
import org.atelier.domain.DatabaseHealth;
import org.atelier.health.Check;
import org.atelier.health.Installation;
import org.atelier.http.Load;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** What this framework says of itself. */
@Component
public final class ThisInstallation implements Installation {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BundleContext context;
    private final BundlesHere bundles;
    private final Readiness readiness;

    @Activate
    public ThisInstallation(BundleContext context, @Reference ServiceComponentRuntime components) {
        this.context = context;
        bundles = new BundlesHere(context, components);
        readiness = new Readiness(
                PATIENCE, this::database, bundles::configurations, bundles::unresolved, this::capabilities);
    }

    @Override
    public List<Check> checks() {
        var checks = new ArrayList<>(readiness.look());
        service(Load.class).map(Load::figures).map(LoadCheck::of).ifPresent(checks::add);
        return checks;
    }

    @Override
    public List<Installed> bundles() {
        return bundles.all();
    }

    @Override
    public List<InForce> settings() {
        return SettingsInForce.read(context::getProperty);
    }

    /** Looked up each time: this must answer whether or not there is one. */
    private Optional<DatabaseHealth> database() {
        return service(DatabaseHealth.class);
    }

    private <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
    }

    private Collection<Capability> capabilities() {
        try {
            return context.getServiceReferences(Capability.class, null).stream()
                    .map(context::getService)
                    // gone since they were listed
                    .filter(Objects::nonNull)
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter that could be wrong", e);
        }
    }
}
