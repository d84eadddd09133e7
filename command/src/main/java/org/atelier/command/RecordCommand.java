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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One record: shown, made, changed, deleted. */
@Command(
        name = "record",
        description = "Show, make, change or delete a record of any kind; \"records\" lists the kinds.",
        subcommands = {
            RecordCommand.Show.class,
            RecordCommand.Create.class,
            RecordCommand.Change.class,
            RecordCommand.Delete.class
        })
final class RecordCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    /** Which record. */
    static final class Named {
        @Parameters(index = "0", paramLabel = "KIND", description = "What it is, such as event.")
        private String kind;

        @Parameters(index = "1", paramLabel = "KEY", description = "Its key, such as a slug, or its id.")
        private String key;

        String path() {
            return RecordsCommand.RECORDS + "/" + Api.segment(kind) + "/" + Api.segment(key);
        }

        /** The record, which a key that was retired leads to. */
        JsonNode read(Api api) {
            return api.get(path());
        }

        /** Who changes a record by a retired key had better know which one it is. */
        String toChange(JsonNode record) {
            return record.path("key").asText().equals(key)
                            || record.path("id").asText().equals(key)
                    ? record.path("href").asText()
                    : path();
        }
    }

    /** What writing leaves behind, and what it may rest on. */
    static final class Writing {
        @Option(names = "--note", paramLabel = "TEXT", description = "What to remember about this.")
        private Optional<String> note = Optional.empty();

        String path(String path) {
            return Api.path(path, note.map(text -> Map.of("note", text)).orElse(Map.of()));
        }
    }

    /** The version that somebody has seen. */
    static final class Seen {
        @Option(
                names = "--seen",
                paramLabel = "VERSION",
                description = "Only if it is still this version, as \"record show\" tells it.")
        private Optional<String> version = Optional.empty();

        String of(JsonNode record) {
            return version.orElseGet(() -> record.path("version").asText());
        }
    }

    private static ExitCode told(JsonNode answer, String words, Terminal terminal) {
        if (terminal.json()) {
            terminal.json(answer);
        } else if (answer.path("operation").isNull()) {
            terminal.say("It was so already; nothing was changed.");
        } else {
            terminal.say(words + " (operation " + answer.path("operation").asText() + ").");
        }
        return ExitCode.DONE;
    }

    private static String name(JsonNode record) {
        return record.path("kind").asText() + " " + record.path("key").asText();
    }

    /** Shows one. */
    @Command(name = "show", description = "Show a record with all its fields and links.")
    static final class Show implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        Show(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.show(surroundings, named::read, RecordWords::record);
        }
    }

    /** Makes one. */
    @Command(name = "create", description = "Make a record. What is not stated is absent, or as the platform has it.")
    static final class Create implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Parameters(index = "0", paramLabel = "KIND", description = "What it is, such as event.")
        private String kind;

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "FIELD=VALUE", description = RecordFields.HELP)
        private List<String> fields = new ArrayList<>();

        @Mixin
        private RecordFields stated;

        @Mixin
        private Writing writing;

        Create(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var body = stated.body(RecordFields.kind(api, kind), fields);
                var made = api.post(writing.path(RecordsCommand.RECORDS + "/" + Api.segment(kind)), body);
                return told(made, "Made " + name(made.path("record")), terminal);
            });
        }
    }

    /** Changes one. */
    @Command(
            name = "change",
            description = "Change the stated fields and links of a record; what is not stated stays as it is.")
    static final class Change implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        @Parameters(index = "2..*", arity = "0..*", paramLabel = "FIELD=VALUE", description = RecordFields.HELP)
        private List<String> fields = new ArrayList<>();

        @Mixin
        private RecordFields stated;

        @Mixin
        private Seen seen;

        @Mixin
        private Writing writing;

        Change(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var body = stated.body(RecordFields.kind(api, named.kind), fields);
                var record = named.read(api);
                var changed = api.put(writing.path(named.toChange(record)), body, seen.of(record));
                return told(changed, "Changed " + name(changed.path("record")), terminal);
            });
        }
    }

    /** Deletes one. */
    @Command(
            name = "delete",
            description = {
                "Delete a record that nothing depends on: show it, and what refers to it.",
                "Nothing is deleted without --yes."
            })
    static final class Delete implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        @Option(names = "--yes", description = "Delete it without asking.")
        private boolean yes;

        @Mixin
        private Seen seen;

        @Mixin
        private Writing writing;

        Delete(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var record = named.read(api);
                if (yes) {
                    var gone = api.delete(writing.path(named.toChange(record)), seen.of(record));
                    return told(gone, "Deleted " + name(record), terminal);
                }
                var uses = api.get(named.toChange(record) + "/uses").path("uses");
                if (terminal.json()) {
                    terminal.json(Api.JSON
                            .createObjectNode()
                            .<ObjectNode>set("record", record)
                            .set("uses", uses));
                } else {
                    preview(record, uses, terminal);
                }
                return uses.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
            });
        }

        private void preview(JsonNode record, JsonNode uses, Terminal terminal) {
            RecordWords.record(record, terminal);
            terminal.say("");
            if (uses.isEmpty()) {
                terminal.say("Nothing refers to it. To delete it, add --yes.");
            } else {
                terminal.say("It cannot be deleted while these refer to it:");
                RecordWords.uses(uses, terminal);
            }
        }
    }
}
