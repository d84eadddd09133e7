package org.atelier.web.admin.internal;

import static org.atelier.merge.engine.MergeException.Code.STALE_PLAN;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Vocabulary;
import org.atelier.duplicates.Duplicates;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.spi.Side;
import org.atelier.records.Records;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtematchesGenerated;
import org.atelier.web.admin.internal.pages.JtemergechooseGenerated;
import org.atelier.web.admin.internal.pages.JtemergecompareGenerated;
import org.atelier.web.admin.internal.pages.JtemergepreviewGenerated;
import org.atelier.web.admin.internal.pages.JtemergeproblemGenerated;
import org.atelier.web.admin.internal.pages.JtemergerefusedGenerated;

/**
 * Merging two records of any kind that a descriptor declares: choose them, compare them and see at once what the choices
 * come to, look at the plan, confirm it.
 */
final class MergePages {
    /** Tells a request that a script sends for a part of the page from one that the browser sends for a page. */
    private static final String BY_SCRIPT = "HX-Request";

    private final Assets assets;
    private final Merges merges;
    private final MergeChooser chooser;
    private final Vocabulary vocabulary;
    private final Records records;
    private final Duplicates duplicates;

    MergePages(
            Assets assets,
            Merges merges,
            MergeChooser chooser,
            Vocabulary vocabulary,
            Records records,
            Duplicates duplicates) {
        this.assets = assets;
        this.merges = merges;
        this.chooser = chooser;
        this.vocabulary = vocabulary;
        this.records = records;
        this.duplicates = duplicates;
    }

    List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var kind : MergeKind.FAMILIAR) {
            routes.add(Route.get(kind.path(), Access.VIEWER, request -> choose(request, kind))
                    .query(names(kind, listed(kind))));
            routes.add(Route.get(kind.matches(), Access.VIEWER, request -> matches(request, kind))
                    .query(names(kind, "side")));
            routes.add(Route.post(kind.path(), Access.EDITOR, request -> act(request, kind))
                    .consumesForm());
        }
        routes.add(Route.get("/workshops/merge", Access.VIEWER, _ -> Response.seeOther(Links.MERGE)));
        routes.add(Route.get(MergeKind.ANY, Access.VIEWER, this::chooseAny).query("a", "b"));
        routes.add(Route.get(MergeKind.ANY + "/matches", Access.VIEWER, request -> matches(request, kind(request)))
                .query("a", "b", "side"));
        routes.add(Route.post(MergeKind.ANY, Access.EDITOR, request -> act(request, kind(request)))
                .consumesForm());
        return List.copyOf(routes);
    }

    /** What the list of the kind sends along with the records picked there. */
    private String[] listed(MergeKind kind) {
        return Stream.concat(
                        Stream.of(kind.kind()),
                        records.kind(kind.kind()).stream()
                                .map(RecordPages::parameters)
                                .flatMap(List::stream))
                .toArray(String[]::new);
    }

    private static String[] names(MergeKind kind, String... more) {
        return Stream.concat(Stream.of(kind.a(), kind.b(), kind.alsoA(), kind.alsoB()), Stream.of(more))
                .distinct()
                .toArray(String[]::new);
    }

    /** The kind that the address names. */
    private MergeKind kind(Request request) {
        var name = request.variable("kind");
        var kinds = merges.kinds();
        if (!kinds.containsKey(name)) {
            throw Problem.notFound(
                            "unknown-kind",
                            "This cannot be merged",
                            "There is no kind of record named “%s”. What can be merged: %s."
                                    .formatted(name, String.join(", ", kinds.keySet())))
                    .exception();
        }
        return MergeKind.of(name, kinds.get(name));
    }

    private static String given(Request request, String name, String alsoNamed) {
        return request.query(name)
                .or(() -> request.query(alsoNamed))
                .map(String::strip)
                .orElse("");
    }

    // ---------------------------------------------------------------------------------------------- choosing

    private Response chooseAny(Request request) {
        var kind = kind(request);
        return MergeKind.FAMILIAR.contains(kind)
                ? Response.seeOther(kind.link(given(request, "a", "a"), given(request, "b", "b")))
                : choose(request, kind);
    }

    private Response choose(Request request, MergeKind kind) {
        var picked = MergeKind.FAMILIAR.contains(kind)
                ? List.copyOf(new LinkedHashSet<>(request.queryAll(kind.kind())))
                : List.<String>of();
        if (picked.size() > 2) {
            var problem = "You picked %d %s; a merge takes two. The first two are filled in."
                    .formatted(picked.size(), kind.many());
            return chooser(request, 400, kind, picked.get(0), picked.get(1), Optional.of(problem));
        }
        if (!picked.isEmpty()) {
            return Response.seeOther(kind.link(picked.getFirst(), picked.size() > 1 ? picked.get(1) : ""));
        }
        var a = given(request, kind.a(), kind.alsoA());
        var b = given(request, kind.b(), kind.alsoB());
        var wish = new MergeRequest(kind.kind(), a, b, Side.A, Map.of(), Optional.empty());
        return asking(
                request,
                kind,
                wish,
                Optional.empty(),
                () -> a.isEmpty() || b.isEmpty()
                        ? chooser(request, 200, kind, a, b, Optional.empty())
                        : compare(request, 200, view(kind, wish, Optional.empty())));
    }

    private Response matches(Request request, MergeKind kind) {
        var a = given(request, kind.a(), kind.alsoA());
        var b = given(request, kind.b(), kind.alsoB());
        var side = request.query("side").orElse("");
        if (!side.equals("a") && !side.equals("b")) {
            throw Problem.badRequest("unknown-side", "Unknown side", "The parameter \"side\" is a or b.")
                    .exception();
        }
        try {
            var choosing = side.equals("a") ? chooser.typed(kind, Side.A, a, b) : chooser.typed(kind, Side.B, b, a);
            return Html.page(200, out -> JtematchesGenerated.render(out, null, choosing, true));
        } catch (MergeException e) {
            throw problem(e).exception(e);
        }
    }

    private Response chooser(
            Request request, int status, MergeKind kind, String a, String b, Optional<String> problem) {
        var frame = Frame.of(assets, request, Section.MERGE, kind.title());
        var kinds = MergeKind.all(merges.kinds());
        var sideA = chooser.choosing(kind, Side.A, a, b);
        var sideB = chooser.choosing(kind, Side.B, b, a);
        return Html.page(
                status,
                out -> JtemergechooseGenerated.render(out, null, frame, kind, kinds, sideA, sideB, problem.orElse("")));
    }

    // ---------------------------------------------------------------------------------------------- the form

    private Response act(Request request, MergeKind kind) throws IOException {
        var sent = MergeFields.read(kind, request);
        var wish = sent.wish(kind.kind());
        return asking(request, kind, wish, Optional.of(sent), () -> switch (sent.action()) {
            case COMPARE -> compare(request, 200, view(kind, wish, Optional.empty()));
            case SWAP ->
                compare(
                        request,
                        200,
                        view(kind, sent.swapped(kind.kind(), merges.form(kind.kind())), Optional.empty()));
            case PREVIEW -> preview(request, 200, kind, wish, merges.plan(wish), sent.note(), Optional.empty());
            case CONFIRM -> confirm(request, kind, wish, sent);
        });
    }

    private Response confirm(Request request, MergeKind kind, MergeRequest wish, MergeFields sent) {
        try {
            var receipt = merges.apply(
                    wish,
                    sent.fingerprint(),
                    new NewOperation(
                            "merge." + kind.kind(), request.requireActor().name(), request.id(), sent.note()));
            return Response.seeOther(Links.receipt(receipt.id()));
        } catch (MergeException e) {
            if (e.code() != STALE_PLAN) {
                throw e;
            }
            var plan = merges.plan(wish);
            return preview(request, 409, kind, wish, plan, sent.note(), Optional.of(stale(sent, plan)));
        }
    }

    private static PreviewView.Stale stale(MergeFields sent, Plan plan) {
        if (plan.fingerprint().equals(sent.fingerprint())) {
            return new PreviewView.Stale(
                    "Somebody was changing these records at this very moment. They are as you saw them again: confirm"
                            + " once more.",
                    List.of());
        }
        return Seen.changes(sent.seen(), plan)
                .filter(changes -> !changes.isEmpty())
                .map(changes -> new PreviewView.Stale(
                        "Something changed since you looked. Here is the plan as it would be now; read it again, then"
                                + " confirm. This is different:",
                        changes))
                .orElseGet(() -> new PreviewView.Stale(
                        "Something changed since you looked: here is the plan as it would be now. Read it again, then"
                                + " confirm.",
                        List.of()));
    }

    private CompareView view(MergeKind kind, MergeRequest wish, Optional<String> problem) {
        var proposal = merges.propose(wish);
        var plan = proposal.plan();
        var outcome = Outcome.atAGlance(plan, merges.json(plan), TagName.of(plan, vocabulary));
        return CompareView.of(about(kind, plan), proposal.form(), plan, outcome, problem);
    }

    private CompareView.About about(MergeKind kind, Plan plan) {
        if (kind.kind().equals("tag")) {
            // how many events carry it is said with all else that hangs on it
            return new CompareView.About(kind, List.of(), List.of());
        }
        return new CompareView.About(
                kind,
                chooser.known(kind, plan.snapshot().a().slug()),
                chooser.known(kind, plan.snapshot().b().slug()));
    }

    private Response compare(Request request, int status, CompareView view) {
        var frame = Frame.of(
                assets,
                request,
                Section.MERGE,
                "Merge " + view.a().slug() + " and " + view.b().slug());
        // a script takes a page only if nothing is wrong with it; what is wrong stands on it
        var told = isByScript(request) ? 200 : status;
        var said = duplicates.said(view.kind().kind(), view.a().slug(), view.b().slug());
        return Html.page(told, out -> JtemergecompareGenerated.render(out, null, frame, view, said));
    }

    private Response preview(
            Request request,
            int status,
            MergeKind kind,
            MergeRequest wish,
            Plan plan,
            String note,
            Optional<PreviewView.Stale> stale) {
        var frame = Frame.of(assets, request, Section.MERGE, "Review the merge");
        var outcome = Outcome.of(plan, merges.json(plan), TagName.of(plan, vocabulary));
        var view = PreviewView.of(kind, wish, plan, outcome, note, stale);
        var said = duplicates.said(
                kind.kind(), plan.survivor().slug(), plan.retired().slug());
        return Html.page(status, out -> JtemergepreviewGenerated.render(out, null, frame, view, said));
    }

    private static boolean isByScript(Request request) {
        return request.header(BY_SCRIPT).isPresent();
    }

    // ---------------------------------------------------------------------------------------------- refusals

    /** @param sent the form; empty if only an address was opened */
    private Response asking(
            Request request, MergeKind kind, MergeRequest wish, Optional<MergeFields> sent, Supplier<Response> step) {
        try {
            return step.get();
        } catch (MergeException e) {
            return refused(request, kind, wish, sent, e);
        }
    }

    private Response refused(
            Request request, MergeKind kind, MergeRequest wish, Optional<MergeFields> sent, MergeException e) {
        return switch (e.code()) {
            case SAME_RECORD -> chooseAgain(request, kind, wish.a(), "", e, Words.sentence(e.getMessage()));
            case UNKNOWN_RECORD, RETIRED_RECORD -> chooseAgain(request, kind, wish.a(), wish.b(), e, "");
            case UNKNOWN_CHOICE, UNKNOWN_STRATEGY -> without(request, kind, wish, sent, e);
            case UNKNOWN_KIND,
                    MISSING_STRATEGY,
                    CENSUS_INCOMPLETE,
                    TOO_MANY_ROWS,
                    UNKNOWN_OPERATION,
                    UNDONE_ALREADY,
                    LATER_OPERATION -> stop(request, kind, wish, sent, e);
            case BAD_ANSWER,
                    VALUE_TAKEN,
                    UNDECLARED_REFERENCE,
                    RULE_BROKEN,
                    STALE_PLAN,
                    LEDGER_MISMATCH,
                    NOT_REVERSIBLE -> reconsider(request, kind, wish, sent, e);
        };
    }

    /** A script leaves the page it is on: one of the two is not there to be compared any more. */
    private Response chooseAgain(
            Request request, MergeKind kind, String a, String b, MergeException e, String problem) {
        return isByScript(request)
                ? Response.empty(200).header("HX-Redirect", kind.link(a, b)).header("Cache-Control", "no-store")
                : chooser(
                        request,
                        status(e.code()),
                        kind,
                        a,
                        b,
                        Optional.of(problem).filter(text -> !text.isEmpty()));
    }

    /** A strategy or relation of a plugin that is gone: the form again, with all other choices as they were made. */
    private Response without(
            Request request, MergeKind kind, MergeRequest wish, Optional<MergeFields> sent, MergeException refusal) {
        try {
            var form = merges.form(kind.kind());
            var decisions = Stream.concat(form.fields().stream(), form.relations().stream())
                    .collect(Collectors.toMap(MergeForm.Decision::name, decision -> decision));
            var kept = new TreeMap<>(wish.choices());
            kept.entrySet().removeIf(choice -> !isOffered(choice, decisions));
            var problem = wish.choices().entrySet().stream()
                    .filter(choice -> !kept.containsKey(choice.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .map(choice -> gone(choice, decisions))
                    .collect(Collectors.joining(" ", "", " All your other choices are as you made them."));
            var rest = new MergeRequest(wish.kind(), wish.a(), wish.b(), wish.base(), kept, wish.fallback());
            return compare(request, status(refusal.code()), view(kind, rest, Optional.of(problem)));
        } catch (MergeException e) {
            return stop(request, kind, wish, sent, refusal);
        }
    }

    private static boolean isOffered(Map.Entry<String, String> choice, Map<String, MergeForm.Decision> decisions) {
        return decisions.containsKey(choice.getKey())
                && decisions.get(choice.getKey()).offers().stream()
                        .anyMatch(offer -> offer.id().equals(choice.getValue()));
    }

    private static String gone(Map.Entry<String, String> choice, Map<String, MergeForm.Decision> decisions) {
        var decision = decisions.get(choice.getKey());
        if (decision == null) {
            return "There is no “%s” to choose for any more: the plugin that brought it is gone."
                    .formatted(choice.getKey());
        }
        var back = decision.offers().stream()
                .filter(offer -> offer.id().equals(decision.defaultStrategy()))
                .map(MergeForm.Offer::label)
                .findFirst()
                .orElse(decision.defaultStrategy());
        return "“%s” is not offered for %s any more: its plugin is gone. Its choice is “%s” for now."
                .formatted(choice.getValue(), decision.label(), back);
    }

    /** The form again, with the choices as they were made and the reason why they cannot be. */
    private Response reconsider(
            Request request, MergeKind kind, MergeRequest wish, Optional<MergeFields> sent, MergeException refusal) {
        try {
            var plan = merges.plan(
                    new MergeRequest(wish.kind(), wish.a(), wish.b(), wish.base(), Map.of(), Optional.empty()));
            var view = CompareView.refused(
                    about(kind, plan),
                    merges.form(kind.kind()),
                    plan,
                    wish.choices(),
                    Words.sentence(refusal.getMessage()));
            return compare(request, status(refusal.code()), view);
        } catch (MergeException e) {
            return stop(request, kind, wish, sent, refusal);
        }
    }

    /** Nothing of this kind can be merged at the moment: says why, and how to go on with the choices as they are. */
    private Response stop(
            Request request, MergeKind kind, MergeRequest wish, Optional<MergeFields> sent, MergeException e) {
        var problem = problem(e);
        if (isByScript(request)) {
            // what was chosen stays where it is
            return Html.page(200, out -> JtemergeproblemGenerated.render(out, null, problem.detail()))
                    .header("HX-Retarget", "#live-problem")
                    .header("HX-Reswap", "innerHTML")
                    .header("HX-Reselect", "#unplanned");
        }
        var frame = Frame.of(assets, request, Section.MERGE, problem.title());
        var view = new RefusedView(
                kind, problem, wish.a(), wish.b(), sent.map(MergeFields::base), wish.choices(), request.id());
        return Html.page(problem.status(), out -> JtemergerefusedGenerated.render(out, null, frame, view));
    }

    static int status(MergeException.Code code) {
        return switch (code) {
            case UNKNOWN_KIND, UNKNOWN_RECORD, UNKNOWN_OPERATION -> 404;
            case RETIRED_RECORD, VALUE_TAKEN, UNDECLARED_REFERENCE, UNDONE_ALREADY, LATER_OPERATION, STALE_PLAN -> 409;
            case SAME_RECORD, UNKNOWN_CHOICE, UNKNOWN_STRATEGY, RULE_BROKEN, TOO_MANY_ROWS -> 422;
            case MISSING_STRATEGY, BAD_ANSWER, CENSUS_INCOMPLETE -> 503;
            case LEDGER_MISMATCH, NOT_REVERSIBLE -> 500;
        };
    }

    private static Problem problem(MergeException e) {
        var code = e.code().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        var said = Words.sentence(e.getMessage());
        return switch (e.code()) {
            case MISSING_STRATEGY ->
                new Problem(
                        status(e.code()),
                        code,
                        "A strategy is missing",
                        said + " Merging works again as soon as it is there, without a restart.");
            case CENSUS_INCOMPLETE ->
                new Problem(
                        status(e.code()),
                        code,
                        "Merging would lose something",
                        said + " Whoever looks after the database can say what it is; nothing has been changed.");
            default -> new Problem(status(e.code()), code, "This merge is not possible", said);
        };
    }
}
