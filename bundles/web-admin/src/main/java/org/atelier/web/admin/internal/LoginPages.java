package org.atelier.web.admin.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.Accounts;
import org.atelier.security.OpenId;
import org.atelier.security.SignIns;
import org.atelier.security.SignIns.SignIn;
import org.atelier.web.admin.internal.LoginView.Problems;
import org.atelier.web.admin.internal.pages.JteleavingGenerated;
import org.atelier.web.admin.internal.pages.JteloginGenerated;

/** Signing in with name and password, or with the operator's key, and out. */
final class LoginPages {
    static final String FOREIGN =
            "The form did not come from our own page, or your browser keeps no cookies from us. Try again.";

    private static final String NEXT = "next";
    private static final String OUT = "out";

    /** Signed out because what the session was opened through was taken away. */
    static final String UNLINKED = "unlinked";

    private static final Map<String, String> NOTICES = Map.of(
            "1",
            "You are signed out.",
            UNLINKED,
            "You are disconnected, and with it the session that was opened through it has ended. Sign in with name and password.");

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
                // only says so: it ends nothing
                Route.get(Links.SIGNED_OUT, Access.PUBLIC, _ -> Response.seeOther(out("1"))),
                Route.post(Links.LOGOUT, Access.VIEWER, this::signOut).consumesForm());
    }

    private Response ask(Request request) {
        var next = next(request.query(NEXT).orElse(""));
        if (request.actor().isPresent()) {
            return Response.seeOther(next);
        }
        var notice =
                request.query(OUT).map(out -> NOTICES.getOrDefault(out, "")).orElse("");
        return page(request, 200, next, "", Problems.NONE, notice);
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

    /** The page for signing in, which says why one is there. */
    static String out(String why) {
        return Links.LOGIN + "?" + OUT + "=" + why;
    }

    /**
     * Ends the session here, whatever the provider does; then the browser goes there. By a page that goes on by itself and
     * not by a redirect: the policy of our pages lets no form lead to another host.
     */
    private Response signOut(Request request) {
        var there = openId.offer()
                .flatMap(offer -> request.absolute(Links.SIGNED_OUT)
                        .flatMap(back -> openId.leave(back, request))
                        .map(to -> leaving(offer.place(), to.toString())));
        return there.orElseGet(() -> Response.seeOther(out("1"))).cookie(signIns.signOut(request));
    }

    private Response leaving(String place, String to) {
        var frame = Frame.stranger(assets, "Signed out");
        return Html.page(200, out -> JteleavingGenerated.render(out, null, frame, place, to))
                .header("Refresh", "0; url=" + to);
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
