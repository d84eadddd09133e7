package org.atelier.rest.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.PlainWords;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.upload.Choice;
import org.atelier.upload.Column;
import org.atelier.upload.Undecided;
import org.atelier.upload.UploadOutcome;
import org.atelier.upload.UploadRequest;
import org.atelier.upload.Uploads;

/** People and their tasks from a file: what would become of it, and making it so. */
final class UploadRoutes {
    static final String UPLOADS = Api.ROOT + "/uploads";

    /** A file as a JSON text takes more than the file; and what was seen of it comes along. */
    private static final long MAX_BODY = 8L << 20;

    private static final String TEXT = "text";
    private static final String CHOICES = "choices";
    private static final String UNDECIDED = "undecided";
    private static final String FINGERPRINT = "fingerprint";
    private static final String SEEN = "seen";
    private static final String NOTE = "note";

    private final Uploads uploads;

    UploadRoutes(Uploads uploads) {
        this.uploads = uploads;
    }

    List<Route> routes() {
        return List.of(
                Route.get(UPLOADS + "/template", Access.EDITOR, _ -> template()),
                Route.post(UPLOADS + "/preview", Access.EDITOR, this::preview)
                        .consumes("application/json")
                        .maxBody(MAX_BODY),
                Route.post(UPLOADS, Access.EDITOR, this::apply)
                        .consumes("application/json")
                        .maxBody(MAX_BODY),
                Route.get(UPLOADS + "/{id}", Access.VIEWER, this::receipt));
    }

    private static Response template() {
        return Response.bytes(200, "text/csv;charset=utf-8", Column.template().getBytes(StandardCharsets.UTF_8));
    }

    private Response preview(Request request) throws IOException {
        var body = JsonObject.of(request.json(), List.of(TEXT, CHOICES, UNDECIDED));
        return Response.json(200, UploadJson.of(uploads.preview(wish(body))));
    }

    private Response apply(Request request) throws IOException {
        var body = JsonObject.of(request.json(), List.of(TEXT, CHOICES, UNDECIDED, FINGERPRINT, SEEN, NOTE));
        var by = Api.operation(
                Uploads.OPERATION, request, body.optionalText(NOTE).orElse(""));
        var outcome = uploads.apply(
                wish(body), body.text(FINGERPRINT), body.optionalText(SEEN).orElse(""), by);
        return switch (outcome) {
            case UploadOutcome.Done(var receipt) ->
                Response.json(201, UploadJson.of(receipt)).header("Location", UPLOADS + "/" + receipt.operation());
            case UploadOutcome.Stale(var now, var changes) ->
                throw new Problem(
                                409,
                                "stale-upload",
                                "Changed since",
                                "Nothing was made: it would do something else than what the preview of this fingerprint"
                                        + " showed; look at the new one.")
                        .with("changes", changes)
                        .with("preview", UploadJson.of(now))
                        .exception();
            case UploadOutcome.NotReady(var now) ->
                throw new Problem(
                                409,
                                "upload-not-ready",
                                "Not ready",
                                now.problems().isEmpty() && now.open() == 0
                                        ? "Nothing was made: all of it is there already, or left alone."
                                        : ("Nothing was made: there is to be mended %s, and to be decided about %s first;"
                                                        + " the preview names them.")
                                                .formatted(
                                                        PlainWords.count(
                                                                now.problems().size(), "problem", "problems"),
                                                        PlainWords.count(now.open(), "person", "people")))
                        .with("preview", UploadJson.of(now))
                        .exception();
        };
    }

    private Response receipt(Request request) {
        return Optional.of(request.variable("id"))
                .filter(id -> id.matches("[0-9]{1,18}"))
                .flatMap(id -> uploads.receipt(Long.parseLong(id)))
                .map(receipt -> Response.json(200, UploadJson.of(receipt)))
                .orElseThrow(() -> Problem.notFound(
                                "unknown-upload",
                                "Unknown upload",
                                "There is no upload \"%s\".".formatted(request.variable("id")))
                        .exception());
    }

    private static UploadRequest wish(JsonObject body) {
        var choices = new HashMap<String, Choice>();
        body.texts(CHOICES)
                .forEach((person, word) -> choices.put(
                        person,
                        Choice.of(word)
                                .orElseThrow(() -> wrong(
                                        CHOICES,
                                        "The choice for \"%s\" must be \"new\", \"skip\" or \"use:\" with a user name."
                                                .formatted(person)))));
        var undecided = body.optionalText(UNDECIDED)
                .map(word -> Undecided.of(word)
                        .orElseThrow(() ->
                                wrong(UNDECIDED, "The member \"undecided\" must be ask, likeliest, new or skip.")))
                .orElse(Undecided.ASK);
        return new UploadRequest(body.text(TEXT), choices, undecided);
    }

    private static ProblemException wrong(String member, String detail) {
        return Problem.badRequest("wrong-member", "Wrong member", detail)
                .with("member", member)
                .exception();
    }
}
