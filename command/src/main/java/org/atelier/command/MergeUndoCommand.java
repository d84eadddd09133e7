package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes back a merge, or an undo. */
@Command(
        name = "undo",
        description = {
            "Take back a merge, an undo, or any other operation: show what that would do and what stands against it.",
            "Nothing is changed without --yes, or the --fingerprint of what was shown.",
            "While a conflict has no answer, the exit code is 5."
        })
final class MergeUndoCommand implements Callable<Integer> {
    private static final List<String> ANSWERS = List.of("restore", "keep", "stop");

    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The id of the operation, as its receipt or \"log\" has it.")
    private String id;

    @Option(
            names = "--resolve",
            paramLabel = "CONFLICT=ANSWER",
            description = "What to do about a conflict: restore what was there before, keep what is there now, or stop;"
                    + " may be repeated.")
    private List<String> answers = new ArrayList<>();

    @Option(
            names = "--all",
            paramLabel = "ANSWER",
            description = "What to do about all other conflicts: restore or keep.")
    private Optional<String> all = Optional.empty();

    @Option(
            names = "--fingerprint",
            paramLabel = "HEX",
            description = "The fingerprint that was shown; if anything changed since, nothing is done.")
    private Optional<String> fingerprint = Optional.empty();

    @Option(names = "--yes", description = "Show it, and do it without asking.")
    private boolean yes;

    @Option(names = "--note", paramLabel = "TEXT", description = "What to remember about this undo.")
    private Optional<String> note = Optional.empty();

    MergeUndoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var answered = Pairs.read(spec.commandLine(), "--resolve", "CONFLICT=restore, keep or stop", answers);
        answered.values().forEach(answer -> requireOneOf("--resolve", answer, ANSWERS));
        all.ifPresent(answer -> requireOneOf("--all", answer, List.of("restore", "keep")));
        return common.run(surroundings, (api, terminal) -> {
            var path = MergeCommand.MERGES + "/" + Api.segment(id) + "/undo";
            var plan = api.get(path);
            var resolutions = resolutions(plan, answered);
            if (!yes && fingerprint.isEmpty()) {
                preview(api, plan, resolutions, terminal);
                return open(plan, resolutions).isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
            }
            if (!terminal.json()) {
                UndoWords.plan(plan, done(api, plan), terminal);
                terminal.say("");
            }
            requireAnswers(plan, resolutions);
            var request = Api.JSON.createObjectNode();
            var sent = request.putObject("resolutions");
            resolutions.forEach(sent::put);
            request.put(
                    "fingerprint", fingerprint.orElse(plan.path("fingerprint").asText()));
            note.ifPresent(text -> request.put("note", text));
            UndoWords.receipt(api.post(path, request), terminal);
            return ExitCode.DONE;
        });
    }

    private void requireOneOf(String option, String answer, List<String> known) {
        if (!known.contains(answer)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s takes %s, and not \"%s\"".formatted(option, String.join(" or ", known), answer));
        }
    }

    /** The answer to each conflict that has one: its own, else that for all, where the conflict offers it. */
    private Map<String, String> resolutions(JsonNode plan, Map<String, String> answered) {
        var resolutions = new LinkedHashMap<>(answered);
        for (var conflict : plan.path("conflicts")) {
            for (var choice : conflict.path("choices")) {
                if (all.equals(Optional.of(choice.asText()))) {
                    resolutions.putIfAbsent(conflict.path("id").asText(), choice.asText());
                }
            }
        }
        return resolutions;
    }

    /** What is to be undone: the receipt of a merge or an undo, or another operation. */
    private JsonNode done(Api api, JsonNode plan) {
        var kind = plan.path("kind").asText();
        return kind.startsWith("merge.") || kind.equals("undo")
                ? api.get(MergeCommand.MERGES + "/" + Api.segment(id))
                : api.get(LogCommand.OPERATIONS + "/" + Api.segment(id) + "?limit=1");
    }

    private void preview(Api api, JsonNode plan, Map<String, String> resolutions, Terminal terminal) {
        if (terminal.json()) {
            terminal.json(plan);
            return;
        }
        UndoWords.plan(plan, done(api, plan), terminal);
        terminal.say("");
        var line = new StringBuilder("  atelier merge undo ").append(Pairs.shell(id));
        resolutions.forEach(
                (conflict, answer) -> line.append(" --resolve ").append(Pairs.shell(conflict + "=" + answer)));
        var open = open(plan, resolutions);
        open.forEach(conflict -> line.append(" --resolve ").append(Pairs.shell(conflict + "=ANSWER")));
        note.ifPresent(text -> line.append(" --note ").append(Pairs.shell(text)));
        terminal.say(
                open.isEmpty()
                        ? "Nothing was changed. To do exactly this:"
                        : "Nothing was changed. To do it, say what to do about each conflict (or --all keep):");
        terminal.say(line + " --fingerprint " + plan.path("fingerprint").asText());
    }

    private static void requireAnswers(JsonNode plan, Map<String, String> resolutions) {
        var open = open(plan, resolutions);
        if (!open.isEmpty()) {
            throw Failure.here(
                    ExitCode.REFUSED,
                    "undo-conflicts",
                    "Changed since",
                    "Nothing was undone: there is no answer to " + String.join(", ", open) + ".",
                    "Answer with --resolve CONFLICT=restore, keep or stop, or with --all keep.");
        }
    }

    private static List<String> open(JsonNode plan, Map<String, String> resolutions) {
        var open = new ArrayList<String>();
        for (var conflict : plan.path("conflicts")) {
            if (!resolutions.containsKey(conflict.path("id").asText())) {
                open.add(conflict.path("id").asText());
            }
        }
        return open;
    }
}
