package org.atelier.web.admin.internal;

import jakarta.servlet.Servlet;
import java.util.List;
import org.atelier.http.Access;
import org.atelier.http.Authenticator;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Leads from the bare address of the host to the pages. A component of its own, because an empty pattern gets lost
 * among several.
 */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=")
public final class FrontDoorServlet extends RoutingServlet {
    private static final long serialVersionUID = 1;

    @Activate
    public FrontDoorServlet() {
        super(
                List.of(Route.get("/", Access.PUBLIC, _ -> Response.seeOther(Links.HOME))),
                Authenticator.NOBODY,
                ErrorRenderer.PLAIN);
    }
}
