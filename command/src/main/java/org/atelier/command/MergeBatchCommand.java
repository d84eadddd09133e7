package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges pairs from a file, one after another, with one report. */
@Command(
        name = "batch",
        description = {
            "Merge pairs from a CSV file, one after another; without --apply, only say what would happen.",
            "The first line names the columns: a and b, and where wanted kind, base, default, note and choose.NAME.",
            "Each pair is planned on what the lines before it left behind. A line that is refused does not stop the others;",
            "a line that cannot be read stops the whole file before anything is done."
        })
final class MergeBatchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file, in UTF-8; - for the input.")
    private Path file;

    @Option(names = "--apply", description = "Do it.")
    private boolean apply;

    @Option(names = "--stop-at-first", description = "Try no more lines after one that was refused.")
    private boolean stopAtFirst;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "event",
            description = "What they are where a line does not say so; by default ${DEFAULT-VALUE}.")
    private String kind;

    @Option(
            names = "--base",
            paramLabel = "a|b",
            description = "Which of the two lives on where a line does not say so.")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--choose",
            paramLabel = "NAME=STRATEGY",
            description = "What decides a field or relation where a line does not say so; may be repeated.")
    private List<String> choices = new ArrayList<>();

    @Option(
            names = "--default",
            paramLabel = "STRATEGY",
            description = "What decides everything else where a line does not say so.")
    private Optional<String> fallback = Optional.empty();

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "What to remember about these merges where a line does not say so.")
    private Optional<String> note = Optional.empty();

    MergeBatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What became of a line. */
    enum Status {
        /** It would be done. */
        PLANNED,
        /** It would be planned anew: an earlier line changes one of its records. */
        DEPENDS,
        /** It was done. */
        MERGED,
        /** It was not done, and nothing of it was. */
        REFUSED,
        /** The answer broke off: it was done as a whole, or not at all. */
        UNKNOWN,
        /** It was not its turn any more. */
        NOT_TRIED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public Integer call() {
        if (base.isPresent() && !base.get().equals("a") && !base.get().equals("b")) {
            throw new ParameterException(spec.commandLine(), "--base must be a or b, and is \"" + base.get() + "\"");
        }
        var chosen = Pairs.read(spec.commandLine(), "--choose", "NAME=STRATEGY", choices);
        return common.run(surroundings, (api, terminal) -> {
            var lines = PairsFile.read(file, surroundings.in());
            requireBases(lines);
            return new Run(api, terminal, chosen).of(lines);
        });
    }

    private void requireBases(List<PairsFile.Line> lines) {
        var without = lines.stream()
                .filter(line -> line.base().or(() -> base).isEmpty())
                .map(line -> Integer.toString(line.line()))
                .toList();
        if (!without.isEmpty()) {
            throw Failure.here(
                    ExitCode.USAGE,
                    "no-base",
                    "No base",
                    "Nothing was merged: %s which of the two lives on."
                            .formatted(
                                    without.size() == 1
                                            ? "line " + without.getFirst() + " does not say"
                                            : "the lines " + String.join(", ", without) + " do not say"),
                    "Add a column \"base\" with a or b, or give --base.");
        }
    }

    /** One pass over the lines. */
    private final class Run {
        private final Api api;
        private final Terminal terminal;
        private final Map<String, String> chosen;
        private final ObjectNode report = Api.JSON.createObjectNode();
        private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

        /** The line that last used a record, by kind and id; only where nothing is applied. */
        private final Map<String, Integer> used = new HashMap<>();

        /** The survivor's slug and the line, for records that an earlier line would retire. */
        private final Map<String, Gone> gone = new HashMap<>();

        private Optional<ExitCode> stopped = Optional.empty();

        private record Gone(String survivor, int line) {}

        Run(Api api, Terminal terminal, Map<String, String> chosen) {
            this.api = api;
            this.terminal = terminal;
            this.chosen = chosen;
        }

        ExitCode of(List<PairsFile.Line> lines) {
            report.put("applied", apply);
            var told = report.putArray("lines");
            for (var line : lines) {
                var outcome = told.addObject();
                outcome.put("line", line.line());
                var request = request(line);
                outcome.setAll((ObjectNode) request.deepCopy().retain("kind", "a", "b", "base"));
                var status = stopped.isPresent() ? Status.NOT_TRIED : tried(line, request, outcome);
                outcome.put("status", status.word());
                counts.merge(status, 1, Integer::sum);
                if (!terminal.json()) {
                    terminal.say(words(outcome, status));
                }
            }
            return end(lines.size());
        }

        private ObjectNode request(PairsFile.Line line) {
            var request = Api.JSON.createObjectNode();
            request.put("kind", line.kind().orElse(kind));
            request.put("a", line.a()).put("b", line.b());
            request.put("base", line.base().or(() -> base).orElseThrow());
            var decided = request.putObject("choices");
            chosen.forEach(decided::put);
            line.choices().forEach(decided::put);
            line.fallback().or(() -> fallback).ifPresent(strategy -> request.put("default", strategy));
            return request;
        }

        private Status tried(PairsFile.Line line, ObjectNode request, ObjectNode outcome) {
            try {
                var plan = api.post(MergeCommand.MERGES + "/plan", request);
                outcome.set("fingerprint", plan.path("fingerprint"));
                return apply ? merged(line, request, plan, outcome) : planned(line, plan, outcome);
            } catch (Failure failure) {
                outcome.put("code", failure.problem().path("code").asText());
                outcome.put("detail", failure.getMessage());
                var askNoMore =
                        failure.exitCode() == ExitCode.UNREACHABLE || failure.exitCode() == ExitCode.NOT_ALLOWED;
                if (askNoMore) {
                    stopped = Optional.of(failure.exitCode());
                } else if (stopAtFirst) {
                    stopped = Optional.of(ExitCode.REFUSED);
                }
                return failure.problem().path("code").asText().equals("broken-off") && apply
                        ? Status.UNKNOWN
                        : Status.REFUSED;
            }
        }

        private Status merged(PairsFile.Line line, ObjectNode request, JsonNode plan, ObjectNode outcome) {
            var confirmed = request.deepCopy();
            confirmed.set("fingerprint", plan.path("fingerprint"));
            line.note().or(() -> note).ifPresent(text -> confirmed.put("note", text));
            var receipt = api.post(MergeCommand.MERGES, confirmed);
            outcome.set("receipt", receipt.path("id"));
            outcome.set("survivor", receipt.path("survivor").path("slug"));
            outcome.set("retired", receipt.path("retired").path("slug"));
            return Status.MERGED;
        }

        /** What would happen, as far as it can be known while the earlier lines are not done. */
        private Status planned(PairsFile.Line line, JsonNode plan, ObjectNode outcome) {
            var kindOf = plan.path("kind").asText();
            var on = new TreeSet<Integer>();
            for (var side : List.of("a", "b")) {
                var record = kindOf + " " + plan.path(side).path("id").asText();
                var retired = gone.get(record);
                if (retired != null) {
                    throw Failure.here(
                            ExitCode.REFUSED,
                            "retired-record",
                            "Merged already",
                            "%s \"%s\" will have been merged into \"%s\" by line %d; choose that one."
                                    .formatted(
                                            kindOf,
                                            plan.path(side).path("slug").asText(),
                                            retired.survivor(),
                                            retired.line()),
                            "");
                }
                if (used.containsKey(record)) {
                    on.add(used.get(record));
                }
            }
            var survives = plan.path("base").asText();
            var survivor = plan.path(survives);
            var retired = plan.path(survives.equals("a") ? "b" : "a");
            outcome.set("survivor", survivor.path("slug"));
            outcome.set("retired", retired.path("slug"));
            used.put(kindOf + " " + survivor.path("id").asText(), line.line());
            gone.put(
                    kindOf + " " + retired.path("id").asText(),
                    new Gone(survivor.path("slug").asText(), line.line()));
            if (on.isEmpty()) {
                return Status.PLANNED;
            }
            var depends = outcome.putArray("depends_on");
            on.forEach(depends::add);
            return Status.DEPENDS;
        }

        private static String words(ObjectNode outcome, Status status) {
            var pair = "Line %s: %s %s and %s: "
                    .formatted(
                            outcome.path("line").asText(),
                            outcome.path("kind").asText(),
                            outcome.path("a").asText(),
                            outcome.path("b").asText());
            var merging = "%s into %s"
                    .formatted(
                            outcome.path("retired").asText(),
                            outcome.path("survivor").asText());
            return pair
                    + switch (status) {
                        case PLANNED ->
                            "would merge %s, fingerprint %s"
                                    .formatted(
                                            merging, outcome.path("fingerprint").asText());
                        case DEPENDS ->
                            "would merge %s, planned anew after line %s"
                                    .formatted(
                                            merging,
                                            outcome.path("depends_on").path(0).asText());
                        case MERGED ->
                            "merged %s, receipt %s"
                                    .formatted(merging, outcome.path("receipt").asText());
                        case REFUSED ->
                            "refused (%s): %s"
                                    .formatted(
                                            outcome.path("code").asText(),
                                            outcome.path("detail").asText());
                        case UNKNOWN -> "not known: " + outcome.path("detail").asText();
                        case NOT_TRIED -> "not tried";
                    };
        }

        private ExitCode end(int lines) {
            var summary = report.putObject("summary");
            summary.put("lines", lines);
            for (var status : Status.values()) {
                summary.put(status.word().replace('-', '_'), counts.getOrDefault(status, 0));
            }
            if (terminal.json()) {
                terminal.json(report);
            } else {
                var parts = new ArrayList<String>();
                counts.forEach((status, count) ->
                        parts.add("%,d %s".formatted(count, status.word().replace('-', ' '))));
                terminal.say("%s: %s."
                        .formatted(
                                Terminal.count(lines, "line"),
                                parts.isEmpty() ? "nothing to do" : String.join(", ", parts)));
                if (!apply && lines > 0) {
                    terminal.say("Nothing was changed; --apply does it.");
                }
            }
            var failed = counts.getOrDefault(Status.REFUSED, 0) + counts.getOrDefault(Status.UNKNOWN, 0);
            if (failed == 0) {
                return ExitCode.DONE;
            }
            if (counts.containsKey(Status.MERGED)) {
                return ExitCode.PARTLY;
            }
            return stopped.orElse(ExitCode.REFUSED);
        }
    }
}
