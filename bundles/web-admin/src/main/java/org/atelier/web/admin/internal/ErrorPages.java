package org.atelier.web.admin.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.BasePath;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.PlainWords;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.security.Account;
import org.atelier.security.Accounts;
import org.atelier.web.admin.internal.ErrorView.Permission;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteerrorGenerated;

/** Problems as pages; whoever is not signed in is asked to. */
final class ErrorPages implements ErrorRenderer {
    /** The most administrators that are named to whoever needs one. */
    private static final int MAX_NAMED = 5;

    /** Ends of addresses that say what to do and not with what. */
    private static final Set<String> DEEDS = Set.of("add", "edit", "delete", "merge", "undo", "remove", "tags");

    /** The member of a problem that is the address of the history of what is not there any more. */
    static final String HISTORY = "history";

    /** The member of a problem that is the address where what is not there any more is brought back. */
    static final String RESTORE = "restore";

    private final Assets assets;
    private final Accounts accounts;

    ErrorPages(Assets assets, Accounts accounts) {
        this.assets = assets;
        this.accounts = accounts;
    }

    @Override
    public Response render(Problem problem, Request request) {
        if (problem.status() == 401) {
            return signIn(request);
        }
        var words = PlainWords.of(problem);
        // where something has failed, and be it the database, nothing more is asked
        var actor = problem.status() >= 500 ? request.actorSoFar() : request.actor();
        var frame = new Frame(assets, words.title(), Section.NONE, actor);
        var view = new ErrorView(
                problem.status(),
                words,
                request.id(),
                actor.flatMap(known -> permission(problem, known)),
                problem.status() == 404 ? sought(request) : "",
                ways(problem),
                cameFrom(request).filter(Links::isOurs).filter(from -> !from.equals(request.target())),
                Optional.of(request.target()).filter(target -> mayWorkAgain(problem, request) && Links.isOurs(target)));
        var response = Html.page(problem.status(), out -> JteerrorGenerated.render(out, null, frame, view));
        for (var header : problem.headers().entrySet()) {
            response = response.header(header.getKey(), header.getValue());
        }
        return response;
    }

    /** Where to go on from here, as the problem tells. */
    private static List<ErrorView.Way> ways(Problem problem) {
        var ways = new ArrayList<ErrorView.Way>();
        if (problem.members().get(HISTORY) instanceof String address) {
            ways.add(new ErrorView.Way("history", "What became of it", address));
        }
        if (problem.members().get(RESTORE) instanceof String address) {
            ways.add(new ErrorView.Way("restore", "Bring it back", address));
        }
        return ways;
    }

    private static boolean mayWorkAgain(Problem problem, Request request) {
        return request.method().equals("GET") && Set.of(429, 500, 503).contains(problem.status());
    }

    private Optional<Permission> permission(Problem problem, Actor actor) {
        return switch (problem.code()) {
            case "not-allowed" ->
                Optional.of(new Permission(
                        LevelWords.may(actor.access()),
                        problem.members().get("needs") instanceof String needs
                                ? LevelWords.needs(Access.valueOf(needs.toUpperCase(Locale.ROOT)))
                                : LevelWords.needs(Access.ADMINISTRATOR),
                        whom()));
            case "not-yours" ->
                Optional.of(
                        new Permission(LevelWords.may(actor.access()), LevelWords.needs(Access.ADMINISTRATOR), whom()));
            default -> Optional.empty();
        };
    }

    /** Who can give somebody more to do. */
    private String whom() {
        var administrators = accounts.all().stream()
                .filter(account -> account.active() && account.access() == Access.ADMINISTRATOR)
                .limit(MAX_NAMED)
                .map(ErrorPages::named)
                .toList();
        return administrators.isEmpty() ? "Whoever runs this platform." : listed(administrators) + ".";
    }

    private static String named(Account account) {
        return account.displayName().isBlank() || account.displayName().equals(account.name())
                ? account.name()
                : "%s (%s)".formatted(account.displayName(), account.name());
    }

    private static String listed(List<String> names) {
        var last = names.size() - 1;
        return last == 0 ? names.getFirst() : String.join(", ", names.subList(0, last)) + " or " + names.getLast();
    }

    /** The name in an address that leads nowhere: the last segment that is one. */
    private static String sought(Request request) {
        var segments = List.of(request.path().split("/")).reversed();
        return segments.stream()
                .filter(segment -> !segment.isEmpty() && !DEEDS.contains(segment))
                .findFirst()
                .flatMap(ErrorPages::decoded)
                .orElse("");
    }

    private static Optional<String> decoded(String segment) {
        try {
            return Optional.ofNullable(new URI(segment).getPath());
        } catch (URISyntaxException e) {
            // what cannot be read is nothing to look for
            return Optional.empty();
        }
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
        return request.method().equals("GET") && request.header("HX-Request").isEmpty()
                ? Optional.of(request.target())
                : cameFrom(request);
    }

    /** Path and query of the page a link or form was on, if the browser says so. */
    private static Optional<String> cameFrom(Request request) {
        return request.header("Referer").flatMap(referer -> {
            try {
                return Optional.of(BasePath.inside(new URI(referer)));
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }
}
