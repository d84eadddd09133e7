package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options every command has. */
final class Common {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where Atelier answers; else ATELIER_URL, else the one running on this machine's ATELIER_HOME.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file with the administrator's token; else ATELIER_TOKEN, else secrets/admin.token of"
                    + " ATELIER_HOME.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--json", description = "Print the result, or the problem, as JSON and nothing else.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    /** Runs a command against the platform; whatever goes wrong is said in words and becomes an exit code. */
    int run(Surroundings surroundings, BiFunction<Api, Terminal, ExitCode> command) {
        var terminal = new Terminal(surroundings, json);
        try (var api = new Api(Server.find(url, tokenFile, surroundings))) {
            return command.apply(api, terminal).number();
        } catch (Failure failure) {
            terminal.failure(failure);
            return failure.exitCode().number();
        }
    }

    /** Asks the platform and shows what it answered: as it came with {@code --json}, in words otherwise. */
    int show(Surroundings surroundings, Function<Api, JsonNode> asking, BiConsumer<JsonNode, Terminal> words) {
        return run(surroundings, (api, terminal) -> {
            terminal.show(asking.apply(api), words);
            return ExitCode.DONE;
        });
    }
}
