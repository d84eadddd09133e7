package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.Outcome;
import org.atelier.security.SignIns;
import org.atelier.web.admin.internal.WelcomeView.Step;
import org.atelier.web.admin.internal.pages.JtewelcomeGenerated;

/**
 * Choosing a password by a one-time link. Its code stands behind the {@code #}, which browsers send to nobody and no log
 * keeps; a script puts it into the form, and without one people paste it.
 */
final class WelcomePages {
    private static final String CODE = "code";
    private static final String NAME = "name";
    private static final String DISPLAY_NAME = "display_name";
    private static final String PASSWORD = "password";
    private static final String AGAIN = "again";

    private final Assets assets;
    private final SignIns signIns;
    private final FormGuard guard;

    WelcomePages(Assets assets, SignIns signIns, FormGuard guard) {
        this.assets = assets;
        this.signIns = signIns;
        this.guard = guard;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Links.WELCOME, Access.PUBLIC, request -> code(request, 200, "", "")),
                Route.post(Links.WELCOME, Access.PUBLIC, this::go).consumesForm());
    }

    private Response go(Request request) throws IOException {
        var code = typedCode(request);
        if (!guard.isOurs(request)) {
            return code(request, 403, code, LoginPages.FOREIGN);
        }
        var welcome = signIns.welcome(code);
        if (welcome.isEmpty()) {
            return gone(request);
        }
        var name = request.field(NAME).orElse("");
        var displayName = request.field(DISPLAY_NAME).orElse("");
        var password = request.field(PASSWORD);
        var account = welcome.get().account();
        if (password.isEmpty()) {
            return page(
                    request,
                    200,
                    new WelcomeView(Step.PASSWORD, code, account, "", "", Fault.NONE, guard.value(request)));
        }
        if (!password.get().equals(request.field(AGAIN).orElse(""))) {
            return wrong(request, code, welcome.get(), new Fault(AGAIN, "The two are not the same."));
        }
        var profile = account.isPresent()
                ? Optional.<Profile>empty()
                : Optional.of(new Profile(name, displayName, Access.ADMINISTRATOR, Optional.empty()));
        return switch (signIns.accept(code, profile, password.get(), request)) {
            case Outcome.Done<Cookie>(var session) ->
                Response.seeOther(Links.HOME).cookie(session);
            case Outcome.Refused<Cookie>(var field, var reason) ->
                wrong(request, code, welcome.get(), new Fault(field, reason));
            case Outcome.Missing<Cookie>() -> gone(request);
        };
    }

    /** People paste the whole link where the code alone is asked for. */
    private static String typedCode(Request request) throws IOException {
        var typed = request.field(CODE).orElse("").strip();
        return typed.substring(typed.lastIndexOf('#') + 1);
    }

    private Response gone(Request request) {
        return code(
                request,
                410,
                "",
                "This link is used up, has expired, or was copied in part. Ask for another one; for the first account,"
                        + " a restart prints one.");
    }

    private Response wrong(Request request, String code, SignIns.Welcome welcome, Fault fault) throws IOException {
        return page(
                request,
                422,
                new WelcomeView(
                        Step.PASSWORD,
                        code,
                        welcome.account(),
                        request.field(NAME).orElse(""),
                        request.field(DISPLAY_NAME).orElse(""),
                        fault,
                        guard.value(request)));
    }

    private Response code(Request request, int status, String code, String problem) {
        var fault = problem.isEmpty() ? Fault.NONE : new Fault(CODE, problem);
        return page(
                request,
                status,
                new WelcomeView(Step.CODE, code, Optional.empty(), "", "", fault, guard.value(request)));
    }

    private Response page(Request request, int status, WelcomeView view) {
        var frame = Frame.stranger(assets, "Welcome");
        return Html.page(status, out -> JtewelcomeGenerated.render(out, null, frame, view))
                .cookie(guard.cookie(view.form(), request));
    }
}
