package org.atelier.rest.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.atelier.amy.AmyFile;
import org.atelier.amy.Reading;
import org.atelier.amy.UnreadableFileException;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Json;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bringing in what AMY published. */
final class ImportRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRoutes.class);

    /** The most one request may bring, in bytes: all its files together, 32 MiB. */
    static final long MAX_BYTES = 32L << 20;

    private static final String SKIP_BAD = "skip-bad";
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    /** The form's field that holds a file. */
    private static final String FILE = "file";

    private final Function<List<AmyFile>, Reading> reader;
    private final Datasets datasets;

    ImportRoutes(Function<List<AmyFile>, Reading> reader, Datasets datasets) {
        this.reader = reader;
        this.datasets = datasets;
    }

    List<Route> routes() {
        return List.of(Route.post(Api.ROOT + "/imports/amy", Access.ADMINISTRATOR, this::amy)
                .query(SKIP_BAD, "note")
                .consumes("multipart/form-data")
                .maxBody(MAX_BYTES));
    }

    private Response amy(Request request) throws IOException {
        var type = request.accepts(JSON, LINES)
                .orElseThrow(() -> new Problem(
                                406,
                                "not-acceptable",
                                "Not acceptable",
                                "This can be had as %s or, with progress, %s.".formatted(JSON, LINES))
                        .exception());
        var badRows = badRows(request);
        var by = Api.operation("import.amy", request);
        var reading = read(files(request));
        if (badRows == BadRows.REFUSE_ALL && !reading.rejections().isEmpty()) {
            throw ImportReport.of(reading).refused();
        }
        return type.equals(LINES)
                ? Response.stream(200, LINES, out -> loadTelling(reading, badRows, by, out))
                : Response.json(200, load(reading, badRows, by, Datasets.Progress.SILENT));
    }

    private static BadRows badRows(Request request) {
        return switch (request.query(SKIP_BAD).orElse("false")) {
            case "", "true" -> BadRows.SKIP;
            case "false" -> BadRows.REFUSE_ALL;
            default -> throw Api.badValue(SKIP_BAD, "The parameter \"skip-bad\" must be \"true\" or \"false\".");
        };
    }

    private static List<AmyFile> files(Request request) throws IOException {
        for (var field : request.fields().keySet()) {
            throw wrongForm("The form may not have the field \"%s\"; it takes files as \"%s\".".formatted(field, FILE));
        }
        var files = new ArrayList<AmyFile>();
        for (var upload : request.uploads()) {
            if (!upload.field().equals(FILE)) {
                throw wrongForm("The form may not have the file \"%s\"; it takes files as \"%s\"."
                        .formatted(upload.field(), FILE));
            }
            files.add(new AmyFile(
                    upload.name().isEmpty() ? "file " + (files.size() + 1) : upload.name(), upload.content()));
        }
        if (files.isEmpty()) {
            throw wrongForm("The form holds no file; send one or more as \"%s\".".formatted(FILE));
        }
        return files;
    }

    private static ProblemException wrongForm(String detail) {
        return Problem.badRequest("wrong-form", "Wrong form", detail).exception();
    }

    private Reading read(List<AmyFile> files) {
        try {
            return reader.apply(files);
        } catch (UnreadableFileException e) {
            throw Problem.badRequest("unreadable-file", "Unreadable file", e.getMessage())
                    .exception(e);
        }
    }

    private Map<String, Object> load(Reading reading, BadRows badRows, NewOperation by, Datasets.Progress progress) {
        var report = ImportReport.of(reading, datasets.load(reading.rows(), badRows, by, progress));
        if (badRows == BadRows.REFUSE_ALL && !report.rejections().isEmpty()) {
            throw report.refused();
        }
        return report.json();
    }

    /** The status is sent already, so whatever happens is told in the last line. */
    private void loadTelling(Reading reading, BadRows badRows, NewOperation by, OutputStream out) throws IOException {
        Map<String, Object> last;
        try {
            last = Map.of("report", load(reading, badRows, by, (kind, done, of) -> tell(out, kind, done, of)));
        } catch (ProblemException e) {
            last = problem(e.problem(), by);
        } catch (UncheckedIOException e) {
            // nobody listens any more: the load was given up with this exception, and nothing was brought in
            throw e.getCause();
        } catch (RuntimeException e) {
            LOG.error("the import failed", e);
            last = problem(Problem.internalError(by.requestId()), by);
        }
        line(out, last);
    }

    private static Map<String, Object> problem(Problem problem, NewOperation by) {
        return Map.of("problem", problem.json(Api.ROOT + "/imports/amy", by.requestId()));
    }

    private static void tell(OutputStream out, Dataset.Kind kind, int done, int of) {
        var progress = new LinkedHashMap<String, Object>();
        progress.put("kind", ImportReport.word(kind));
        progress.put("done", done);
        progress.put("of", of);
        try {
            line(out, Map.of("progress", progress));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(OutputStream out, Map<String, Object> json) throws IOException {
        out.write(Json.write(json));
        out.write('\n');
        out.flush();
    }
}
