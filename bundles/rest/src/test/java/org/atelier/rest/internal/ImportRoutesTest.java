package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.amy.AmyFile;
import org.atelier.amy.Reading;
import org.atelier.amy.UnreadableFileException;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.NewOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportRoutesTest {
    private final Loader loader = new Loader();
    private final ApiFixture api = new ApiFixture(new ImportRoutes(ImportRoutesTest::read, loader).routes());

    @AfterEach
    void stop() {
        api.close();
    }

    /** Takes each line as the name of a tag; {@code bad} is bad already when read. */
    private static Reading read(List<AmyFile> files) {
        var rows = new Dataset();
        var rejections = new ArrayList<Datasets.Rejection>();
        for (var file : files) {
            var line = 0;
            for (var name :
                    new String(file.content(), StandardCharsets.UTF_8).lines().toList()) {
                var origin = new Dataset.Origin(file.name(), ++line);
                switch (name) {
                    case "{" -> throw new UnreadableFileException(origin, "this is no tag");
                    case "bad" -> rejections.add(new Datasets.Rejection(Dataset.Kind.TAG, name, origin, "a bad name"));
                    default -> rows.add(Dataset.Kind.TAG, new Dataset.Row(origin, Map.of("name", name)));
                }
            }
        }
        return new Reading(rows, rejections);
    }

    /** Remembers what it loaded; cannot take the tag {@code worse}, and breaks at {@code crash}. */
    private static final class Loader implements Datasets {
        private final List<String> names = new ArrayList<>();
        private Optional<NewOperation> operation = Optional.empty();

        @Override
        public Report load(Dataset rows, BadRows badRows, NewOperation by, Progress progress) {
            var good = new ArrayList<String>();
            var rejections = new ArrayList<Rejection>();
            var all = rows.rows(Dataset.Kind.TAG);
            for (var row : all) {
                var name = (String) row.values().get("name");
                if (name.equals("crash")) {
                    throw new IllegalStateException("the password is hunter2");
                }
                if (name.equals("worse")) {
                    rejections.add(new Rejection(Dataset.Kind.TAG, name, row.origin(), "the database said no"));
                } else {
                    good.add(name);
                }
                progress.at(Dataset.Kind.TAG, good.size(), all.size());
            }
            var applied = rejections.isEmpty() || badRows == BadRows.SKIP;
            if (applied) {
                names.addAll(good);
                operation = Optional.of(by);
            }
            return new Report(
                    applied, Map.of(Dataset.Kind.TAG, new Counts(good.size(), 0, 0, 0, rejections.size())), rejections);
        }
    }

    private HttpResponse<String> send(String query, String accept, Map<String, String> files) {
        return send(query, accept, "file", files);
    }

    private HttpResponse<String> send(String query, String accept, String field, Map<String, String> files) {
        var form = new StringBuilder();
        files.forEach((name, content) -> form.append("--XX\r\nContent-Disposition: form-data; name=\"")
                .append(field)
                .append("\"; filename=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(content)
                .append("\r\n"));
        return api.http.send(api.request("/imports/amy" + query)
                .header("Accept", accept)
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .POST(BodyPublishers.ofString(form + "--XX--\r\n")));
    }

    @Test
    void files_are_loaded_and_reported() {
        var answer = send("?note=spring", "*/*", Map.of("a.yml", "DC\nSWC"));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                json("{\"applied\":true,\"counts\":{\"tag\":{\"created\":2,\"updated\":0,\"unchanged\":0,"
                        + "\"merged_earlier\":0,\"rejected\":0}},\"rejected\":0,\"rejections\":[]}"),
                json(answer));
        assertEquals(List.of("DC", "SWC"), loader.names);
        assertEquals(Optional.of(new NewOperation("import.amy", "administrator", "r-1", "spring")), loader.operation);
    }

    @Test
    void several_files_are_one_import() {
        assertEquals(
                200,
                send("", "application/json", Map.of("a.yml", "DC", "b.yml", "SWC"))
                        .statusCode());
        assertEquals(List.of("DC", "SWC"), loader.names.stream().sorted().toList());
    }

    @Test
    void one_bad_row_and_nothing_is_imported() {
        for (var bad : List.of("bad", "worse")) {
            var problem = assertProblem(422, "bad-rows", send("", "*/*", Map.of("a.yml", "DC\n" + bad)));
            assertEquals(1, problem.get("rejected").intValue());
            var rejection = problem.get("rejections").get(0);
            assertEquals(bad, rejection.get("key").textValue());
            assertEquals("a.yml", rejection.get("file").textValue());
            assertEquals(2, rejection.get("line").intValue());
            assertTrue(problem.get("detail").textValue().contains("a.yml:2: "), problem.toString());
            assertTrue(
                    problem.get("detail")
                            .textValue()
                            .endsWith("leave such rows out: --skip-bad on the command line, skip-bad=true in the API."),
                    problem.toString());
        }
        assertEquals(List.of(), loader.names);
    }

    @Test
    void bad_rows_can_be_left_out() {
        for (var query : List.of("?skip-bad=true", "?skip-bad")) {
            loader.names.clear();
            var report = json(send(query, "*/*", Map.of("a.yml", "bad\nDC\nworse")));
            assertTrue(report.get("applied").booleanValue());
            assertEquals(2, report.get("rejected").intValue());
            assertEquals(
                    "{\"created\":1,\"updated\":0,\"unchanged\":0,\"merged_earlier\":0,\"rejected\":2}",
                    report.get("counts").get("tag").toString());
            assertEquals(List.of("DC"), loader.names);
        }
        assertProblem(400, "bad-value", send("?skip-bad=yes", "*/*", Map.of("a.yml", "DC")));
    }

    @Test
    void a_hundred_rejections_are_told_and_the_others_counted() {
        var problem = assertProblem(422, "bad-rows", send("", "*/*", Map.of("a.yml", "bad\n".repeat(1_234))));
        assertEquals(1_234, problem.get("rejected").intValue());
        assertEquals(100, problem.get("rejections").size());
    }

    @Test
    void an_unreadable_file_is_refused_saying_where() {
        var problem = assertProblem(400, "unreadable-file", send("", "application/x-ndjson", Map.of("a.yml", "DC\n{")));
        assertEquals("a.yml:2: this is no tag", problem.get("detail").textValue());
    }

    @Test
    void progress_is_told_line_by_line_and_ends_with_the_report() {
        var lines = send("", "application/x-ndjson", Map.of("a.yml", "DC\nSWC"))
                .body()
                .lines()
                .toList();
        assertEquals("{\"progress\":{\"kind\":\"tag\",\"done\":1,\"of\":2}}", lines.get(0));
        assertEquals("{\"progress\":{\"kind\":\"tag\",\"done\":2,\"of\":2}}", lines.get(1));
        assertEquals(2, json(lines.get(2)).at("/report/counts/tag/created").intValue());
        assertEquals(3, lines.size());
    }

    @Test
    void progress_that_ends_badly_ends_with_the_problem() {
        var refused = send("", "application/x-ndjson", Map.of("a.yml", "DC\nworse"))
                .body()
                .lines()
                .toList();
        assertEquals("bad-rows", json(refused.getLast()).at("/problem/code").textValue());
        var crashed =
                send("", "application/x-ndjson", Map.of("a.yml", "DC\ncrash")).body();
        assertEquals(
                "internal-error",
                json(crashed.lines().toList().getLast()).at("/problem/code").textValue());
        assertTrue(!crashed.contains("hunter2"), crashed);
        assertEquals(List.of(), loader.names);
    }

    @Test
    void a_form_without_files_or_with_something_else_is_refused() {
        assertProblem(400, "wrong-form", send("", "*/*", Map.of()));
        assertProblem(400, "wrong-form", send("", "*/*", "upload", Map.of("a.yml", "DC")));
        assertProblem(
                400,
                "wrong-form",
                api.http.send(api.request("/imports/amy")
                        .header("Content-Type", "multipart/form-data; boundary=XX")
                        .POST(BodyPublishers.ofString(
                                "--XX\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--XX--\r\n"))));
        assertProblem(415, "unsupported-media-type", api.post("/imports/amy", "{}"));
        assertProblem(406, "not-acceptable", send("", "text/html", Map.of("a.yml", "DC")));
        assertEquals(List.of(), loader.names);
    }

    @Test
    void too_large_a_file_is_refused_saying_the_limit() {
        var problem = assertProblem(413, "too-large", send("", "*/*", Map.of("a.yml", "x".repeat(100 << 20))));
        assertTrue(problem.get("detail").textValue().contains("32 MiB"), problem.toString());
        assertEquals(33_554_432, problem.get("limit").longValue());
        assertEquals(List.of(), loader.names);
    }

    @Test
    void nobody_imports_without_proof() {
        assertProblem(
                401,
                "not-signed-in",
                api.http.send(api.http
                        .request("/api/v1/imports/amy")
                        .header("Content-Type", "multipart/form-data; boundary=XX")
                        .POST(BodyPublishers.ofString("--XX--\r\n"))));
    }
}
