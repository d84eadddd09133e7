package org.atelier.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what websites fetch. */
@Command(
        name = "export",
        description =
                "Print a feed as websites get it, byte for byte: badges, instructors, members, or published events.")
final class ExportCommand implements Callable<Integer> {
    enum Feed {
        badges("/api/v1/export/badges"),
        instructors("/api/v1/export/instructors"),
        members("/api/v1/export/members"),
        events("/api/v1/events/published");

        private final String path;

        Feed(String path) {
            this.path = path;
        }
    }

    enum Format {
        yaml,
        json,
        csv
    }

    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Parameters(paramLabel = "FEED", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Feed feed;

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of: ${COMPLETION-CANDIDATES}; else yaml.")
    private Optional<Format> format = Optional.empty();

    @Option(names = "--tag", paramLabel = "TAG", description = "Events with this tag; with all of them if repeated.")
    private List<String> tags = List.of();

    @Option(names = "--host", paramLabel = "NUMBER", description = "Events of the organization of this number.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--administrator",
            paramLabel = "NUMBER",
            description = "Events administered by the organization of this number.")
    private Optional<String> administrator = Optional.empty();

    @Option(
            names = "--earliest",
            paramLabel = "DAY",
            description = "Members: who taught on this day or later; else within 730 days before --latest.")
    private Optional<String> earliest = Optional.empty();

    @Option(names = "--latest", paramLabel = "DAY", description = "Members: who taught until this day; else today.")
    private Optional<String> latest = Optional.empty();

    ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.run(surroundings, (api, terminal) -> {
            var query = new ArrayList<Map.Entry<String, String>>();
            tags.forEach(tag -> query.add(Map.entry("tag", tag)));
            host.ifPresent(number -> query.add(Map.entry("host", number)));
            administrator.ifPresent(number -> query.add(Map.entry("administrator", number)));
            earliest.ifPresent(day -> query.add(Map.entry("earliest", day)));
            latest.ifPresent(day -> query.add(Map.entry("latest", day)));
            var suffix = format.orElse(terminal.json() ? Format.json : Format.yaml);
            // what a feed does not know, the platform refuses by name
            api.copy(Api.path(feed.path + "." + suffix, query), surroundings.out());
            surroundings.out().flush();
            return ExitCode.DONE;
        });
    }
}
