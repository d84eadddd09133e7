package org.atelier.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Invented workshops to look at. */
@Command(name = "demo-data", description = "Invented workshops to look at.", subcommands = DemoDataCommand.Load.class)
final class DemoDataCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    /** Brings them in. */
    @Command(name = "load", description = "Bring them in. Doing it twice changes nothing.")
    static final class Load implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        Load(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var report = api.post("/api/v1/demo-data");
                LoadReport.show(report, terminal);
                return ExitCode.DONE;
            });
        }
    }
}
