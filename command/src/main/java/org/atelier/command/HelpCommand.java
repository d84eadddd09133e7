package org.atelier.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What {@code --help} says, for those who ask the other way round; picocli's own knows no commands of commands. */
@Command(name = "help", description = "Say what a command does, as in \"help merge undo\".", helpCommand = true)
final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Which; without one, all of them.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        var command = spec.parent().commandLine();
        var out = command.getOut();
        var local = LocalCommand.named(String.join(" ", words));
        if (local.isPresent()) {
            out.println(local.get().usage());
            return ExitCode.DONE.number();
        }
        for (var word : words) {
            var next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = next;
        }
        command.usage(out);
        return ExitCode.DONE.number();
    }
}
