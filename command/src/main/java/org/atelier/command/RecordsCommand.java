package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists records, or the kinds of them. */
@Command(
        name = "records",
        description = {"List records of a kind; without one, the kinds there are.", "Every condition given has to hold."
        })
final class RecordsCommand implements Callable<Integer> {
    static final String RECORDS = "/api/v1/records";

    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Parameters(arity = "0..1", paramLabel = "KIND", description = "One or several, such as event or events.")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--search", paramLabel = "WORDS", description = "Words that must all occur.")
    private Optional<String> search = Optional.empty();

    @Option(
            names = "--where",
            paramLabel = "FIELD:VALUE",
            description = "A condition, such as tags:SWC, country:NO or start:2026-01..2026-06; may be repeated.")
    private List<String> where = new ArrayList<>();

    @Option(
            names = "--missing",
            paramLabel = "FIELD",
            description = "A field that must be absent or empty; may be repeated.")
    private List<String> missing = new ArrayList<>();

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            description = "What to sort by; with - in front, as in --sort=-start, from the last to the first.")
    private Optional<String> sort = Optional.empty();

    @Option(names = "--after", paramLabel = "PLACE", description = "Where to go on, as the page before says.")
    private Optional<String> after = Optional.empty();

    @Mixin
    private Limit limit;

    RecordsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.show(
                surroundings,
                api -> api.get(kind.map(this::path).orElse(RECORDS)),
                kind.isPresent() ? RecordsCommand::show : RecordWords::kinds);
    }

    private String path(String name) {
        var query = new ArrayList<Map.Entry<String, String>>();
        search.ifPresent(words -> query.add(Map.entry("search", words)));
        where.forEach(condition -> query.add(Map.entry("where", condition)));
        missing.forEach(field -> query.add(Map.entry("missing", field)));
        sort.ifPresent(field -> query.add(Map.entry("sort", field)));
        after.ifPresent(place -> query.add(Map.entry("after", place)));
        query.add(Map.entry("limit", limit.value()));
        return Api.path(RECORDS + "/" + Api.segment(name), query);
    }

    private static void show(JsonNode page, Terminal terminal) {
        var records = page.path("records");
        if (records.isEmpty()) {
            terminal.say("There are none.");
            return;
        }
        RecordWords.list(records, terminal);
        if (page.path("next").isTextual()) {
            terminal.say("");
            terminal.say("%,d of %s%,d; the next: --after %s"
                    .formatted(
                            records.size(),
                            page.path("counted_to_the_end").asBoolean() ? "" : "more than ",
                            page.path("count").asInt(),
                            Pairs.shell(page.path("next").asText())));
        }
    }
}
