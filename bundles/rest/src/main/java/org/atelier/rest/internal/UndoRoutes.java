package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.UndoJson;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoPlan;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.Undos;

/** The receipts of what was merged and undone, and taking back either, or any other operation. */
final class UndoRoutes {
    private static final String OPERATION = MergeRoutes.MERGES + "/{id}";
    private static final String UNDO = "/undo";
    private static final String RESOLUTIONS = "resolutions";
    private static final String FINGERPRINT = "fingerprint";
    private static final String NOTE = "note";
    private static final List<String> REQUEST = List.of(RESOLUTIONS, FINGERPRINT, NOTE);
    private static final List<String> ANSWERS = List.of("restore", "keep", "stop");

    private final Merges merges;
    private final Undos undos;

    UndoRoutes(Merges merges, Undos undos) {
        this.merges = merges;
        this.undos = undos;
    }

    List<Route> routes() {
        return List.of(
                Route.get(OPERATION, Access.VIEWER, this::receipt),
                Route.get(OPERATION + UNDO, Access.VIEWER, this::plan),
                undo(MergeRoutes.MERGES),
                Route.get(HistoryRoutes.OPERATIONS + "/{id}" + UNDO, Access.VIEWER, this::plan),
                undo(HistoryRoutes.OPERATIONS));
    }

    /** @param shelf where the operation is, and where its undo will be */
    private Route undo(String shelf) {
        return Route.post(shelf + "/{id}" + UNDO, Access.EDITOR, request -> undo(request, shelf))
                .consumes("application/json")
                .orNoBody();
    }

    private Response receipt(Request request) {
        var id = id(request);
        return merges.receipt(id)
                .map(receipt -> MergeJson.receipt(receipt, undos.undoneBy(id)))
                .or(() -> undos.receipt(id).map(receipt -> MergeJson.receipt(receipt, undos.undoneBy(id))))
                .map(json -> Response.json(200, json))
                .orElseThrow(() -> unknown(request));
    }

    private Response plan(Request request) {
        var id = id(request);
        var plan = MergeProblems.asking(() -> undos.plan(id));
        return Response.bytes(200, "application/json", UndoJson.write(plan).getBytes(StandardCharsets.UTF_8));
    }

    private Response undo(Request request, String shelf) throws IOException {
        var id = id(request);
        requireMayUndo(request, id);
        var body = request.body().length == 0 ? Optional.<JsonObject>empty() : Optional.of(body(request));
        var fingerprint = body.flatMap(sent -> sent.optionalText(FINGERPRINT));
        var resolutions = body.map(UndoRoutes::resolutions).orElse(Map.of());
        if (!resolutions.isEmpty() && fingerprint.isEmpty()) {
            throw Problem.badRequest(
                            "wrong-member",
                            "Wrong member",
                            "Answers to conflicts need the \"fingerprint\" of the plan that showed them.")
                    .with("member", FINGERPRINT)
                    .exception();
        }
        var by = Api.operation(
                "undo", request, body.flatMap(sent -> sent.optionalText(NOTE)).orElse(""));
        return switch (MergeProblems.asking(() -> undos.undo(new UndoRequest(id, resolutions, fingerprint), by))) {
            case UndoOutcome.Done(var receipt) ->
                Response.json(201, MergeJson.receipt(receipt, Optional.empty()))
                        .header("Location", shelf + "/" + receipt.id());
            case UndoOutcome.Open(var plan) -> throw open(plan);
            case UndoOutcome.Stopped(var plan) ->
                throw conflict(
                        "undo-stopped",
                        "Stopped",
                        "Nothing was undone, because the answer to a conflict was \"stop\".",
                        plan);
        };
    }

    private void requireMayUndo(Request request, long id) {
        var actor = request.requireActor();
        if (!actor.may(Access.ADMINISTRATOR)) {
            var plan = MergeProblems.asking(() -> undos.plan(id));
            actor.requireMayUndo(plan.actor(), plan.kind(), plan.tables());
        }
    }

    private static JsonObject body(Request request) throws IOException {
        return JsonObject.of(request.json(), REQUEST);
    }

    private static Map<String, Resolution> resolutions(JsonObject body) {
        var resolutions = new TreeMap<String, Resolution>();
        body.texts(RESOLUTIONS, ANSWERS)
                .forEach((conflict, answer) ->
                        resolutions.put(conflict, Resolution.valueOf(answer.toUpperCase(Locale.ROOT))));
        return resolutions;
    }

    private static ProblemException open(UndoPlan plan) {
        var count = plan.conflicts().size();
        return conflict(
                "undo-conflicts",
                "Changed since",
                count == 0
                        ? "Nothing was undone: the rows are no longer as the plan of this fingerprint saw them; "
                                + "look at the new plan."
                        : ("Nothing was undone: %s since. Send \"resolutions\" with an answer for each conflict, "
                                        + "and the \"fingerprint\" of this plan.")
                                .formatted(
                                        count == 1
                                                ? "1 row stands against it that changed"
                                                : "%,d rows stand against it that changed".formatted(count)),
                plan);
    }

    private static ProblemException conflict(String code, String title, String detail, UndoPlan plan) {
        return new Problem(409, code, title, detail)
                .with(FINGERPRINT, plan.fingerprint())
                .with("plan", new RawValue(UndoJson.write(plan)))
                .exception();
    }

    private static long id(Request request) {
        var id = request.variable("id");
        if (!id.matches("[0-9]{1,18}")) {
            throw unknown(request);
        }
        return Long.parseLong(id);
    }

    private static ProblemException unknown(Request request) {
        return Problem.notFound(
                        "unknown-operation",
                        "Unknown operation",
                        "There is no merge or undo \"%s\".".formatted(request.variable("id")))
                .exception();
    }
}
