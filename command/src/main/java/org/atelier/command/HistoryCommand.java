package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells all that happened to a record, or the record as it was. */
@Command(
        name = "history",
        description = {
            "Tell all that happened to a record, newest first, its links and what belonged to it included.",
            "With --at, the record as it was. Also one that was deleted or merged away, by any name it had."
        })
final class HistoryCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Parameters(index = "0", paramLabel = "KIND", description = "What it is, such as event, person, tag or task.")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "Its name, one it had, or its id.")
    private String record;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "As it was at this instant (UTC), such as 2016-04-06T12:00Z, or when this day began.")
    private Optional<String> at = Optional.empty();

    @Mixin
    private Paging paging;

    HistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.show(
                surroundings, this::read, at.isPresent() ? HistoryCommand::moment : HistoryCommand::timeline);
    }

    private JsonNode read(Api api) {
        var query = new LinkedHashMap<String, String>();
        at.ifPresent(time -> query.put("at", time));
        paging.addTo(query);
        return api.get(Api.path("/api/v1/history/" + Api.segment(kind) + "/" + Api.segment(record), query));
    }

    private static void timeline(JsonNode timeline, Terminal terminal) {
        terminal.say(HistoryWords.record(timeline.path("record")) + HistoryWords.state(timeline.path("state")));
        timeline.path("operations").forEach(operation -> {
            terminal.say(HistoryWords.line(operation));
            operation.path("changes").forEach(change -> HistoryWords.change(change, terminal));
            var hidden =
                    operation.path("rows").asLong() - operation.path("changes").size();
            if (hidden > 0) {
                terminal.say("          … and %s more: operation %s"
                        .formatted(
                                Terminal.count(hidden, "row"),
                                operation.path("id").asText()));
            }
        });
        HistoryWords.next(timeline, "--before", terminal);
    }

    private static void moment(JsonNode moment, Terminal terminal) {
        var record = HistoryWords.record(moment.path("record"));
        if (!moment.path("present").asBoolean()) {
            terminal.say("%s was not there at %s."
                    .formatted(record, moment.path("at").asText()));
            return;
        }
        terminal.say("%s at %s, as operation %s had left it"
                .formatted(
                        record,
                        moment.path("at").asText(),
                        moment.path("last").path("id").asText()));
        moment.path("fields")
                .forEach(field -> terminal.say("  %-22s %s"
                        .formatted(
                                field.path("label").asText(),
                                HistoryWords.shown(field.path("words").asText()))));
        moment.path("hanging")
                .forEach(row -> terminal.say("  %-22s %s"
                        .formatted(row.path("label").asText(), row.path("name").asText())));
        if (moment.path("more").asBoolean()) {
            terminal.say("  … and more");
        }
    }
}
