package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes records from files. */
@Command(name = "upload", description = "Make records from files.", subcommands = UploadCommand.People.class)
final class UploadCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    /** People and their tasks. */
    @Command(
            name = "people",
            description = {
                "Make people and their tasks from a CSV file; without --apply, only say what would be made.",
                "The first line names the columns: personal, email or username at least, and where wanted family, event, role,"
                        + " airport, affiliation, title and url.",
                "Whoever is recognized by e-mail or user name is not changed, only given tasks. Whose name only is like"
                        + " somebody's has to be decided about. All of it is made, or nothing."
            })
    static final class People implements Callable<Integer> {
        private static final String UPLOADS = "/api/v1/uploads";
        private static final List<String> ANSWERS = List.of("ask", "likeliest", "new", "skip");

        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The file, in UTF-8; - for the input.")
        private Path file;

        @ArgGroup
        private When when = new When();

        @Option(
                names = "--undecided",
                paramLabel = "ask|likeliest|new|skip",
                description = "What is to become of those whom nobody decided about; by default ask.")
        private Optional<String> undecided = Optional.empty();

        @Option(
                names = "--choose",
                paramLabel = "KEY=CHOICE",
                description =
                        "What is to become of a person, by the key that the report tells: new, skip, or use:USERNAME;"
                                + " may be repeated.")
        private List<String> choices = new ArrayList<>();

        @Option(names = "--note", paramLabel = "TEXT", description = "What to remember about this.")
        private Optional<String> note = Optional.empty();

        People(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        /** One of these at most. */
        static final class When {
            @Option(names = "--apply", description = "Do it.")
            private boolean apply;

            @Option(names = "--dry-run", description = "Only say what would be made, as without --apply.")
            private boolean dryRun;
        }

        @Override
        public Integer call() {
            undecided.filter(word -> !ANSWERS.contains(word)).ifPresent(word -> {
                throw new ParameterException(
                        spec.commandLine(),
                        "--undecided must be one of " + String.join(", ", ANSWERS) + ", and is \"" + word + "\"");
            });
            var chosen = Pairs.read(spec.commandLine(), "--choose", "KEY=CHOICE", choices);
            return common.run(surroundings, (api, terminal) -> {
                var wish = Api.JSON.createObjectNode().put("text", text());
                undecided.ifPresent(word -> wish.put("undecided", word));
                var words = wish.putObject("choices");
                chosen.forEach(words::put);
                var preview = api.post(UPLOADS + "/preview", wish);
                if (!when.apply || !preview.path("ready").asBoolean()) {
                    return shown(preview, terminal);
                }
                return made(api.post(UPLOADS, confirmed(wish, preview)), terminal);
            });
        }

        private ObjectNode confirmed(ObjectNode wish, JsonNode preview) {
            wish.set("fingerprint", preview.get("fingerprint"));
            wish.set("seen", preview.get("seen"));
            note.ifPresent(why -> wish.put("note", why));
            return wish;
        }

        /** Letters that are not UTF-8 show as such, and the platform says in which line they are. */
        private String text() {
            var name = file.toString().equals("-") ? "the input" : file.toString();
            try {
                var bytes = file.toString().equals("-") ? surroundings.in().readAllBytes() : Files.readAllBytes(file);
                return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
            } catch (IOException e) {
                throw Failure.file(name, e);
            }
        }

        private ExitCode shown(JsonNode preview, Terminal terminal) {
            var blocked =
                    !preview.path("problems").isEmpty() || preview.path("open").asInt() > 0;
            terminal.show(preview, (_, _) -> said(preview, blocked, terminal));
            return blocked ? ExitCode.REFUSED : ExitCode.DONE;
        }

        private static void said(JsonNode preview, boolean blocked, Terminal terminal) {
            preview.path("people").forEach(person -> person(person, terminal));
            for (var problem : preview.path("problems")) {
                var line = problem.path("line").asInt();
                var column = problem.path("column").asText();
                terminal.say("%s%s%s"
                        .formatted(
                                line == 0 ? "" : "Line " + line + (column.isEmpty() ? ": " : ", "),
                                column.isEmpty() ? "" : column + ": ",
                                problem.path("message").asText()));
            }
            terminal.say("Lines: %,d. People: %,d, of whom new: %,d. New tasks: %,d."
                    .formatted(
                            preview.path("lines").asInt(),
                            preview.path("people").size(),
                            preview.path("new_people").asInt(),
                            preview.path("new_tasks").asInt()));
            if (blocked) {
                terminal.say("Nothing was made. To mend: %,d. To be decided about: %,d."
                        .formatted(
                                preview.path("problems").size(),
                                preview.path("open").asInt()));
            } else {
                terminal.say(
                        preview.path("ready").asBoolean()
                                ? "Nothing was made yet; --apply makes it."
                                : "There is nothing to make.");
            }
        }

        private static void person(JsonNode person, Terminal terminal) {
            var username = person.path("username").asText("");
            var becomes = switch (person.path("decision").asText()) {
                case "use" -> "is " + username;
                case "new" -> "new, as " + username;
                case "skip" -> "left alone";
                default ->
                    "to be decided: --choose " + Pairs.shell(person.path("key").asText()) + "=…";
            };
            terminal.say("%5d  %s: %s"
                    .formatted(
                            person.path("lines").path(0).asInt(),
                            person.path("name").asText(),
                            becomes));
            if (person.path("decision").asText().equals("open")) {
                for (var candidate : person.path("candidates")) {
                    var reasons = new ArrayList<String>();
                    candidate
                            .path("reasons")
                            .forEach(reason -> reasons.add(reason.path("words").asText()));
                    terminal.say("         use:%s  %d %%  %s"
                            .formatted(
                                    candidate.path("username").asText(),
                                    candidate.path("score").asInt(),
                                    String.join("; ", reasons)));
                }
            }
            for (var task : person.path("tasks")) {
                terminal.say("         %s at %s%s"
                        .formatted(
                                task.path("role").asText(),
                                task.path("event").asText(),
                                switch (task.path("state").asText()) {
                                    case "there" -> ", there already";
                                    case "repeated" -> ", said twice";
                                    default -> "";
                                }));
            }
            person.path("notes").forEach(note -> terminal.say("         " + note.asText()));
        }

        private static ExitCode made(JsonNode receipt, Terminal terminal) {
            terminal.show(receipt, People::said);
            return ExitCode.DONE;
        }

        private static void said(JsonNode receipt, Terminal terminal) {
            terminal.say("Made %s and %s, as operation %s."
                    .formatted(
                            Terminal.count(receipt.path("people").size(), "person", "people"),
                            Terminal.count(receipt.path("tasks").size(), "task"),
                            receipt.path("operation").asText()));
            terminal.say("To take it back: atelier merge undo "
                    + receipt.path("operation").asText());
        }
    }
}
