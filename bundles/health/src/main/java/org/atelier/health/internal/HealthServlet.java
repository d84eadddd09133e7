package org.atelier.health.internal;

import jakarta.servlet.Servlet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.atelier.health.Check;
import org.atelier.health.Installation;
import org.atelier.http.Access;
import org.atelier.http.Authenticator;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /health/live} and {@code /health/ready}, open to everybody. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/health/*")
public final class HealthServlet extends RoutingServlet {
    private static final long serialVersionUID = 1;

    @Activate
    public HealthServlet(@Reference Installation installation) {
        this(installation::checks);
    }

    HealthServlet(Supplier<List<Check>> checks) {
        super(routes(checks), Authenticator.NOBODY, ErrorRenderer.PROBLEM_JSON);
    }

    private static List<Route> routes(Supplier<List<Check>> checks) {
        return List.of(
                Route.get("/health/live", Access.PUBLIC, _ -> fresh(Response.json(200, Map.of("status", "live"))))
                        .always(),
                Route.get("/health/ready", Access.PUBLIC, _ -> ready(checks.get()))
                        .always());
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
}
