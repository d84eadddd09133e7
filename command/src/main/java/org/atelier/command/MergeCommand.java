package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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

/** Makes one record of two. */
@Command(
        name = "merge",
        description = "Make one record of two, without losing anything.",
        subcommands = {
            MergeListCommand.Kinds.class,
            MergeCommand.Choices.class,
            MergeCommand.MakePlan.class,
            MergeCommand.Apply.class,
            MergeBatchCommand.class,
            MergeListCommand.class,
            MergeCommand.Show.class,
            MergeUndoCommand.class,
            MergeExplainCommand.class
        })
final class MergeCommand {
    static final String MERGES = "/api/v1/merges";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    /** Which two, and how. */
    static final class Wanted {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "A", description = "The first record: its slug or id.")
        private String a;

        @Parameters(index = "1", paramLabel = "B", description = "The second record: its slug or id.")
        private String b;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                defaultValue = "event",
                description = "What they are; by default ${DEFAULT-VALUE}.")
        private String kind;

        @Option(
                names = "--base",
                paramLabel = "a|b",
                required = true,
                description = "Which of the two lives on; the other is retired, and its name leads here.")
        private String base;

        @Option(
                names = "--choose",
                paramLabel = "NAME=STRATEGY",
                description =
                        "What decides a field or relation, such as tags=keep-b; may be repeated. See \"merge choices\".")
        private List<String> choices = new ArrayList<>();

        @Option(
                names = "--default",
                paramLabel = "STRATEGY",
                description =
                        "What decides everything else, such as keep-a; else each field's and relation's own default.")
        private Optional<String> fallback = Optional.empty();

        ObjectNode json() {
            var json = Api.JSON.createObjectNode();
            json.put("kind", kind).put("a", a).put("b", b).put("base", base());
            var chosen = json.putObject("choices");
            choices().forEach(chosen::put);
            fallback.ifPresent(strategy -> json.put("default", strategy));
            return json;
        }

        /** The same request as one would type it. */
        String words() {
            var words = new StringBuilder(Pairs.shell(a) + " " + Pairs.shell(b));
            if (!kind.equals("event")) {
                words.append(" --kind ").append(Pairs.shell(kind));
            }
            words.append(" --base ").append(base());
            choices()
                    .forEach((name, strategy) -> words.append(" --choose ").append(Pairs.shell(name + "=" + strategy)));
            fallback.ifPresent(strategy -> words.append(" --default ").append(Pairs.shell(strategy)));
            return words.toString();
        }

        private String base() {
            if (!base.equals("a") && !base.equals("b")) {
                throw new ParameterException(spec.commandLine(), "--base must be a or b, and is \"" + base + "\"");
            }
            return base;
        }

        private Map<String, String> choices() {
            return Pairs.read(spec.commandLine(), "--choose", "NAME=STRATEGY", choices);
        }
    }

    /** Lists what there is to choose. */
    @Command(name = "choices", description = "List what there is to choose, and the strategies on offer.")
    static final class Choices implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                defaultValue = "event",
                description = "Of which kind; by default ${DEFAULT-VALUE}.")
        private String kind;

        Choices(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.show(
                    surroundings, api -> api.get(MERGES + "/kinds/" + Api.segment(kind)), (form, terminal) -> {
                        terminal.say("Relations");
                        form.path("relations").forEach(decision -> show(decision, terminal));
                        terminal.say("");
                        terminal.say("Fields");
                        form.path("fields").forEach(decision -> show(decision, terminal));
                        terminal.say("");
                        terminal.say("* is what decides when nobody chooses.");
                    });
        }

        private static void show(JsonNode decision, Terminal terminal) {
            var offers = new ArrayList<String>();
            for (var offer : decision.path("offers")) {
                var id = offer.path("id").asText();
                offers.add(id.equals(decision.path("default").asText()) ? id + "*" : id);
            }
            terminal.say("  %-20s %s".formatted(decision.path("name").asText(), String.join(", ", offers)));
        }
    }

    /** Shows what would be done. */
    @Command(
            name = "plan",
            description = {
                "Show what a merge would do, step by step. Nothing is changed.",
                "Apply it with \"merge apply\"."
            })
    static final class MakePlan implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Wanted wanted;

        MakePlan(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            var request = wanted.json();
            return common.run(surroundings, (api, terminal) -> {
                var plan = api.post(MERGES + "/plan", request);
                if (terminal.json()) {
                    terminal.json(plan);
                } else {
                    MergeWords.plan(plan, terminal);
                    terminal.say("");
                    terminal.say("To do exactly this:");
                    terminal.say("  atelier merge apply " + wanted.words() + " --fingerprint "
                            + plan.path("fingerprint").asText());
                }
                return ExitCode.DONE;
            });
        }
    }

    /** Does it. */
    @Command(
            name = "apply",
            description = {
                "Merge two records as the plan says, all of it or nothing, and print the receipt.",
                "Give the fingerprint of the plan you saw; or --yes, and the plan is shown and applied."
            })
    static final class Apply implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Wanted wanted;

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--fingerprint",
                paramLabel = "HEX",
                description = "The fingerprint \"merge plan\" printed; if the records changed since, nothing is done.")
        private Optional<String> fingerprint = Optional.empty();

        @Option(names = "--yes", description = "Show the plan, and apply it without asking.")
        private boolean yes;

        @Option(names = "--note", paramLabel = "TEXT", description = "What to remember about this merge.")
        private Optional<String> note = Optional.empty();

        Apply(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            if (fingerprint.isEmpty() && !yes) {
                throw new ParameterException(
                        spec.commandLine(),
                        "give the --fingerprint of the plan you saw (see \"merge plan\"), or --yes to apply what is planned now");
            }
            var request = wanted.json();
            return common.run(surroundings, (api, terminal) -> {
                request.put("fingerprint", fingerprint.orElseGet(() -> planned(api, terminal, request)));
                note.ifPresent(text -> request.put("note", text));
                var receipt = api.post(MERGES, request);
                MergeWords.receipt(receipt, terminal);
                return ExitCode.DONE;
            });
        }

        private static String planned(Api api, Terminal terminal, ObjectNode request) {
            var plan = api.post(MERGES + "/plan", request);
            if (!terminal.json()) {
                MergeWords.plan(plan, terminal);
                terminal.say("");
            }
            return plan.path("fingerprint").asText();
        }
    }

    /** Shows what was done. */
    @Command(name = "show", description = "Show the receipt of a merge, or of an undo.")
    static final class Show implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Parameters(paramLabel = "ID", description = "The id of the merge or undo, as its receipt has it.")
        private String id;

        Show(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var receipt = api.get(MERGES + "/" + Api.segment(id));
                if (receipt.path("kind").asText().equals("undo")) {
                    UndoWords.receipt(receipt, terminal);
                } else {
                    MergeWords.receipt(receipt, terminal);
                    if (!terminal.json()) {
                        terminal.say("");
                        MergeWords.plan(receipt.path("plan"), terminal);
                    }
                }
                return ExitCode.DONE;
            });
        }
    }
}
