package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.records.RecordRow;
import org.atelier.records.Records;
import org.atelier.records.Saved;

/** Ticking to-dos off with one click, from wherever they are listed, and opening them again. */
final class TodoPages {
    private static final String TODO = "todo";
    private static final String COMPLETED = "completed";
    static final String DONE = "done";
    static final String OPEN = "open";
    private static final String BACK = "back";

    private final Records records;

    TodoPages(Records records) {
        this.records = records;
    }

    List<Route> routes() {
        return List.of(Route.post(Links.TICK, Access.EDITOR, this::tick).consumesForm());
    }

    private Response tick(Request request) throws IOException {
        var done = request.field(DONE);
        var open = request.field(OPEN);
        var key = done.or(() -> open)
                .orElseThrow(() -> Problem.badRequest(
                                "bad-form", "This form cannot be read", "It names no to-do. Load the page again.")
                        .exception());
        var back = request.field(BACK).filter(Links::isOurs).orElse(Links.HOME);
        var kind = records.kind(TODO).orElseThrow(() -> missing(key));
        if (!(records.find(kind, key) instanceof Lookup.Found<RecordRow>(var row))) {
            throw missing(key);
        }
        var by = new NewOperation("todo.edit", request.requireActor().name(), request.id(), "");
        // whoever ticks it off has read its title; that somebody else changes something else of it does not matter
        return switch (records.change(
                kind, row.id(), row.version(), Map.of(COMPLETED, done.isPresent()), Map.of(), by)) {
            case Saved.Done saved ->
                Response.seeOther(
                        back + (back.contains("?") ? "&" : "?") + RecordPages.SAVED + "=" + saved.operation());
            case Saved.Unchanged _ -> Response.seeOther(back);
            case Saved.Stale _ ->
                throw new Problem(
                                409,
                                "stale-todo",
                                "Somebody was faster",
                                "The to-do “%s” was changed at this very moment.".formatted(row.title()))
                        .exception();
            case Saved.Missing() -> throw missing(key);
            case Saved.Invalid(var problems) ->
                throw new IllegalStateException("a to-do can be done or not: " + problems);
        };
    }

    private static ProblemException missing(String key) {
        return Problem.notFound("unknown-todo", "No such to-do", "There is no to-do with the number %s.".formatted(key))
                .exception();
    }
}
