package org.atelier.health.internal;

import jakarta.servlet.Servlet;
import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.domain.Capability;
import org.atelier.domain.DatabaseHealth;
import org.atelier.http.Access;
import org.atelier.http.Authenticator;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /health/live} and {@code /health/ready}, open to everybody. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/health/*")
public final class HealthServlet extends RoutingServlet {
    private static final long serialVersionUID = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Activate
    public HealthServlet(BundleContext context, @Reference ServiceComponentRuntime components) {
        this(new Readiness(
                PATIENCE,
                () -> database(context),
                () -> configurations(context, components),
                () -> unresolved(context),
                () -> capabilities(context)));
    }

    HealthServlet(Readiness readiness) {
        super(routes(readiness), Authenticator.NOBODY, ErrorRenderer.PROBLEM_JSON);
    }

    private static List<Route> routes(Readiness readiness) {
        return List.of(
                Route.get("/health/live", Access.PUBLIC, _ -> fresh(Response.json(200, Map.of("status", "live")))),
                Route.get("/health/ready", Access.PUBLIC, _ -> ready(readiness.look())));
    }

    private static Response ready(List<Check> checks) {
        var ready = checks.stream().noneMatch(check -> check.status() == Check.Status.FAILED);
        var json = new LinkedHashMap<String, Object>();
        json.put("status", ready ? "ready" : "not ready");
        json.put("checks", checks.stream().map(HealthServlet::json).toList());
        return fresh(Response.json(ready ? 200 : 503, json));
    }

    private static Map<String, Object> json(Check check) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", check.name());
        json.put("status", check.status().name().toLowerCase(Locale.ROOT));
        json.put("detail", check.detail());
        return json;
    }

    private static Response fresh(Response response) {
        return response.header("Cache-Control", "no-store");
    }

    /** Looked up each time: this servlet must answer whether or not there is one. */
    private static Optional<DatabaseHealth> database(BundleContext context) {
        return Optional.ofNullable(context.getServiceReference(DatabaseHealth.class))
                .map(context::getService);
    }

    private static Collection<Capability> capabilities(BundleContext context) {
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

    private static Collection<ComponentConfigurationDTO> configurations(
            BundleContext context, ServiceComponentRuntime components) {
        return components.getComponentDescriptionDTOs().stream()
                .filter(description -> !isPlugin(context, context.getBundle(description.bundle.id)))
                .filter(components::isComponentEnabled)
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .toList();
    }

    private static List<String> unresolved(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED && !isPlugin(context, bundle))
                .map(bundle -> Optional.ofNullable(bundle.getSymbolicName()).orElse(""))
                .filter(name -> name.startsWith(Readiness.OURS))
                .sorted()
                .toList();
    }

    /** Plugins come and go, ours like anyone's, and the platform is ready without them. */
    private static boolean isPlugin(BundleContext context, Bundle bundle) {
        var watched = Objects.requireNonNullElse(context.getProperty("felix.fileinstall.dir"), "");
        return bundle != null
                && Stream.of(watched.split(","))
                        .filter(directory -> !directory.isBlank())
                        .map(directory -> new File(directory.strip()).toURI().toString())
                        .anyMatch(directory -> bundle.getLocation().startsWith(directory));
    }
}
