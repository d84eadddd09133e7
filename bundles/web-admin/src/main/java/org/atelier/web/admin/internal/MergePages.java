package org.atelier.web.admin.internal;

import static org.atelier.merge.engine.MergeException.Code.MISSING_STRATEGY;
import static org.atelier.merge.engine.MergeException.Code.STALE_PLAN;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.atelier.domain.EventDetails;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Events;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.history.History;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.Undos;
import org.atelier.merge.spi.Side;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtematchesGenerated;
import org.atelier.web.admin.internal.pages.JtemergechooseGenerated;
import org.atelier.web.admin.internal.pages.JtemergecompareGenerated;
import org.atelier.web.admin.internal.pages.JtemergepreviewGenerated;
import org.atelier.web.admin.internal.pages.JtereceiptGenerated;
import org.atelier.web.admin.internal.pages.JteundoneGenerated;

/** Merging two events: choose them, compare them, look at the plan, confirm it, read the receipt. */
final class MergePages {
    private static final String KIND = "event";

    /** How many events are suggested for a name that is none. */
    private static final int MAX_MATCHES = 8;

    private final Assets assets;
    private final Merges merges;
    private final Undos undos;
    private final History history;
    private final Events events;

    MergePages(Assets assets, Merges merges, Undos undos, History history, Events events) {
        this.assets = assets;
        this.history = history;
        this.merges = merges;
        this.undos = undos;
        this.events = events;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Links.MERGE, Access.VIEWER, this::choose)
                        .query(MergeFields.A, MergeFields.B, EventPages.PICKED, EventPages.SEARCH),
                Route.get(Links.MATCHES, Access.VIEWER, this::matches).query(MergeFields.A, MergeFields.B, "side"),
                Route.post(Links.MERGE, Access.EDITOR, this::act).consumesForm(),
                Route.get("/workshops/merges/{id}", Access.VIEWER, this::receipt));
    }

    // ---------------------------------------------------------------------------------------------- choosing

    private Response choose(Request request) {
        var picked = List.copyOf(new LinkedHashSet<>(request.queryAll(EventPages.PICKED)));
        var a = request.query(MergeFields.A).map(String::strip).orElse("");
        var b = request.query(MergeFields.B).map(String::strip).orElse("");
        if (!picked.isEmpty()) {
            if (picked.size() > 2) {
                return chooser(
                        request,
                        400,
                        picked.get(0),
                        picked.get(1),
                        Optional.of("You picked %d events; a merge takes two. The first two are filled in."
                                .formatted(picked.size())));
            }
            return Response.seeOther(Links.merge(picked.getFirst(), picked.size() > 1 ? picked.get(1) : ""));
        }
        if (a.isEmpty() || b.isEmpty()) {
            return chooser(request, 200, a, b, Optional.empty());
        }
        var wish = new MergeRequest(KIND, a, b, Side.A, Map.of(), Optional.empty());
        try {
            return compare(request, 200, CompareView.of(merges.form(KIND), merges.plan(wish)));
        } catch (MergeException e) {
            return refused(request, wish, e);
        }
    }

    private Response matches(Request request) {
        var a = request.query(MergeFields.A).map(String::strip).orElse("");
        var b = request.query(MergeFields.B).map(String::strip).orElse("");
        var side = request.query("side").orElse("");
        if (!side.equals("a") && !side.equals("b")) {
            throw Problem.badRequest("unknown-side", "Unknown side", "The parameter \"side\" is a or b.")
                    .exception();
        }
        var choosing = side.equals("a") ? choosing(Side.A, a, b) : choosing(Side.B, b, a);
        return Html.page(200, out -> JtematchesGenerated.render(out, null, choosing));
    }

    private Response chooser(Request request, int status, String a, String b, Optional<String> problem) {
        var frame = Frame.of(assets, request, Section.MERGE, "Merge two events");
        var sideA = choosing(Side.A, a, b);
        var sideB = choosing(Side.B, b, a);
        return Html.page(
                status, out -> JtemergechooseGenerated.render(out, null, frame, sideA, sideB, problem.orElse("")));
    }

    /** What to say about the name given for one side. */
    private Choosing choosing(Side side, String name, String other) {
        if (name.isEmpty()) {
            return new Choosing(side, "", false, "", List.of());
        }
        return switch (events.find(name)) {
            case Lookup.Found<EventDetails>(var found) ->
                new Choosing(side, name, true, String.join(" · ", new EventView(found).subtitle()), List.of());
            case Lookup.Moved<EventDetails>(var to)
            when to.equals(other) ->
                new Choosing(side, name, false, "“%s” was merged into “%s” already.".formatted(name, to), List.of());
            case Lookup.Moved<EventDetails>(var to) ->
                new Choosing(
                        side,
                        name,
                        false,
                        "“%s” was merged. This is the event it became:".formatted(name),
                        events.search(to, MAX_MATCHES).stream()
                                .filter(event -> event.slug().equals(to))
                                .map(event -> match(side, event, other))
                                .toList());
            case Lookup.Missing<EventDetails> _ -> {
                var matches = events.search(name, MAX_MATCHES).stream()
                        .filter(event -> !event.slug().equals(other))
                        .map(event -> match(side, event, other))
                        .toList();
                yield new Choosing(
                        side,
                        name,
                        false,
                        matches.isEmpty()
                                ? "No event is named “%s”, and none has these words.".formatted(name)
                                : "No event has exactly this name. These have its words:",
                        matches);
            }
        };
    }

    private static Choosing.Match match(Side side, EventSummary event, String other) {
        var row = EventRow.of(event, false);
        var link = side == Side.A ? Links.merge(row.slug(), other) : Links.merge(other, row.slug());
        return new Choosing.Match(row.slug(), row.days(), row.place(), link);
    }

    // ---------------------------------------------------------------------------------------------- the form

    private Response act(Request request) throws IOException {
        var sent = MergeFields.read(request);
        var wish = sent.wish(KIND);
        return switch (sent.action()) {
            case COMPARE ->
                act(request, wish, () -> compare(request, 200, CompareView.of(merges.form(KIND), merges.plan(wish))));
            case PREVIEW ->
                act(request, wish, () -> preview(request, 200, wish, merges.plan(wish), sent.note(), false));
            case CONFIRM -> act(request, wish, () -> confirm(request, wish, sent));
        };
    }

    private Response act(Request request, MergeRequest wish, Supplier<Response> step) {
        try {
            return step.get();
        } catch (MergeException e) {
            return refused(request, wish, e);
        }
    }

    private Response confirm(Request request, MergeRequest wish, MergeFields sent) {
        try {
            var receipt = merges.apply(
                    wish,
                    sent.fingerprint(),
                    new NewOperation("merge." + KIND, request.requireActor().name(), request.id(), sent.note()));
            return Response.seeOther(Links.receipt(receipt.id()));
        } catch (MergeException e) {
            if (e.code() != STALE_PLAN) {
                throw e;
            }
            return preview(request, 409, wish, merges.plan(wish), sent.note(), true);
        }
    }

    private Response compare(Request request, int status, CompareView view) {
        var frame = Frame.of(
                assets,
                request,
                Section.MERGE,
                "Merge " + view.a().slug() + " and " + view.b().slug());
        return Html.page(status, out -> JtemergecompareGenerated.render(out, null, frame, view));
    }

    private Response preview(Request request, int status, MergeRequest wish, Plan plan, String note, boolean stale) {
        var frame = Frame.of(assets, request, Section.MERGE, "Review the merge");
        var view = PreviewView.of(wish, plan, PlanView.of(merges.json(plan)), note, stale);
        return Html.page(status, out -> JtemergepreviewGenerated.render(out, null, frame, view));
    }

    // ---------------------------------------------------------------------------------------------- refusals

    private Response refused(Request request, MergeRequest wish, MergeException e) {
        return switch (e.code()) {
            case SAME_RECORD ->
                chooser(request, status(e.code()), wish.a(), "", Optional.of(Words.sentence(e.getMessage())));
            case UNKNOWN_RECORD -> chooser(request, status(e.code()), wish.a(), wish.b(), Optional.empty());
            case RETIRED_RECORD -> chooser(request, status(e.code()), wish.a(), wish.b(), Optional.empty());
            case UNKNOWN_KIND,
                    UNKNOWN_CHOICE,
                    UNKNOWN_STRATEGY,
                    MISSING_STRATEGY,
                    CENSUS_INCOMPLETE,
                    UNKNOWN_OPERATION,
                    UNDONE_ALREADY,
                    LATER_OPERATION -> throw problem(e);
            case BAD_ANSWER,
                    VALUE_TAKEN,
                    UNDECLARED_REFERENCE,
                    RULE_BROKEN,
                    STALE_PLAN,
                    LEDGER_MISMATCH,
                    NOT_REVERSIBLE -> reconsider(request, wish, e);
        };
    }

    /** The form again, with the choices as they were made and the reason why they cannot be. */
    private Response reconsider(Request request, MergeRequest wish, MergeException refusal) {
        try {
            var plan = merges.plan(
                    new MergeRequest(wish.kind(), wish.a(), wish.b(), wish.base(), Map.of(), Optional.empty()));
            var view =
                    CompareView.refused(merges.form(KIND), plan, wish.choices(), Words.sentence(refusal.getMessage()));
            return compare(request, status(refusal.code()), view);
        } catch (MergeException e) {
            throw problem(refusal);
        }
    }

    static int status(MergeException.Code code) {
        return switch (code) {
            case UNKNOWN_KIND, UNKNOWN_RECORD, UNKNOWN_OPERATION -> 404;
            case RETIRED_RECORD, VALUE_TAKEN, UNDECLARED_REFERENCE, UNDONE_ALREADY, LATER_OPERATION, STALE_PLAN -> 409;
            case SAME_RECORD, UNKNOWN_CHOICE, UNKNOWN_STRATEGY, RULE_BROKEN -> 422;
            case MISSING_STRATEGY, BAD_ANSWER, CENSUS_INCOMPLETE -> 503;
            case LEDGER_MISMATCH, NOT_REVERSIBLE -> 500;
        };
    }

    private static ProblemException problem(MergeException e) {
        var code = e.code().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        var title = e.code() == MISSING_STRATEGY ? "A strategy is missing" : "This merge is not possible";
        var detail = e.code() == MISSING_STRATEGY
                ? Words.sentence(e.getMessage()) + " Merging works again as soon as it is there, without a restart."
                : Words.sentence(e.getMessage());
        return new Problem(status(e.code()), code, title, detail).exception(e);
    }

    // ---------------------------------------------------------------------------------------------- the receipt

    /** The receipt of a merge or of an undo: both are operations, and have their numbers together. */
    private Response receipt(Request request) {
        var given = request.variable("id");
        var id = parse(given);
        return id.flatMap(merges::receipt)
                .map(receipt -> receipt(request, receipt))
                .or(() -> id.flatMap(undos::receipt).map(receipt -> receipt(request, receipt)))
                .orElseThrow(() -> Problem.notFound(
                                "unknown-merge", "No such merge", "There is no merge with the number " + given + ".")
                        .exception());
    }

    private Response receipt(Request request, Receipt receipt) {
        var frame = Frame.of(assets, request, Section.MERGES, "Merge " + receipt.id());
        var view = PlanView.of(receipt.plan());
        var undoneBy = undos.undoneBy(receipt.id());
        return Html.page(200, out -> JtereceiptGenerated.render(out, null, frame, receipt, view, undoneBy));
    }

    private Response receipt(Request request, UndoReceipt receipt) {
        var frame = Frame.of(assets, request, Section.MERGES, "Undo " + receipt.id());
        var view = UndoReceiptView.of(receipt, Deed.of(receipt.undone(), merges, undos, history));
        var undoneBy = undos.undoneBy(receipt.id());
        return Html.page(200, out -> JteundoneGenerated.render(out, null, frame, view, undoneBy));
    }

    static Optional<Long> parse(String id) {
        try {
            return Stream.of(id)
                    .filter(text -> text.matches("[0-9]{1,19}"))
                    .map(Long::valueOf)
                    .findFirst();
        } catch (NumberFormatException e) {
            // nineteen digits may be too many
            return Optional.empty();
        }
    }
}
