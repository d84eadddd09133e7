package org.atelier.web.admin.internal;

import java.net.URI;
import java.util.List;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.IdentityProvider.Offer;
import org.atelier.security.OpenId;
import org.atelier.security.OpenId.Begun;
import org.atelier.security.OpenId.Ended;
import org.atelier.security.OpenId.Returned;
import org.atelier.security.OpenId.Why;

/**
 * Signing in elsewhere: there by a link, because the policy of our pages lets no form lead to another host, and back. Without
 * a provider there are no such addresses.
 */
final class OpenIdPages {
    private static final String NEXT = "next";
    private static final String WORD = "word";
    private static final String STATE = "state";
    private static final String CODE = "code";
    private static final String ISSUER = "iss";
    private static final String ERROR = "error";

    /** When to ask a provider again that did not answer, in seconds. */
    private static final String SOON = "30";

    private final OpenId openId;
    private final LoginPages login;
    private final MyAccountPages account;

    OpenIdPages(OpenId openId, LoginPages login, MyAccountPages account) {
        this.account = account;
        this.openId = openId;
        this.login = login;
    }

    List<Route> routes() {
        return openId.offer()
                .map(offer -> List.of(
                        Route.get(Links.OPEN_ID, Access.PUBLIC, request -> begin(offer, request))
                                .query(NEXT),
                        Route.get(Links.CONNECT, Access.VIEWER, request -> connect(offer, request))
                                .query(WORD),
                        // providers add what they like, which a client must ignore. Source: RFC 6749, section 4.1.2
                        Route.get(Links.OPEN_ID_BACK, Access.PUBLIC, request -> end(offer, request))
                                .query(STATE, CODE, ISSUER, ERROR)
                                .orOtherQuery()))
                .orElse(List.of());
    }

    private Response begin(Offer offer, Request request) {
        var next = LoginPages.next(request.query(NEXT).orElse(""));
        if (request.actor().isPresent()) {
            return Response.seeOther(next);
        }
        return switch (openId.begin(next, back(request), request)) {
            case Begun.Send(var to, var binding) ->
                Response.seeOther(to.toString()).cookie(binding);
            case Begun.Away() -> failed(offer, Why.AWAY, next, request);
            case Begun.Foreign() -> throw new IllegalStateException("asked for no word");
        };
    }

    private Response connect(Offer offer, Request request) {
        account.requireOwn(request);
        return switch (openId.connect(request.query(WORD).orElse(""), back(request), request)) {
            case Begun.Send(var to, var binding) ->
                Response.seeOther(to.toString()).cookie(binding);
            case Begun.Away() -> failed(offer, Why.AWAY, Links.ACCOUNT, request);
            case Begun.Foreign() ->
                account.refused(request, 403, "This was not begun on this page. Use the button here.");
        };
    }

    /** Where the browser comes back: the address at which it reached us, which the provider has to know. */
    private static URI back(Request request) {
        return request.absolute(Links.OPEN_ID_BACK)
                .orElseThrow(() -> Problem.badRequest(
                                "unknown-host", "Unknown host", "The request does not say at which host it came.")
                        .exception());
    }

    private Response end(Offer offer, Request request) {
        var returned =
                new Returned(request.query(STATE), request.query(CODE), request.query(ISSUER), request.query(ERROR));
        var answer = switch (openId.end(returned, back(request), request)) {
            case Ended.Accepted(var session, var next) ->
                Response.seeOther(LoginPages.next(next)).cookie(session);
            case Ended.Connected() -> MyAccountPages.done("connected");
            case Ended.Failed(var why, var next) -> failed(offer, why, next, request);
            case Ended.Throttled(var wait, var next) ->
                refused(request, 429, next, LoginPages.tooMany(wait))
                        .header("Retry-After", Long.toString(LoginPages.seconds(wait)));
        };
        return answer.cookie(openId.forget(request));
    }

    private Response failed(Offer offer, Why why, String next, Request request) {
        var page = refused(request, why == Why.AWAY ? 503 : 403, next, words(why, offer, request));
        return why == Why.AWAY ? page.header("Retry-After", SOON) : page;
    }

    /** On the page of who is signed in, on that for signing in otherwise. */
    private Response refused(Request request, int status, String next, String words) {
        return account.isOwn(request)
                ? account.refused(request, status, words)
                : login.refusedElsewhere(request, status, next, words);
    }

    private static String words(Why why, Offer offer, Request request) {
        return switch (why) {
            case NOT_BEGUN ->
                "This was begun in another browser or window, or more than ten minutes ago. Begin again here.";
            case DECLINED -> "%s did not sign you in: you or it declined.".formatted(offer.place());
            case NOT_PROVED ->
                "What %s said of you could not be verified. Try again; if this comes back, tell your administrator the number %s."
                        .formatted(offer.place(), request.id());
            case AWAY ->
                "%s does not answer at this moment. Try again in a minute, or sign in with name and password."
                        .formatted(offer.place());
            case UNNAMED ->
                "%s vouches for no name of yours, such as an e-mail address that it has verified. Confirm yours there, or ask an administrator."
                        .formatted(offer.place());
            case TAKEN ->
                "Who you are at %s opens another account here, or somebody else of %s opens yours: unlink the one or the other first."
                        .formatted(offer.place(), offer.place());
            case NOBODY ->
                "%s knows you, but no account here goes with that, or it is disabled. An administrator can help."
                        .formatted(offer.place());
        };
    }
}
