package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.List;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.Administrators;
import org.atelier.security.Administrators.SignIn;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteloginGenerated;

/** Signing in with the administrator token, and out. */
final class LoginPages {
    private static final String NEXT = "next";
    private static final String OUT = "out";

    /** Where the navigation goes after signing in; longer ones were not made by us. */
    private static final int MAX_NEXT = 2_000;

    private final Assets assets;
    private final Administrators administrators;

    LoginPages(Assets assets, Administrators administrators) {
        this.assets = assets;
        this.administrators = administrators;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Links.LOGIN, Access.PUBLIC, this::ask).query(NEXT, OUT),
                Route.post(Links.LOGIN, Access.PUBLIC, this::signIn).consumesForm(),
                Route.post(Links.LOGOUT, Access.VIEWER, this::signOut).consumesForm());
    }

    private Response ask(Request request) {
        var next = next(request.query(NEXT).orElse(""));
        if (request.actor().isPresent()) {
            return Response.seeOther(next);
        }
        var signedOut = request.query(OUT).isPresent();
        return page(request, 200, next, "", signedOut ? "You are signed out." : "");
    }

    private Response signIn(Request request) throws IOException {
        var next = next(request.field(NEXT).orElse(""));
        return switch (administrators.signIn(request.field("token").orElse(""), request)) {
            case SignIn.Accepted(var session) -> Response.seeOther(next).cookie(session);
            case SignIn.Refused() ->
                page(request, 403, next, "That is not the administrator token. Paste all of the file’s line.", "");
            case SignIn.Throttled(var wait) -> {
                var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
                yield page(
                                request,
                                429,
                                next,
                                "Too many wrong tokens came from your address. Try again in %s."
                                        .formatted(Words.count(seconds, "second")),
                                "")
                        .header("Retry-After", Long.toString(seconds));
            }
        };
    }

    private Response signOut(Request request) {
        return Response.seeOther(Links.LOGIN + "?" + OUT + "=1").cookie(administrators.signOut(request));
    }

    private Response page(Request request, int status, String next, String problem, String notice) {
        var frame = new Frame(assets, "Sign in", Section.NONE, false, "");
        return Html.page(status, out -> JteloginGenerated.render(out, null, frame, next, problem, notice));
    }

    private static String next(String wanted) {
        return wanted.length() <= MAX_NEXT && Links.isOurs(wanted) ? wanted : Links.HOME;
    }
}
