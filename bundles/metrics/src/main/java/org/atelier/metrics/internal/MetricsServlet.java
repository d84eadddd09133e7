package org.atelier.metrics.internal;

import jakarta.servlet.Servlet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.atelier.http.Access;
import org.atelier.http.Authenticator;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /metrics}, for programs on this machine, and for whoever may look at what is not public. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends RoutingServlet {
    private static final long serialVersionUID = 1;

    private static final String TEXT_FORMAT = "text/plain;version=0.0.4;charset=utf-8";

    @Activate
    public MetricsServlet(@Reference Meters meters, @Reference Authenticator authenticator) {
        super(
                List.of(Route.get("/metrics", Access.PUBLIC, request -> scrape(meters, request))
                        .always()),
                authenticator,
                ErrorRenderer.PROBLEM_JSON);
    }

    private static Response scrape(Meters meters, Request request) {
        if (!request.fromThisMachine()) {
            request.require(Access.VIEWER);
        }
        return Response.bytes(200, TEXT_FORMAT, meters.scrape().getBytes(StandardCharsets.UTF_8))
                .header("Cache-Control", "no-store");
    }
}
