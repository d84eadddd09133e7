package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
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
import org.atelier.security.Accounts.Invited;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.ApiTokens;
import org.atelier.security.Outcome;
import org.atelier.security.Sessions;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteaccountotherGenerated;
import org.atelier.web.admin.internal.pages.JteaccountsGenerated;

/** Who may sign in, for administrators. */
final class AccountPages {
    private static final String ONE = Links.ACCOUNTS + "/{name}";
    private static final Map<String, String> NOTICES = Map.of(
            "changed", "The account is changed.",
            "sessions", "Every session of the account has ended.",
            "token", "The token is revoked.",
            "identity", "The account is unlinked.");

    private final Assets assets;
    private final Accounts accounts;
    private final Sessions sessions;
    private final ApiTokens tokens;

    AccountPages(Assets assets, Accounts accounts, Sessions sessions, ApiTokens tokens) {
        this.assets = assets;
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        Links.ACCOUNTS,
                        Access.ADMINISTRATOR,
                        request -> list(request, 200, AccountsView.Typed.NONE, Fault.NONE)),
                Route.post(Links.ACCOUNTS, Access.ADMINISTRATOR, this::create).consumesForm(),
                Route.get(ONE, Access.ADMINISTRATOR, this::show).query(MyAccountPages.DONE),
                Route.post(ONE, Access.ADMINISTRATOR, this::change).consumesForm(),
                Route.post(ONE + "/reset", Access.ADMINISTRATOR, this::reset).consumesForm(),
                Route.post(ONE + "/sessions/end", Access.ADMINISTRATOR, this::endSessions)
                        .consumesForm(),
                Route.post(ONE + "/identities/unlink", Access.ADMINISTRATOR, this::unlink)
                        .consumesForm(),
                Route.post(ONE + "/tokens/revoke", Access.ADMINISTRATOR, this::revokeToken)
                        .consumesForm());
    }

    private static NewOperation by(String kind, Request request) {
        return new NewOperation(kind, request.requireActor().name(), request.id(), "");
    }

    private Response list(Request request, int status, AccountsView.Typed typed, Fault fault) {
        var view = new AccountsView(accounts.all(), typed, fault);
        var frame = Frame.of(assets, request, Section.NONE, "Accounts");
        return Html.page(status, out -> JteaccountsGenerated.render(out, null, frame, view));
    }

    private static AccountsView.Typed typed(Request request) throws IOException {
        return new AccountsView.Typed(
                request.field("name").orElse(""),
                request.field("display_name").orElse(""),
                request.field("access").orElse(""),
                request.field("person").orElse(""));
    }

    private static Optional<Profile> profile(AccountsView.Typed typed) {
        return MyAccountPages.level(typed.access())
                .map(access -> new Profile(
                        typed.name(),
                        typed.displayName(),
                        access,
                        Optional.of(typed.person()).filter(person -> !person.isBlank())));
    }

    private static final Fault NO_LEVEL = new Fault("access", "Choose what the account may do.");

    private Response create(Request request) throws IOException {
        var typed = typed(request);
        var profile = profile(typed);
        if (profile.isEmpty()) {
            return list(request, 422, typed, NO_LEVEL);
        }
        return switch (accounts.create(profile.get(), by("account.create", request))) {
            case Outcome.Done<Invited>(var invited) -> invited(request, invited, "The account is made.");
            case Outcome.Refused<Invited>(var field, var reason) -> list(request, 422, typed, new Fault(field, reason));
            case Outcome.Missing<Invited>() -> throw missing(typed.name());
        };
    }

    private Response invited(Request request, Invited invited, String notice) {
        return page(
                request,
                200,
                invited.account(),
                Optional.of(request.origin().orElse("") + invited.link().path()),
                notice,
                typed(invited.account()),
                Fault.NONE);
    }

    private Account account(Request request) {
        var name = request.variable("name");
        return accounts.find(name).orElseThrow(() -> missing(name));
    }

    private static RuntimeException missing(String name) {
        return Problem.notFound("unknown-account", "No such account", "There is no account \"" + name + "\".")
                .exception();
    }

    private static AccountsView.Typed typed(Account account) {
        return new AccountsView.Typed(
                account.name(),
                account.displayName(),
                account.access().name().toLowerCase(Locale.ROOT),
                account.person().orElse(""));
    }

    private Response show(Request request) {
        var account = account(request);
        var notice = request.query(MyAccountPages.DONE)
                .map(done -> NOTICES.getOrDefault(done, ""))
                .orElse("");
        return page(request, 200, account, Optional.empty(), notice, typed(account), Fault.NONE);
    }

    private Response change(Request request) throws IOException {
        var account = account(request);
        var typed = typed(request);
        var profile = profile(typed);
        var active = request.field("active").isPresent();
        if (profile.isEmpty()) {
            return page(request, 422, account, Optional.empty(), "", typed, NO_LEVEL);
        }
        return switch (accounts.change(account.name(), profile.get(), active, by("account.change", request))) {
            case Outcome.Done<Account> _ -> done(account, "changed");
            case Outcome.Refused<Account>(var field, var reason) ->
                page(request, 422, account, Optional.empty(), "", typed, new Fault(field, reason));
            case Outcome.Missing<Account>() -> throw missing(account.name());
        };
    }

    private static Response done(Account account, String what) {
        return Response.seeOther(Links.account(account.name()) + "?" + MyAccountPages.DONE + "=" + what);
    }

    private Response reset(Request request) {
        var account = account(request);
        return switch (accounts.reset(account.name(), by("account.reset", request))) {
            case Outcome.Done<Invited>(var invited) ->
                invited(request, invited, "The password is taken away, and every session has ended.");
            case Outcome.Refused<Invited>(var field, var reason) ->
                page(request, 409, account, Optional.empty(), "", typed(account), new Fault(field, reason));
            case Outcome.Missing<Invited>() -> throw missing(account.name());
        };
    }

    private Response endSessions(Request request) {
        var account = account(request);
        sessions.endAll(account, sessions.current(request));
        return done(account, "sessions");
    }

    private Response unlink(Request request) throws IOException {
        var account = account(request);
        var id = ReceiptPages.parse(request.field("id").orElse("")).orElse(0L);
        return accounts.unlink(account.name(), id, by("account.unlink", request))
                        instanceof Outcome.Refused<Account>(var field, var reason)
                ? page(request, 409, account, Optional.empty(), "", typed(account), new Fault(field, reason))
                : done(account, "identity");
    }

    private Response revokeToken(Request request) throws IOException {
        var account = account(request);
        ReceiptPages.parse(request.field("id").orElse("")).ifPresent(id -> tokens.revoke(account, id));
        return done(account, "token");
    }

    private Response page(
            Request request,
            int status,
            Account account,
            Optional<String> link,
            String notice,
            AccountsView.Typed typed,
            Fault fault) {
        var view = new AccountView(
                account,
                account.name().equals(request.requireActor().name()),
                sessions.of(account),
                tokens.of(account),
                accounts.identities(account),
                link,
                notice,
                typed,
                fault);
        var frame = Frame.of(assets, request, Section.NONE, account.name());
        return Html.page(status, out -> JteaccountotherGenerated.render(out, null, frame, view));
    }
}
