package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Duplicates;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Rule;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteduplicatesGenerated;

/** Records that may be there twice: look, then merge them, or say that they are two. */
final class DuplicatesPages {
    /** How many pairs a page shows; each takes some looking. */
    static final int PAIRS = 20;

    /** How many dismissals the page lists; the command line and the API have them all. */
    static final int DISMISSALS = 100;

    /** The longest reason, in characters; it is also the note of the operation. */
    private static final int MAX_REASON = 1_000;

    private static final String RULE = "rule";
    private static final String MINIMUM = "minimum";
    private static final String PAGE = "page";
    private static final String DISMISSED = "dismissed";
    private static final String RESTORED = "restored";

    private final Assets assets;
    private final Duplicates duplicates;

    DuplicatesPages(Assets assets, Duplicates duplicates) {
        this.assets = assets;
        this.duplicates = duplicates;
    }

    List<Route> routes() {
        var events = Links.duplicates(Kind.EVENT);
        var people = Links.duplicates(Kind.PERSON);
        var ofKind = Links.DUPLICATES + "/{kind}";
        return List.of(
                Route.get(Links.DUPLICATES, Access.VIEWER, _ -> Response.seeOther(events)),
                // AMY's addresses
                Route.get("/workshops/events/duplicates", Access.VIEWER, _ -> Response.movedPermanently(events)),
                Route.get("/workshops/persons/duplicates", Access.VIEWER, _ -> Response.movedPermanently(people)),
                Route.get(ofKind, Access.VIEWER, this::list).query(RULE, MINIMUM, PAGE, DISMISSED, RESTORED),
                Route.post(ofKind + "/dismiss", Access.EDITOR, this::dismiss).consumesForm(),
                Route.post(ofKind + "/restore", Access.EDITOR, this::restore).consumesForm());
    }

    private Response list(Request request) {
        var one = Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(request.variable("kind")))
                .findFirst();
        if (one.isPresent()) {
            // one of them, where many are meant
            return Response.movedPermanently(Links.duplicates(one.get()) + Guesses.query(request));
        }
        var kind = kind(request);
        var rules = duplicates.rules(kind);
        var filter = new DuplicatesView.Filter(
                kind,
                request.query(RULE).filter(name -> !name.isEmpty()),
                number(request, MINIMUM, DuplicateQuery.USUAL_MINIMUM, 99),
                number(request, PAGE, 1, 1_000_000));
        filter.rule().ifPresent(name -> requireRule(name, rules));
        var found = duplicates.find(new DuplicateQuery(kind, filter.rule(), filter.minimum(), filter.page(), PAIRS));
        var dismissals = duplicates.dismissals(kind);
        var view = new DuplicatesView(
                filter,
                rules,
                found.duplicates().stream()
                        .map(pair -> DuplicatesView.Pair.of(kind, pair))
                        .toList(),
                found.total(),
                found.cut(),
                dismissals.stream().limit(DISMISSALS).toList(),
                dismissals.size(),
                notice(request, dismissals));
        var frame = Frame.of(assets, request, Section.DUPLICATES, "Duplicates");
        return Html.page(200, out -> JteduplicatesGenerated.render(out, null, frame, view));
    }

    /** What was just done, if the address says so and it is true. */
    private static Optional<DuplicatesView.Notice> notice(Request request, List<Dismissal> dismissals) {
        var dismissed = request.query(DISMISSED)
                .flatMap(pair -> dismissals.stream()
                        .filter(dismissal -> DuplicatesView.pair(dismissal).equals(pair))
                        .findFirst())
                .map(dismissal -> new DuplicatesView.Notice(
                        true,
                        dismissal.a().slug(),
                        dismissal.b().slug(),
                        dismissal.a().id(),
                        dismissal.b().id()));
        return dismissed.or(() -> request.query(RESTORED)
                .filter(pair -> dismissals.stream()
                        .noneMatch(dismissal -> DuplicatesView.pair(dismissal).equals(pair)))
                .map(_ -> new DuplicatesView.Notice(false, "", "", 0, 0)));
    }

    private Response dismiss(Request request) throws IOException {
        var kind = kind(request);
        var reason = request.field("reason").map(String::strip).orElse("");
        if (reason.length() > MAX_REASON) {
            throw Problem.badRequest(
                            "bad-value",
                            "Too long a reason",
                            "A reason may have at most %,d characters; this one has %,d. Go back: it is still there."
                                    .formatted(MAX_REASON, reason.length()))
                    .exception();
        }
        var a = request.field("a").orElse("");
        var b = request.field("b").orElse("");
        return switch (duplicates.dismiss(kind, a, b, reason, operation(request, "duplicate.dismiss", reason))) {
            case DismissOutcome.Done(var said) -> back(request, kind, DISMISSED, said);
            case DismissOutcome.Already(var said) -> back(request, kind, DISMISSED, said);
            case DismissOutcome.SameRecord(var slug) ->
                throw new Problem(
                                409,
                                "same-record",
                                "The same record twice",
                                "Both names mean “%s”, which is no other than itself.".formatted(slug))
                        .exception();
            case DismissOutcome.UnknownRecord(var name) ->
                throw Problem.notFound(
                                "unknown-record",
                                "No such record",
                                "There is no %s “%s” any more; somebody may have merged it meanwhile."
                                        .formatted(kind.word(), name))
                        .exception();
            case DismissOutcome.NotSaid() -> throw new IllegalStateException("what is said is said");
        };
    }

    private Response restore(Request request) throws IOException {
        var kind = kind(request);
        var a = ReceiptPages.parse(request.field("a").orElse(""));
        var b = ReceiptPages.parse(request.field("b").orElse(""));
        if (a.isPresent() && b.isPresent()) {
            var by = operation(request, "duplicate.restore", "");
            if (duplicates.restore(kind, a.get(), b.get(), by) instanceof DismissOutcome.Done(var said)) {
                return back(request, kind, RESTORED, said);
            }
        }
        throw Problem.notFound(
                        "unknown-dismissal",
                        "Nobody said so",
                        "It is not said of these two that they are not one; somebody may have taken it back already.")
                .exception();
    }

    /** The page one came from, with what was just done. */
    private static Response back(Request request, Kind kind, String did, Dismissal said) throws IOException {
        var filter = new DuplicatesView.Filter(
                kind,
                request.field(RULE).filter(rule -> rule.matches("[a-z-]{1,40}")),
                request.field(MINIMUM)
                        .filter(text -> text.matches("[1-9][0-9]?"))
                        .map(Integer::valueOf)
                        .orElse(DuplicateQuery.USUAL_MINIMUM),
                1);
        return Response.seeOther(
                filter.link(1) + (filter.link(1).contains("?") ? "&" : "?") + did + "=" + DuplicatesView.pair(said));
    }

    private static NewOperation operation(Request request, String kind, String note) {
        return new NewOperation(kind, request.requireActor().name(), request.id(), note);
    }

    private static Kind kind(Request request) {
        return Kind.ofPlural(request.variable("kind"))
                .orElseThrow(() -> Problem.notFound(
                                "unknown-kind",
                                "No such duplicates",
                                "Duplicates are looked for among events and people.")
                        .exception());
    }

    private static void requireRule(String name, List<Rule> rules) {
        if (rules.stream().noneMatch(rule -> rule.name().equals(name))) {
            throw bad("There is no rule “%s”; choose one from the list.".formatted(name));
        }
    }

    private static int number(Request request, String parameter, int usual, int most) {
        var text = request.query(parameter).filter(given -> !given.isEmpty());
        if (text.isEmpty()) {
            return usual;
        }
        var number = text.get().matches("[0-9]{1,9}") ? Integer.parseInt(text.get()) : 0;
        if (number < 1 || number > most) {
            throw bad("The parameter “%s” is a number from 1 to %,d.".formatted(parameter, most));
        }
        return number;
    }

    private static ProblemException bad(String detail) {
        return Problem.badRequest("bad-parameter", "This address has a mistake in it", detail)
                .exception();
    }
}
