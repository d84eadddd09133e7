package org.atelier.web.admin.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.Accounts;
import org.atelier.security.OpenId;
import org.atelier.security.SignIns;
import org.atelier.security.SignIns.SignIn;
import org.atelier.web.admin.internal.LoginView.Problems;
import org.atelier.web.admin.internal.pages.JteloginGenerated;

/** Signing in with name and password, or with the operator's key, and out. */
final class LoginPages {
    static final String FOREIGN =
            "The form did not come from our own page, or your browser keeps no cookies from us. Try again.";

    private static final String NEXT = "next";
    private static final String OUT = "out";
    private static final String NAME = "name";
    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";

    /** Where the navigation goes after signing in; longer ones were not made by us. */
    private static final int MAX_NEXT = 2_000;

    private final Assets assets;
    private final SignIns signIns;
    private final OpenId openId;
    private final Accounts accounts;
    private final FormGuard guard;

    LoginPages(Assets assets, SignIns signIns, OpenId openId, Accounts accounts, FormGuard guard) {
        this.assets = assets;
        this.signIns = signIns;
        this.openId = openId;
        this.accounts = accounts;
        this.guard = guard;
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
        return page(request, 200, next, "", Problems.NONE, signedOut ? "You are signed out." : "");
    }

    private Response signIn(Request request) throws IOException {
        var next = next(request.field(NEXT).orElse(""));
        var name = request.field(NAME).orElse("");
        var token = request.field(TOKEN);
        var withToken = token.isPresent();
        if (!guard.isOurs(request)) {
            return refused(request, 403, next, name, withToken, FOREIGN);
        }
        var signIn = withToken
                ? signIns.signInWithKey(token.get(), request)
                : signIns.signIn(name, request.field(PASSWORD).orElse(""), request);
        return switch (signIn) {
            case SignIn.Accepted(var session) -> Response.seeOther(next).cookie(session);
            case SignIn.Refused() ->
                refused(
                        request,
                        403,
                        next,
                        name,
                        withToken,
                        withToken
                                ? "That is not the administrator’s token. Paste all of the file’s line."
                                : "Name and password do not fit together, or the account is disabled.");
            case SignIn.Throttled(var wait) ->
                refused(request, 429, next, name, withToken, tooMany(wait))
                        .header("Retry-After", Long.toString(seconds(wait)));
        };
    }

    /** Whole seconds after which it may be tried again. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plus(Duration.ofMillis(999)).toSeconds());
    }

    static String tooMany(Duration wait) {
        return "There were too many attempts. Try again in %s.".formatted(Words.count(seconds(wait), "second"));
    }

    private Response refused(Request request, int status, String next, String name, boolean withToken, String problem) {
        var problems = withToken ? new Problems("", problem, "") : new Problems(problem, "", "");
        return page(request, status, next, name, problems, "");
    }

    /** The page for somebody who could not sign in elsewhere, and may try so again or otherwise. */
    Response refusedElsewhere(Request request, int status, String next, String problem) {
        return page(request, status, next(next), "", new Problems("", "", problem), "");
    }

    private Response signOut(Request request) {
        return Response.seeOther(Links.LOGIN + "?" + OUT + "=1").cookie(signIns.signOut(request));
    }

    private Response page(Request request, int status, String next, String name, Problems problems, String notice) {
        var form = guard.value(request);
        var view = new LoginView(next, name, problems, notice, form, !accounts.any(), signIns.demo(), openId.offer());
        var frame = Frame.stranger(assets, "Sign in");
        return Html.page(status, out -> JteloginGenerated.render(out, null, frame, view))
                .cookie(guard.cookie(form, request));
    }

    /** The address itself if it is one of ours, the first page otherwise. */
    static String next(String wanted) {
        return wanted.length() <= MAX_NEXT && Links.isOurs(wanted) ? wanted : Links.HOME;
    }
}
