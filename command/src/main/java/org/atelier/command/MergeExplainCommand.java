package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where everything in a record came from. */
@Command(
        name = "explain",
        description = "Say which merges shaped a record, and where each of its values and rows came from.")
final class MergeExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Parameters(
            paramLabel = "RECORD",
            description = "The record: its slug or id; one that was merged away stands for the survivor.")
    private String record;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "event",
            description = "What it is; by default ${DEFAULT-VALUE}.")
    private String kind;

    MergeExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.show(
                surroundings,
                api -> api.get(Api.path(
                        MergeCommand.MERGES + "/explain", new TreeMap<>(Map.of("kind", kind, "record", record)))),
                this::show);
    }

    private void show(JsonNode explanation, Terminal terminal) {
        if (!List.of(explanation.path("slug").asText(), explanation.path("id").asText())
                .contains(record)) {
            terminal.say("\"%s\" was merged away; this is the %s it leads to."
                    .formatted(record, explanation.path("kind").asText()));
        }
        terminal.say("%s %s (number %s)"
                .formatted(
                        explanation.path("kind").asText(),
                        explanation.path("slug").asText(),
                        explanation.path("id").asText()));
        terminal.say("");
        terminal.say("Merges");
        explanation.path("merges").forEach(merge -> terminal.say(MergeListCommand.line(merge)));
        if (explanation.path("merges").isEmpty()) {
            terminal.say("  none");
        }
        terminal.say("");
        terminal.say("Fields");
        for (var field : explanation.path("fields")) {
            if (field.path("source").isObject()) {
                terminal.say("  %s: %s".formatted(field.path("label").asText(), quoted(field)));
                source(field.path("source"), "    ", terminal);
            }
        }
        for (var relation : explanation.path("relations")) {
            if (relation.path("total").asInt() == 0) {
                continue;
            }
            terminal.say("");
            terminal.say(relation.path("label").asText());
            for (var row : relation.path("rows")) {
                terminal.say("  " + row.path("words").asText());
                source(row.path("source"), "    ", terminal);
            }
            var more = relation.path("total").asInt() - relation.path("rows").size();
            if (more > 0) {
                terminal.say("  and %,d more".formatted(more));
            }
        }
    }

    private static String quoted(JsonNode field) {
        return field.path("value").isNull()
                ? "nothing"
                : "\"" + field.path("words").asText() + "\"";
    }

    private static void source(JsonNode source, String indent, Terminal terminal) {
        if (!source.isObject()) {
            return;
        }
        terminal.say("%s%s by %s at %s (operation %s, %s)"
                .formatted(
                        indent,
                        how(source),
                        source.path("actor").asText(),
                        source.path("at").asText(),
                        source.path("operation").asText(),
                        source.path("kind").asText()));
        source.path("origins").forEach(origin -> source(origin, indent + "  ", terminal));
    }

    private static String how(JsonNode source) {
        var from = source.path("from").path("slug").asText();
        var strategy = source.path("strategy").asText();
        return switch (source.path("how").asText()) {
            case "taken-over" -> "taken over from " + from + " (" + strategy + ")";
            case "combined" -> "made of both, with " + from + " (" + strategy + ")";
            case "followed" -> "followed the merge of " + from;
            case "restored" -> "put back";
            default -> "written";
        };
    }
}
