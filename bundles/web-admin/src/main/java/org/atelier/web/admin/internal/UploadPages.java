package org.atelier.web.admin.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
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
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteuploadGenerated;
import org.atelier.web.admin.internal.pages.JteuploadedGenerated;
import org.atelier.web.admin.internal.pages.JteuploadpreviewGenerated;

/** People and their tasks from a file: choose it, look at what would become of it, decide, confirm, receipt. */
final class UploadPages {
    /** What a form brings: twice a file at most, since what was seen of it travels along. */
    private static final long MAX_BODY = 2L * Uploads.MOST_BYTES + (1 << 20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Assets assets;
    private final Uploads uploads;

    UploadPages(Assets assets, Uploads uploads) {
        this.assets = assets;
        this.uploads = uploads;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Links.UPLOAD, Access.EDITOR, this::start),
                Route.get(Links.UPLOAD + "/template", Access.EDITOR, _ -> template()),
                Route.post(Links.UPLOAD, Access.EDITOR, this::send)
                        .consumesForm()
                        .maxBody(MAX_BODY),
                Route.get(Links.UPLOAD + "/{id}", Access.VIEWER, this::receipt));
    }

    private Response start(Request request) {
        return start(request, 200, "", "");
    }

    private Response start(Request request, int status, String text, String problem) {
        var frame = Frame.of(assets, request, Section.PEOPLE, "Upload people and tasks");
        return Html.page(status, out -> JteuploadGenerated.render(out, null, frame, text, problem));
    }

    private static Response template() {
        return Response.bytes(200, "text/csv;charset=utf-8", Column.template().getBytes(StandardCharsets.UTF_8))
                .header("Content-Disposition", "attachment; filename=\"people-and-tasks.csv\"")
                .header("Cache-Control", "no-store");
    }

    private Response send(Request request) throws IOException {
        var text = text(request);
        if (text.isBlank()) {
            return start(request, 400, "", "Choose a file, or paste its lines.");
        }
        var note = request.field("note").orElse("").strip();
        if (note.length() > MergeFields.MAX_NOTE) {
            throw bad("The note may have at most %,d characters. Go back: it is still there."
                    .formatted(MergeFields.MAX_NOTE));
        }
        var wish = new UploadRequest(text, choices(request), undecided(request));
        if (request.field("action").filter("confirm"::equals).isEmpty()) {
            return preview(request, 200, new UploadView(wish, uploads.preview(wish), note, Optional.empty()));
        }
        var by = new NewOperation(Uploads.OPERATION, request.requireActor().name(), request.id(), note);
        var outcome = uploads.apply(
                wish,
                request.field("fingerprint").orElse(""),
                request.field("seen").orElse(""),
                by);
        return switch (outcome) {
            case UploadOutcome.Done(var receipt) -> Response.seeOther(Links.upload(receipt.operation()));
            case UploadOutcome.Stale(var now, var changes) ->
                preview(request, 409, new UploadView(wish, now, note, Optional.of(changes)));
            case UploadOutcome.NotReady(var now) ->
                preview(request, 409, new UploadView(wish, now, note, Optional.empty()));
        };
    }

    /** A file that was chosen counts before lines that were typed. What is no UTF-8 shows by its replacement character. */
    private static String text(Request request) throws IOException {
        var file = request.uploads().stream()
                .filter(upload -> upload.content().length > 0)
                .findFirst();
        return file.isPresent()
                ? new String(file.get().content(), StandardCharsets.UTF_8).replace('\0', '\uFFFD')
                : request.field("text").orElse("");
    }

    /** What was decided on pages before, and what is on this one. */
    private static Map<String, Choice> choices(Request request) throws IOException {
        var choices = new HashMap<String, Choice>();
        decided(request.field("decided").orElse(""))
                .forEach((person, word) -> Choice.of(word).ifPresent(choice -> choices.put(person, choice)));
        var people = request.fields("person");
        var words = request.fields("choice");
        if (people.size() != words.size()) {
            throw bad("The form has not an answer for each person; go back and send it again.");
        }
        for (var i = 0; i < people.size(); i++) {
            var person = people.get(i);
            Choice.of(words.get(i))
                    .ifPresentOrElse(choice -> choices.put(person, choice), () -> choices.remove(person));
        }
        return choices;
    }

    private static Map<String, String> decided(String json) {
        if (json.isEmpty()) {
            return Map.of();
        }
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw bad("What was decided before cannot be read; go back and send the form again.");
        }
    }

    /** For the form that comes next. */
    static String decided(Map<String, Choice> choices) {
        var words = new TreeMap<String, String>();
        choices.forEach((person, choice) -> words.put(person, choice.word()));
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static Undecided undecided(Request request) throws IOException {
        return request.field("undecided").flatMap(Undecided::of).orElse(Undecided.ASK);
    }

    private Response preview(Request request, int status, UploadView view) {
        var frame = Frame.of(assets, request, Section.PEOPLE, "Review the upload");
        return Html.page(status, out -> JteuploadpreviewGenerated.render(out, null, frame, view));
    }

    private Response receipt(Request request) {
        var given = request.variable("id");
        var receipt = ReceiptPages.parse(given)
                .flatMap(uploads::receipt)
                .orElseThrow(() -> Problem.notFound(
                                "unknown-upload", "No such upload", "There is no upload with the number " + given + ".")
                        .exception());
        var frame = Frame.of(assets, request, Section.PEOPLE, "Upload " + receipt.operation());
        return Html.page(200, out -> JteuploadedGenerated.render(out, null, frame, receipt));
    }

    private static ProblemException bad(String detail) {
        return Problem.badRequest("bad-form", "This form has a mistake in it", detail)
                .exception();
    }
}
