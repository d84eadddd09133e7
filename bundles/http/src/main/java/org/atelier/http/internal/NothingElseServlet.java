package org.atelier.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Answers where nobody else does: 503 for what is ours but not there at the moment, 404 for the rest. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class NothingElseServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // as the container found it: without dot segments, unlike the address that was sent
        var found = request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        var problem = found.startsWith("/api/v1/") || found.startsWith("/workshops/")
                ? new Problem(
                                503,
                                "not-ready",
                                "Not ready",
                                "This part of the platform is not running at the moment; /health/ready says why.")
                        .withHeader("Retry-After", "5")
                : Problem.notFound("not-found", "Not found", "There is nothing at " + request.getRequestURI() + ".");
        var id = request.getAttribute(Request.ID_ATTRIBUTE) instanceof String given ? given : "";
        ProblemWriter.write(problem, request, id, response);
    }
}
