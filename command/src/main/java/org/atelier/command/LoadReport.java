package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Shows what bringing rows in came to. */
final class LoadReport {
    private static final List<String> COLUMNS =
            List.of("created", "updated", "unchanged", "merged_earlier", "rejected");

    private LoadReport() {}

    static void show(JsonNode report, Terminal terminal) {
        if (terminal.json()) {
            terminal.json(report);
            return;
        }
        var rows = new ArrayList<List<String>>();
        var heads = new ArrayList<>(List.of(""));
        COLUMNS.forEach(column -> heads.add(Terminal.words(column)));
        rows.add(heads);
        report.path("counts").properties().forEach(kind -> {
            var row = new ArrayList<>(List.of(Terminal.words(kind.getKey())));
            COLUMNS.forEach(column ->
                    row.add("%,d".formatted(kind.getValue().path(column).asLong())));
            rows.add(row);
        });
        if (rows.size() == 1) {
            terminal.say("There was nothing to bring in.");
        } else {
            terminal.table(rows);
        }
        var rejections = report.path("rejections");
        var rejected = report.path("rejected").asInt();
        if (rejected > 0) {
            terminal.say("");
            terminal.say("Left out:");
            rejections.forEach(rejection -> terminal.say("  " + Terminal.rejection(rejection)));
            if (rejected > rejections.size()) {
                terminal.say("  and %,d more.".formatted(rejected - rejections.size()));
            }
        }
        if (!report.path("applied").asBoolean()) {
            terminal.say("Nothing was changed.");
        }
    }

    /** Passes progress on to the terminal. */
    static void progress(JsonNode progress, Terminal terminal) {
        terminal.progress(
                Terminal.words(progress.path("kind").asText()),
                progress.path("done").asInt(),
                progress.path("of").asInt());
    }
}
