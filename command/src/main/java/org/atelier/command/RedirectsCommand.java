package org.atelier.command;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells which names lead elsewhere since something was merged. */
@Command(
        name = "redirects",
        description =
                "List the names that lead elsewhere since something was merged, by the time of their last change.")
final class RedirectsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Option(
            names = "--since",
            paramLabel = "INSTANT",
            description = "Only what changed then or later, such as 2026-01-31T12:00:00Z.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind; else of every kind but people.")
    private Optional<String> kind = Optional.empty();

    RedirectsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.run(surroundings, (api, terminal) -> {
            var query = new LinkedHashMap<String, String>();
            since.ifPresent(instant -> query.put("since", instant));
            kind.ifPresent(name -> query.put("kind", name));
            query.put("limit", "1000");
            var all = Api.JSON.createArrayNode();
            for (var more = true; more; ) {
                var page = api.get(Api.path("/api/v1/redirects", query));
                page.path("redirects").forEach(all::add);
                query.put("after", page.path("next").asText());
                more = page.path("more").asBoolean();
            }
            if (terminal.json()) {
                terminal.json(Api.JSON.createObjectNode().set("redirects", all));
                return ExitCode.DONE;
            }
            for (var redirect : all) {
                terminal.say("%s  %s %s %s %s (operation %s)"
                        .formatted(
                                redirect.path("at").asText(),
                                redirect.path("kind").asText(),
                                redirect.path("form").asText(),
                                redirect.path("from").asText(),
                                redirect.path("to").isNull()
                                        ? "leads nowhere else any more"
                                        : "leads to " + redirect.path("to").asText(),
                                redirect.path("operation").asText()));
            }
            if (all.isEmpty()) {
                terminal.say("There are no redirects%s%s."
                        .formatted(
                                kind.map(name -> " of the kind " + name).orElse(""),
                                since.map(instant -> " that changed since " + instant)
                                        .orElse("")));
            }
            return ExitCode.DONE;
        });
    }
}
