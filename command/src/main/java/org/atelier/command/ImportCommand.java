package org.atelier.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings in what others published. */
@Command(name = "import", description = "Bring in what others published.", subcommands = ImportCommand.Amy.class)
final class ImportCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    /** From AMY. */
    @Command(
            name = "amy",
            description = {
                "Bring in what AMY published: a website's combined file, or the answers of export/instructors,"
                        + " export/badges and events/published, as YAML or JSON.",
                "All of it is brought in, or nothing. The same file twice changes nothing."
            })
    static final class Amy implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, read together.")
        private List<Path> files;

        @Option(names = "--skip-bad", description = "Leave bad rows out, and bring in the others.")
        private boolean skipBad;

        @Option(names = "--note", paramLabel = "TEXT", description = "What to remember about this.")
        private Optional<String> note = Optional.empty();

        Amy(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var report = api.upload(path(), files, progress -> LoadReport.progress(progress, terminal));
                LoadReport.show(report, terminal);
                return ExitCode.DONE;
            });
        }

        private String path() {
            return "/api/v1/imports/amy?skip-bad=" + skipBad
                    + note.map(text -> "&note=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                            .orElse("");
        }
    }
}
