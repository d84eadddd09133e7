package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what was changed. */
@Command(
        name = "log",
        description = {
            "List what was changed, newest first: by whom, when and why.",
            "Look at one with \"operation\", at all that happened to one record with \"history\"."
        })
final class LogCommand implements Callable<Integer> {
    static final String OPERATIONS = "/api/v1/operations";

    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Option(names = "--who", paramLabel = "NAME", description = "Only what this one did, to the letter.")
    private Optional<String> actor = Optional.empty();

    @Option(
            names = "--operation",
            paramLabel = "KIND",
            description = "Only operations of this kind, such as event.tag.")
    private Optional<String> operation = Optional.empty();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only operations that changed a record of this kind, such as tag.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Not before this day or instant (UTC), such as 2016-04-06 or 2016-04-06T12:00Z.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Before this instant, or not after this day (UTC).")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--request",
            paramLabel = "ID",
            description = "Only what this request did; error pages and the access log have its id.")
    private Optional<String> request = Optional.empty();

    @Option(names = "--text", paramLabel = "TEXT", description = "Only operations with this in their note.")
    private Optional<String> text = Optional.empty();

    @Mixin
    private Paging paging;

    LogCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.show(surroundings, api -> api.get(Api.path(OPERATIONS, query())), LogCommand::show);
    }

    private Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        actor.ifPresent(name -> query.put("actor", name));
        operation.ifPresent(name -> query.put("operation", name));
        kind.ifPresent(name -> query.put("kind", name));
        from.ifPresent(time -> query.put("from", time));
        to.ifPresent(time -> query.put("to", time));
        request.ifPresent(id -> query.put("request", id));
        text.ifPresent(part -> query.put("text", part));
        paging.addTo(query);
        return query;
    }

    private static void show(JsonNode page, Terminal terminal) {
        page.path("operations").forEach(found -> {
            terminal.say(HistoryWords.line(found));
            found.path("changes").forEach(change -> terminal.say("          " + change.asText()));
            if (found.path("rows").asLong() > found.path("changes").size()) {
                terminal.say("          … " + HistoryWords.rows(found) + " in all");
            }
        });
        if (page.path("operations").isEmpty()) {
            terminal.say("Nothing like this was done.");
        }
        HistoryWords.next(page, "--before", terminal);
    }
}
