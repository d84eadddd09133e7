package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what was merged. */
@Command(name = "list", description = "List what was merged, newest first, also what was undone since.")
final class MergeListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only merges of this kind.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--record",
            paramLabel = "RECORD",
            description = "Only merges in which this record had a part: its slug or id, also one it had before it was"
                    + " merged away. Without --kind it is an event.")
    private Optional<String> record = Optional.empty();

    @Mixin
    private Paging paging;

    MergeListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.show(
                surroundings, api -> api.get(Api.path(MergeCommand.MERGES, query())), MergeListCommand::show);
    }

    private Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        kind.or(() -> record.map(_ -> "event")).ifPresent(name -> query.put("kind", name));
        record.ifPresent(name -> query.put("record", name));
        paging.addTo(query);
        return query;
    }

    private static void show(JsonNode page, Terminal terminal) {
        page.path("merges").forEach(merge -> terminal.say(line(merge)));
        if (page.path("merges").isEmpty()) {
            terminal.say("Nothing was merged.");
        }
        if (page.path("next").isNumber()) {
            terminal.say("There are older ones: --before " + page.path("next").asText());
        }
    }

    /** A merge in one line. */
    static String line(JsonNode merge) {
        var note = merge.path("note").asText();
        return "%6s  %s  %s  %s into %s, by %s%s%s"
                .formatted(
                        merge.path("id").asText(),
                        merge.path("at").asText(),
                        merge.path("kind").asText(),
                        merge.path("retired").path("slug").asText(),
                        merge.path("survivor").path("slug").asText(),
                        merge.path("actor").asText(),
                        note.isEmpty() ? "" : ": " + note,
                        merge.path("undone_by").isNumber()
                                ? " (undone by " + merge.path("undone_by").asText() + ")"
                                : "");
    }

    /** Lists what can be merged. */
    @Command(name = "kinds", description = "List the kinds of records that can be merged.")
    static final class Kinds implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        Kinds(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.show(
                    surroundings,
                    api -> api.get(MergeCommand.MERGES + "/kinds"),
                    (answer, terminal) -> answer.path("kinds")
                            .forEach(kind -> terminal.say("%-14s %s"
                                    .formatted(
                                            kind.path("kind").asText(),
                                            kind.path("label").asText()))));
        }
    }
}
