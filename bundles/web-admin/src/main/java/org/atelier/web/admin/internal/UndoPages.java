package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atelier.domain.NewOperation;
import org.atelier.history.History;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.Undos;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteundoGenerated;
import org.atelier.web.admin.internal.pages.JteundorefusedGenerated;

/**
 * Taking back a merge, an undo, or any other operation: see what will be, answer what stands against it, confirm. Who may
 * undo what is decided in {@link #undo}, and for the API in its routes of the same name.
 */
final class UndoPages {
    /** Precedes the id of the conflict that an answer is for. */
    static final String ANSWER = "answers.";

    private static final String FINGERPRINT = "fingerprint";
    private static final Set<String> KNOWN = Set.of(FINGERPRINT, MergeFields.NOTE, Actor.CSRF_FIELD);

    private final Assets assets;
    private final Undos undos;
    private final Merges merges;
    private final History history;

    UndoPages(Assets assets, Undos undos, Merges merges, History history) {
        this.assets = assets;
        this.history = history;
        this.undos = undos;
        this.merges = merges;
    }

    List<Route> routes() {
        return Stream.of(Links.MERGES, Links.LOG)
                .map(shelf -> shelf + "/{id}/undo")
                .flatMap(address -> Stream.of(
                        Route.get(address, Access.VIEWER, this::preview),
                        Route.post(address, Access.EDITOR, this::undo).consumesForm()))
                .toList();
    }

    private Response preview(Request request) {
        try {
            var plan = undos.plan(operation(request));
            var whyNot = request.requireActor().whyNotUndo(plan.actor(), plan.kind(), plan.tables());
            return page(request, 200, UndoView.of(plan, history), whyNot);
        } catch (MergeException e) {
            return refused(request, e);
        }
    }

    private Response undo(Request request) throws IOException {
        var operation = operation(request);
        try {
            requireMayUndo(request, operation);
            return undo(request, operation);
        } catch (MergeException e) {
            return refused(request, e);
        }
    }

    private Response undo(Request request, long operation) throws IOException {
        var answers = answers(request);
        var note = request.field(MergeFields.NOTE).orElse("").strip();
        if (note.length() > MergeFields.MAX_NOTE) {
            throw bad("The note may have at most %,d characters.".formatted(MergeFields.MAX_NOTE));
        }
        var wish = new UndoRequest(
                operation, answers, Optional.of(request.field(FINGERPRINT).orElse("")));
        var by = new NewOperation("undo", request.requireActor().name(), request.id(), note);
        return switch (undos.undo(wish, by)) {
            case UndoOutcome.Done(var receipt) -> Response.seeOther(Links.receipt(receipt.id()));
            case UndoOutcome.Stopped(var _) -> Response.seeOther(deed(operation).link());
            case UndoOutcome.Open(var plan) ->
                page(
                        request,
                        409,
                        UndoView.again(
                                plan,
                                history,
                                plan.fingerprint().equals(wish.fingerprint().orElse(""))
                                        ? UndoView.Again.UNANSWERED
                                        : UndoView.Again.CHANGED,
                                answers,
                                note),
                        Optional.empty());
        };
    }

    private void requireMayUndo(Request request, long operation) {
        var actor = request.requireActor();
        if (actor.may(Access.ADMINISTRATOR)) {
            return;
        }
        var plan = undos.plan(operation);
        actor.requireMayUndo(plan.actor(), plan.kind(), plan.tables());
    }

    private Response page(Request request, int status, UndoView view, Optional<String> whyNot) {
        var deed = deed(view.operation());
        var section = deed.merge().isPresent() ? Section.MERGES : Section.LOG;
        var frame = Frame.of(assets, request, section, deed.title());
        return Html.page(status, out -> JteundoGenerated.render(out, null, frame, view, deed, request.path(), whyNot));
    }

    private Deed deed(long operation) {
        return Deed.of(operation, merges, undos, history);
    }

    private static Map<String, Resolution> answers(Request request) throws IOException {
        var answers = new TreeMap<String, Resolution>();
        for (var field : request.fields().entrySet()) {
            var name = field.getKey();
            if (field.getValue().size() != 1) {
                throw bad("The field \"%s\" may be given once only.".formatted(name));
            }
            if (name.startsWith(ANSWER)) {
                answers.put(
                        name.substring(ANSWER.length()),
                        resolution(name, field.getValue().getFirst()));
            } else if (!KNOWN.contains(name)) {
                throw bad("There is no field \"%s\" in this form.".formatted(name));
            }
        }
        return answers;
    }

    private static Resolution resolution(String name, String value) {
        var known = new ArrayList<String>();
        for (var resolution : Resolution.values()) {
            var word = resolution.name().toLowerCase(Locale.ROOT);
            if (word.equals(value)) {
                return resolution;
            }
            known.add(word);
        }
        throw bad("The field \"%s\" must be %s, not \"%s\".".formatted(name, String.join(" or ", known), value));
    }

    private static long operation(Request request) {
        return ReceiptPages.parse(request.variable("id"))
                .orElseThrow(() -> Problem.notFound(
                                "unknown-operation",
                                "No such operation",
                                "There is no operation with the number " + request.variable("id") + ".")
                        .exception());
    }

    /** Where another operation stands in the way, its page says which, and leads there; else it is a problem like any. */
    private Response refused(Request request, MergeException e) {
        var inTheWay = InTheWay.of(e, history).orElseThrow(() -> problem(e));
        var deed = deed(operation(request));
        var section = deed.merge().isPresent() ? Section.MERGES : Section.LOG;
        var frame = Frame.of(assets, request, section, inTheWay.title());
        return Html.page(
                MergePages.status(e.code()), out -> JteundorefusedGenerated.render(out, null, frame, inTheWay, deed));
    }

    private static ProblemException problem(MergeException e) {
        return new Problem(
                        MergePages.status(e.code()),
                        e.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        e.code() == MergeException.Code.UNKNOWN_OPERATION
                                ? "No such operation"
                                : "This cannot be undone now",
                        Words.sentence(e.getMessage()))
                .exception(e);
    }

    private static ProblemException bad(String detail) {
        return Problem.badRequest("bad-form", "This form cannot be read", detail + " Load the page again.")
                .exception();
    }
}
