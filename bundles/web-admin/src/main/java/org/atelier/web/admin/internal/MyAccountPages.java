package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.Account;
import org.atelier.security.Accounts;
import org.atelier.security.ApiTokens;
import org.atelier.security.OpenId;
import org.atelier.security.Outcome;
import org.atelier.security.Sessions;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.MyAccountView.TypedToken;
import org.atelier.web.admin.internal.pages.JteaccountGenerated;
import org.atelier.web.admin.internal.pages.JteaccountoperatorGenerated;

/** One's own account: password, sessions, tokens. */
final class MyAccountPages {
    static final String DONE = "done";

    private static final Map<String, String> NOTICES = Map.of(
            "password", "Your password is changed, and every other session has ended.",
            "session", "The session has ended.",
            "sessions", "Every other session has ended.",
            "token", "The token is revoked.",
            "identity", "You are disconnected. Sessions opened through it have ended.",
            "connected", "You are connected: from now on you can sign in there.");

    private final Assets assets;
    private final Accounts accounts;
    private final Sessions sessions;
    private final ApiTokens tokens;

    private final OpenId openId;

    MyAccountPages(Assets assets, Accounts accounts, Sessions sessions, ApiTokens tokens, OpenId openId) {
        this.openId = openId;
        this.assets = assets;
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Links.ACCOUNT, Access.VIEWER, this::show).query(DONE),
                Route.post(Links.ACCOUNT + "/password", Access.VIEWER, this::password)
                        .consumesForm(),
                Route.post(Links.ACCOUNT + "/sessions/end", Access.VIEWER, this::endSession)
                        .consumesForm(),
                Route.post(Links.ACCOUNT + "/identities/unlink", Access.VIEWER, this::unlink)
                        .consumesForm(),
                Route.post(Links.ACCOUNT + "/tokens", Access.VIEWER, this::makeToken)
                        .consumesForm(),
                Route.post(Links.ACCOUNT + "/tokens/revoke", Access.VIEWER, this::revokeToken)
                        .consumesForm());
    }

    private Response show(Request request) {
        var account = accounts.of(request.requireActor());
        if (account.isEmpty()) {
            var frame = Frame.of(assets, request, Section.NONE, "My account");
            return Html.page(200, out -> JteaccountoperatorGenerated.render(out, null, frame));
        }
        var notice =
                request.query(DONE).map(done -> NOTICES.getOrDefault(done, "")).orElse("");
        return page(request, 200, account.get(), Optional.empty(), notice, Fault.NONE, TypedToken.NONE);
    }

    /** Whether whoever asks is signed in with an account. */
    boolean isOwn(Request request) {
        return request.actor()
                .filter(actor -> actor.inSession() && accounts.of(actor).isPresent())
                .isPresent();
    }

    void requireOwn(Request request) {
        own(request);
    }

    /** The page with what was wrong about being somebody elsewhere. */
    Response refused(Request request, int status, String words) {
        return page(request, status, own(request), Optional.empty(), "", new Fault("identity", words), TypedToken.NONE);
    }

    private Account own(Request request) {
        var actor = request.requireActor();
        if (!actor.inSession()) {
            throw new Problem(
                            403,
                            "session-needed",
                            "Sign in for this",
                            "With a token nobody changes an account; sign in with name and password.")
                    .exception();
        }
        return accounts.of(actor)
                .orElseThrow(() -> new Problem(
                                409,
                                "no-account",
                                "No account",
                                "You came with the administrator’s token, which belongs to no account.")
                        .exception());
    }

    private Response password(Request request) throws IOException {
        var account = own(request);
        var wanted = request.field("password").orElse("");
        if (!wanted.equals(request.field("again").orElse(""))) {
            return wrong(request, account, new Fault("again", "The two are not the same."), TypedToken.NONE);
        }
        var by = new NewOperation("account.password", account.name(), request.id(), "");
        var outcome = accounts.changePassword(
                account.name(),
                request.field("present").orElse(""),
                wanted,
                sessions.current(request),
                request.remoteAddress(),
                by);
        return outcome instanceof Outcome.Refused<Account>(var field, var reason)
                ? wrong(request, account, new Fault(field, reason), TypedToken.NONE)
                : done("password");
    }

    static Response done(String what) {
        return Response.seeOther(Links.ACCOUNT + "?" + DONE + "=" + what);
    }

    private Response endSession(Request request) throws IOException {
        var account = own(request);
        var id = request.field("id").orElse("");
        if (id.equals("others")) {
            sessions.endAll(account, sessions.current(request));
            return done("sessions");
        }
        // one that has ended meanwhile is as wanted
        ReceiptPages.parse(id).ifPresent(number -> sessions.end(account, number));
        return done("session");
    }

    private Response makeToken(Request request) throws IOException {
        var account = own(request);
        var typed = new TypedToken(
                request.field("name").orElse(""),
                request.field("access").orElse(""),
                request.field("days").orElse(""));
        var access = level(typed.access());
        if (access.isEmpty()) {
            return wrong(request, account, new Fault("token-access", "Choose what the token may do."), typed);
        }
        var days = typed.days().strip();
        return switch (tokens.make(
                account, typed.name(), access.get(), days.matches("[0-9]{1,4}") ? Integer.parseInt(days) : 0)) {
            case Outcome.Done<ApiTokens.Made>(var made) ->
                page(request, 200, account, Optional.of(made.secret()), "", Fault.NONE, TypedToken.NONE);
            case Outcome.Refused<ApiTokens.Made>(var field, var reason) ->
                wrong(request, account, new Fault("token-" + field, reason), typed);
            case Outcome.Missing<ApiTokens.Made>() -> done("token");
        };
    }

    static Optional<Access> level(String word) {
        return Arrays.stream(Access.values())
                .filter(access -> access != Access.PUBLIC)
                .filter(access -> access.name().equalsIgnoreCase(word))
                .findFirst();
    }

    private Response revokeToken(Request request) throws IOException {
        var account = own(request);
        ReceiptPages.parse(request.field("id").orElse("")).ifPresent(id -> tokens.revoke(account, id));
        return done("token");
    }

    private Response unlink(Request request) throws IOException {
        var account = own(request);
        var by = new NewOperation("account.unlink", account.name(), request.id(), "");
        var id = ReceiptPages.parse(request.field("id").orElse("")).orElse(0L);
        // one that is gone meanwhile is as wanted
        if (accounts.unlink(account.name(), id, by) instanceof Outcome.Refused<Account>(var field, var reason)) {
            return wrong(request, account, new Fault(field, reason), TypedToken.NONE);
        }
        return sessions.current(request).isPresent()
                ? done("identity")
                : Response.seeOther(LoginPages.out(LoginPages.UNLINKED));
    }

    private Response wrong(Request request, Account account, Fault fault, TypedToken typed) {
        return page(request, 422, account, Optional.empty(), "", fault, typed);
    }

    private Response page(
            Request request,
            int status,
            Account account,
            Optional<String> made,
            String notice,
            Fault fault,
            TypedToken typed) {
        var view = new MyAccountView(
                account,
                sessions.of(account),
                sessions.current(request).orElse(0L),
                tokens.of(account),
                accounts.identities(account),
                openId.offer(),
                openId.word(request),
                Arrays.stream(Access.values())
                        .filter(access ->
                                access != Access.PUBLIC && account.access().covers(access))
                        .toList(),
                made,
                notice,
                fault,
                typed);
        var frame = Frame.of(assets, request, Section.NONE, "My account");
        return Html.page(status, out -> JteaccountGenerated.render(out, null, frame, view));
    }
}
