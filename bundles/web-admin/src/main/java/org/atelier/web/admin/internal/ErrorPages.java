package org.atelier.web.admin.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteerrorGenerated;

/** Problems as pages; whoever is not signed in is asked to. */
final class ErrorPages implements ErrorRenderer {
    private final Assets assets;

    ErrorPages(Assets assets) {
        this.assets = assets;
    }

    @Override
    public Response render(Problem problem, Request request) {
        if (problem.status() == 401) {
            return signIn(request);
        }
        // with the database away nobody can tell who asks
        var frame = problem.status() == 503
                ? Frame.stranger(assets, problem.title())
                : Frame.of(assets, request, Section.NONE, problem.title());
        var response =
                Html.page(problem.status(), out -> JteerrorGenerated.render(out, null, frame, problem, request.id()));
        for (var header : problem.headers().entrySet()) {
            response = response.header(header.getKey(), header.getValue());
        }
        return response;
    }

    private static Response signIn(Request request) {
        var login = Links.login(next(request).filter(Links::isOurs).orElse(Links.HOME));
        // a script must leave the page it is on, not put the form in the middle of it
        return request.header("HX-Request").isPresent()
                ? Response.empty(401).header("HX-Redirect", login).header("Cache-Control", "no-store")
                : Response.seeOther(login).header("Cache-Control", "no-store");
    }

    /** Where to go on after signing in: here, or where the form was. */
    private static Optional<String> next(Request request) {
        if (request.method().equals("GET") && request.header("HX-Request").isEmpty()) {
            return Optional.of(request.target());
        }
        return request.header("Referer").flatMap(referer -> {
            try {
                var from = new URI(referer);
                return Optional.ofNullable(from.getRawPath())
                        .map(path -> from.getRawQuery() == null ? path : path + "?" + from.getRawQuery());
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }
}
