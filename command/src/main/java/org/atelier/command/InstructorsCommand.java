package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds who could teach. */
@Command(
        name = "instructors",
        description = {
            "Find who could teach, with what speaks for each.",
            "By distance if there is an airport or a place, else by how often they taught."
        })
final class InstructorsCommand implements Callable<Integer> {
    private static final String SEARCH = "/api/v1/instructors/search";

    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Option(names = "--airport", paramLabel = "CODE", description = "Near this airport; its IATA code or its name.")
    private Optional<String> airport = Optional.empty();

    @Option(names = "--latitude", paramLabel = "DEGREES", description = "Near this place, with --longitude.")
    private Optional<String> latitude = Optional.empty();

    @Option(names = "--longitude", paramLabel = "DEGREES", description = "Near this place, with --latitude.")
    private Optional<String> longitude = Optional.empty();

    @Option(names = "--within", paramLabel = "KM", description = "At most so many kilometres from there.")
    private Optional<String> within = Optional.empty();

    @Option(
            names = "--country",
            paramLabel = "CODE",
            description = "Whose airport is in this country, such as NO; may be repeated, any of them.")
    private List<String> countries = new ArrayList<>();

    @Option(
            names = "--lesson",
            paramLabel = "NAME",
            description = "Qualified for this lesson; may be repeated, all of them.")
    private List<String> lessons = new ArrayList<>();

    @Option(names = "--language", paramLabel = "NAME", description = "Speaks this; may be repeated, all of them.")
    private List<String> languages = new ArrayList<>();

    @Option(names = "--badge", paramLabel = "NAME", description = "Holds this badge; may be repeated, any of them.")
    private List<String> badges = new ArrayList<>();

    @Option(names = "--taught", paramLabel = "TIMES", description = "Taught at least so often.")
    private Optional<String> taught = Optional.empty();

    @Option(names = "--since", paramLabel = "DAY", description = "Taught on or after this day.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--contact", description = "Only who may be contacted.")
    private boolean contact;

    @Option(names = "--from", paramLabel = "DAY", description = "Say who is busy from this day on.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DAY", description = "The last of these days; without, it is the first.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--free", description = "Only who is free then.")
    private boolean free;

    @Option(names = "--sort", paramLabel = "ORDER", description = "distance, taught, last or name.")
    private Optional<String> sort = Optional.empty();

    @Option(names = "--page", paramLabel = "NUMBER", description = "Which page, from 1.")
    private Optional<String> page = Optional.empty();

    @Mixin
    private Limit limit;

    InstructorsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.show(surroundings, api -> api.get(Api.path(SEARCH, query())), InstructorsCommand::show);
    }

    private List<Map.Entry<String, String>> query() {
        var query = new ArrayList<Map.Entry<String, String>>();
        add(query, "airport", airport.stream().toList());
        add(query, "latitude", latitude.stream().toList());
        add(query, "longitude", longitude.stream().toList());
        add(query, "within", within.stream().toList());
        add(query, "country", countries);
        add(query, "lessons", lessons);
        add(query, "languages", languages);
        add(query, "badges", badges);
        add(query, "taught", taught.stream().toList());
        add(query, "since", since.stream().toList());
        add(query, "contact", contact ? List.of("true") : List.of());
        add(query, "from", from.stream().toList());
        add(query, "to", to.stream().toList());
        add(query, "free", free ? List.of("true") : List.of());
        add(query, "sort", sort.stream().toList());
        add(query, "page", page.stream().toList());
        add(query, "limit", List.of(limit.value()));
        return query;
    }

    private static void add(List<Map.Entry<String, String>> query, String name, List<String> values) {
        values.forEach(value -> query.add(Map.entry(name, value)));
    }

    private static void show(JsonNode found, Terminal terminal) {
        found.path("instructors").forEach(one -> {
            terminal.say(one.path("username").asText() + "  " + one.path("name").asText() + whence(one));
            terminal.say("          " + taught(one) + list(", qualified for ", one.path("lessons"))
                    + list(", speaks ", one.path("languages")) + list(", holds ", one.path("badges"))
                    + (one.path("may_contact").asBoolean() ? "" : ", does not want to be contacted"));
            one.path("busy")
                    .forEach(task ->
                            terminal.say("          busy: " + task.path("event").asText() + ", "
                                    + task.path("role").asText() + " from "
                                    + task.path("start").asText()));
        });
        if (found.path("instructors").isEmpty()) {
            terminal.say("Nobody has all of this.");
        } else {
            terminal.say((found.path("counted_to_the_end").asBoolean() ? "" : "More than ")
                    + "%,d in all%s"
                            .formatted(
                                    found.path("count").asInt(),
                                    found.path("next").isNull()
                                            ? "."
                                            : "; go on with --page "
                                                    + found.path("next").asInt() + "."));
        }
    }

    private static String whence(JsonNode one) {
        var airport = one.path("airport");
        if (airport.isNull()) {
            return "";
        }
        var km = airport.path("km");
        return "  " + (km.isNull() ? "" : "%,d km, ".formatted(Math.round(km.asDouble())))
                + airport.path("name").asText();
    }

    private static String taught(JsonNode one) {
        var times = one.path("taught").asInt();
        return switch (times) {
            case 0 -> "not taught yet";
            case 1 -> "taught once, on " + one.path("last_taught").asText();
            default ->
                "taught %,d times, last on %s"
                        .formatted(times, one.path("last_taught").asText());
        };
    }

    private static String list(String words, JsonNode names) {
        return names.isEmpty()
                ? ""
                : words
                        + String.join(
                                ", ",
                                StreamSupport.stream(names.spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList());
    }
}
