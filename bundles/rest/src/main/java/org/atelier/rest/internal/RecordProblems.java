package org.atelier.rest.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.records.FieldProblem;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordRow;
import org.atelier.records.Records;
import org.atelier.records.Use;

/** Why records are not told, made, changed or deleted, as problems. */
final class RecordProblems {
    private RecordProblems() {}

    static ProblemException unknownKind(String name) {
        return Problem.notFound(
                        "unknown-kind",
                        "Unknown kind",
                        "There is no kind of record \"%s\"; GET %s lists them.".formatted(name, RecordRoutes.RECORDS))
                .with("kind", name)
                .exception();
    }

    static ProblemException unknown(RecordKind kind, String key) {
        return Problem.notFound(
                        "unknown-record",
                        "Unknown record",
                        "There is no %s \"%s\"; GET %s/%s lists them."
                                .formatted(words(kind), key, RecordRoutes.RECORDS, kind.name()))
                .with("kind", kind.name())
                .with("key", key)
                .exception();
    }

    static ProblemException noChoices(RecordKind kind) {
        return Problem.notFound(
                        "no-choices",
                        "No choices",
                        "%s have no key, so that nothing refers to them.".formatted(kind.labels()))
                .with("kind", kind.name())
                .exception();
    }

    /** A key that leads elsewhere: who follows it unasked changes another record than the one they named. */
    static ProblemException retired(RecordKind kind, String key, String survivor) {
        return new Problem(
                        409,
                        "retired-key",
                        "Retired key",
                        "\"%s\" leads to the %s \"%s\" now; address that one if you mean it."
                                .formatted(key, words(kind), survivor))
                .with("survivor", survivor)
                .exception();
    }

    static ProblemException invalid(RecordKind kind, List<FieldProblem> problems) {
        return new Problem(
                        422,
                        "invalid-record",
                        "Invalid record",
                        "The %s cannot be so: %s."
                                .formatted(
                                        words(kind),
                                        problems.stream()
                                                .map(RecordProblems::sentence)
                                                .collect(Collectors.joining("; "))))
                .with("problems", problems.stream().map(RecordProblems::json).toList())
                .exception();
    }

    private static String sentence(FieldProblem problem) {
        return problem.field().isEmpty() || problem.message().startsWith(problem.field() + " ")
                ? problem.message()
                : problem.field() + ": " + problem.message();
    }

    private static Map<String, Object> json(FieldProblem problem) {
        var json = new LinkedHashMap<String, Object>();
        json.put("field", problem.field());
        json.put("message", problem.message());
        return json;
    }

    /** @param now the record as it is, whose tag comes with the answer */
    static ProblemException stale(RecordKind kind, RecordRow now) {
        var told = RecordJson.row(kind, now);
        return new Problem(
                        412,
                        "stale-record",
                        "Stale record",
                        "Somebody changed the %s \"%s\" since you read it; nothing was done. \"record\" is how it is now."
                                .formatted(words(kind), now.key()))
                .with("record", told)
                .withHeader("ETag", VersionTag.of(now, told))
                .exception();
    }

    static ProblemException inUse(Records records, RecordKind kind, RecordRow row, List<Use> uses) {
        return new Problem(
                        409,
                        "record-in-use",
                        "The record is in use",
                        "The %s \"%s\" is in use: %s. Change these first."
                                .formatted(
                                        words(kind),
                                        row.key(),
                                        uses.stream()
                                                .map(use -> "%s (%s)"
                                                        .formatted(
                                                                use.label().toLowerCase(Locale.ENGLISH),
                                                                use.field().isEmpty()
                                                                        ? "%,d".formatted(use.count())
                                                                        : "%,d by %s"
                                                                                .formatted(use.count(), use.field())))
                                                .collect(Collectors.joining(", "))))
                .with(
                        "uses",
                        uses.stream()
                                .map(use -> RecordJson.use(records.kind(use.kind()), use, row))
                                .toList())
                .exception();
    }

    static ProblemException reliedOn(RecordRow row, List<String> by) {
        return new Problem(
                        409,
                        "record-relied-on",
                        "The record is relied on",
                        "\"%s\" is relied on by %s; change that first.".formatted(row.key(), String.join(", ", by)))
                .with("relied_on_by", by)
                .exception();
    }

    /** A kind as it stands within a sentence. */
    private static String words(RecordKind kind) {
        return kind.label().toLowerCase(Locale.ENGLISH);
    }
}
