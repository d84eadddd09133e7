package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what runs here, for operators. */
@Command(
        name = "installation",
        description = {
            "Tell what runs here: health, merge strategies, feeds served lately, settings in force (secrets hidden), bundles.",
            "Needs an administrator's token."
        })
final class InstallationCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Common common;

    InstallationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.show(surroundings, api -> api.get("/api/v1/installation"), InstallationCommand::show);
    }

    private static void show(JsonNode here, Terminal terminal) {
        terminal.say("Health");
        here.path("checks")
                .forEach(check -> terminal.say("  %-12s %-9s %s"
                        .formatted(
                                check.path("name").asText(),
                                check.path("status").asText(),
                                check.path("detail").asText())));
        terminal.say("Merge strategies");
        here.path("strategies")
                .forEach(strategy -> terminal.say("  %-12s %-18s %s%s"
                        .formatted(
                                strategy.path("decides").asText(),
                                strategy.path("id").asText(),
                                strategy.path("plugin").asText(),
                                strategy.path("set_aside").asBoolean() ? "  (set aside: too slow)" : "")));
        terminal.say("Feeds served lately");
        here.path("feeds")
                .forEach(feed -> terminal.say("  %s  %s, last %s, sent %,d, had already %,d%s"
                        .formatted(
                                feed.path("feed").asText(),
                                Terminal.count(feed.path("bytes").asLong(), "byte"),
                                feed.path("served").asText(),
                                feed.path("whole").asLong(),
                                feed.path("unchanged").asLong(),
                                feed.path("kept").asBoolean() ? "" : " (not kept)")));
        terminal.say("Settings");
        here.path("settings")
                .forEach(setting -> terminal.say("  %s = %s (%s)"
                        .formatted(
                                setting.path("key").asText(),
                                setting.path("value").asText(),
                                setting.path("source").asText())));
        terminal.say("Bundles");
        here.path("bundles").forEach(bundle -> {
            terminal.say("  %-9s %-9s %s %s"
                    .formatted(
                            bundle.path("origin").asText(),
                            bundle.path("state").asText(),
                            bundle.path("name").asText(),
                            bundle.path("version").asText()));
            bundle.path("broken").forEach(broken -> terminal.say("            " + broken.asText()));
        });
    }
}
