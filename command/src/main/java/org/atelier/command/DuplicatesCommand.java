package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records that may be there twice. */
@Command(
        name = "duplicates",
        synopsisSubcommandLabel = "COMMAND",
        description = "Find events and people that may be there twice, and say which are not.",
        subcommands = {DuplicatesCommand.All.class, DuplicatesCommand.Dismiss.class, DuplicatesCommand.Restore.class})
final class DuplicatesCommand implements Runnable {
    private static final String DUPLICATES = "/api/v1/duplicates/";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with duplicates");
    }

    /** What every one of these commands is about. */
    private static final class Of {
        @Parameters(paramLabel = "KIND", description = "events or people.")
        private String kind;

        String path() {
            return DUPLICATES + Api.segment(kind);
        }
    }

    /** Lists pairs, or what was said of them. */
    @Command(name = "list", description = "List the pairs that may be one, the likeliest first, with the reasons.")
    static final class All implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Of of;

        @Option(names = "--rule", paramLabel = "RULE", description = "Only those to which this rule has a word.")
        private Optional<String> rule = Optional.empty();

        @Option(names = "--minimum", paramLabel = "SCORE", description = "Only from this score on; by default 50.")
        private Optional<Integer> minimum = Optional.empty();

        @Option(names = "--page", paramLabel = "NUMBER", description = "Which page; by default the first.")
        private Optional<Integer> page = Optional.empty();

        @Option(names = "--limit", paramLabel = "NUMBER", description = "At most so many, up to 500; by default 50.")
        private Optional<Integer> limit = Optional.empty();

        @Option(
                names = "--dismissed",
                description = "List instead of whom it was said that they are not one, the latest first.")
        private boolean dismissed;

        @Spec
        private CommandSpec spec;

        All(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            if (dismissed && (rule.isPresent() || minimum.isPresent())) {
                throw new ParameterException(
                        spec.commandLine(), "--rule and --minimum choose among pairs, not with --dismissed");
            }
            return common.show(surroundings, this::read, this::show);
        }

        private JsonNode read(Api api) {
            var query = new LinkedHashMap<String, String>();
            rule.ifPresent(name -> query.put("rule", name));
            minimum.ifPresent(score -> query.put("minimum", score.toString()));
            page.ifPresent(number -> query.put("page", number.toString()));
            limit.ifPresent(number -> query.put("limit", number.toString()));
            return api.get(Api.path(of.path() + (dismissed ? "/dismissals" : ""), query));
        }

        private void show(JsonNode found, Terminal terminal) {
            for (var pair : found.path("duplicates")) {
                terminal.say("%2d %%  %s  %s"
                        .formatted(pair.path("score").asInt(), name(pair.path("a")), name(pair.path("b"))));
                pair.path("reasons")
                        .forEach(reason -> terminal.say("      %+d %s: %s"
                                .formatted(
                                        reason.path("weight").asInt(),
                                        reason.path("rule").asText(),
                                        reason.path("words").asText())));
            }
            found.path("dismissals").forEach(said -> terminal.say(line(said)));
            if (found.path("total").asInt() == 0) {
                terminal.say(dismissed ? "Of no pair it was said that it is not one." : "No duplicates.");
            }
            if (found.path("cut").asBoolean()) {
                terminal.say("So many pairs share something that not all of them were looked at.");
            }
            if (found.path("next").isNumber()) {
                terminal.say("There are %s in all: --page %s"
                        .formatted(
                                found.path("total").asText(), found.path("next").asText()));
            }
        }

        /** What names a record: what it is called, and its slug where that is something else. */
        private static String name(JsonNode record) {
            var name = record.path("name").asText();
            var slug = record.path("slug").asText();
            return name.equals(slug) ? slug : "%s (%s)".formatted(name, slug);
        }
    }

    /** What somebody said of two records, in one line. */
    private static String line(JsonNode said) {
        var reason = said.path("reason").asText();
        var state = said.path("state").asText();
        return "%s %s  %s %s  by %s on %s%s%s"
                .formatted(
                        said.path("a").path("id").asText(),
                        said.path("b").path("id").asText(),
                        said.path("a").path("slug").asText(),
                        said.path("b").path("slug").asText(),
                        said.path("actor").asText(),
                        said.path("at").asText(),
                        reason.isEmpty() ? "" : ": " + reason,
                        state.equals("in-force") ? "" : " (" + state + ")");
    }

    /** Says that two are not one. */
    @Command(name = "dismiss", description = "Say that two records are not one; they are not listed any more.")
    static final class Dismiss implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Of of;

        @Parameters(paramLabel = "A", index = "1", description = "A slug or user name, or an id.")
        private String a;

        @Parameters(paramLabel = "B", index = "2", description = "The other one.")
        private String b;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why they are two.")
        private Optional<String> reason = Optional.empty();

        Dismiss(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var body = Api.JSON.createObjectNode().put("a", a).put("b", b);
                reason.ifPresent(why -> body.put("reason", why));
                var said = api.post(of.path() + "/dismissals", body);
                if (terminal.json()) {
                    terminal.json(said);
                } else {
                    terminal.say("Not one: " + line(said));
                    terminal.say("To take it back: atelier duplicates restore %s %s %s"
                            .formatted(
                                    of.kind,
                                    said.path("a").path("id").asText(),
                                    said.path("b").path("id").asText()));
                }
                return ExitCode.DONE;
            });
        }
    }

    /** Takes that back. */
    @Command(name = "restore", description = "Take back that two records are not one; they may be listed again.")
    static final class Restore implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Of of;

        @Parameters(paramLabel = "A", index = "1", description = "The id of one of them; \"list --dismissed\" has it.")
        private long a;

        @Parameters(paramLabel = "B", index = "2", description = "The id of the other one.")
        private long b;

        Restore(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                api.delete("%s/dismissals/%d/%d".formatted(of.path(), a, b));
                if (terminal.json()) {
                    terminal.json(Api.JSON.createObjectNode().put("restored", true));
                } else {
                    terminal.say("%d and %d may be one again.".formatted(a, b));
                }
                return ExitCode.DONE;
            });
        }
    }
}
