package org.atelier.command;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one operation, row by row. */
@Command(
        name = "operation",
        description = {
            "Show one operation: who, when and why, and its rows before and after.",
            "Take it back with \"merge undo ID\", whatever it was."
        })
final class OperationCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Parameters(paramLabel = "ID", description = "The id of the operation, as \"log\" has it.")
    private String id;

    @Option(names = "--after", paramLabel = "ID", description = "Only changes after this one.")
    private Optional<Long> after = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "At most so many changes, up to 500; by default ${DEFAULT-VALUE}.")
    private int limit;

    OperationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.run(surroundings, (api, terminal) -> {
            var query = new LinkedHashMap<String, String>();
            after.ifPresent(change -> query.put("after", Long.toString(change)));
            query.put("limit", Integer.toString(limit));
            var found = api.get(Api.path(LogCommand.OPERATIONS + "/" + Api.segment(id), query));
            if (terminal.json()) {
                terminal.json(found);
                return ExitCode.DONE;
            }
            terminal.say(HistoryWords.line(found));
            terminal.say("  kind %s, request %s, %s"
                    .formatted(
                            found.path("kind").asText(),
                            found.path("request_id").asText().isEmpty()
                                    ? "none"
                                    : found.path("request_id").asText(),
                            HistoryWords.rows(found)));
            found.path("changes").forEach(change -> HistoryWords.change(change, terminal));
            HistoryWords.next(found, "--after", terminal);
            return ExitCode.DONE;
        });
    }
}
