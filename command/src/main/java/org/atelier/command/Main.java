package org.atelier.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Atelier. */
@Command(
        name = "atelier",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%n",
        commandListHeading = "%nCommands for one that runs, here or elsewhere:%n",
        subcommands = {
            RecordsCommand.class,
            RecordCommand.class,
            ImportCommand.class,
            UploadCommand.class,
            ExportCommand.class,
            BackupCommand.class,
            MergeCommand.class,
            DuplicatesCommand.class,
            InstructorsCommand.class,
            LogCommand.class,
            HistoryCommand.class,
            OperationCommand.class,
            RedirectsCommand.class,
            AccountCommand.class,
            InstallationCommand.class,
            DemoDataCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Say which version this is.")
    private boolean version;

    private Main() {}

    public static void main(String[] arguments) {
        // UTF-8 whatever the locale: names are not to be mangled on a server without one
        var out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var console = System.console();
        var surroundings = new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Optional.ofNullable(System.getProperty("atelier.distribution")).map(Path::of),
                System.in,
                out,
                err,
                console != null && console.isTerminal());
        var exit = run(surroundings, arguments);
        out.flush();
        err.flush();
        System.exit(exit);
    }

    /** Runs one command and answers its exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        var command = new CommandLine(new Main(), factory(surroundings));
        var exitCodes = new LinkedHashMap<String, String>();
        for (var code : ExitCode.values()) {
            exitCodes.put(Integer.toString(code.number()), code.words());
        }
        command.getCommandSpec().usageMessage().exitCodeList(exitCodes).description(description());
        return command.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setCaseInsensitiveEnumValuesAllowed(false)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler((e, _, _) -> unexpected(e, surroundings))
                .execute(arguments);
    }

    /** With what {@code bin/atelier} does itself, before what is done here. */
    private static String[] description() {
        var width = 2
                + Arrays.stream(LocalCommand.values())
                        .mapToInt(command -> command.typed().length())
                        .max()
                        .orElseThrow();
        return Stream.concat(
                        Stream.of("Runs Atelier, and talks to one that runs.", "", "Commands for this machine:"),
                        Arrays.stream(LocalCommand.values())
                                .map(command -> "  " + command.typed()
                                        + " ".repeat(width - command.typed().length()) + command.words()))
                .toArray(String[]::new);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    /** Commands get what they need by their constructor. */
    private static IFactory factory(Surroundings surroundings) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                for (var constructor : type.getDeclaredConstructors()) {
                    if (constructor.getParameterCount() == 1
                            && constructor.getParameterTypes()[0] == Surroundings.class) {
                        return type.cast(constructor.newInstance(surroundings));
                    }
                }
                return CommandLine.defaultFactory().create(type);
            }
        };
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        var command = e.getCommandLine();
        var err = command.getErr();
        if (e.getClass() == ParameterException.class
                && !command.getSubcommands().isEmpty()) {
            // nothing is wrong but that there is more to say
            command.usage(err);
            return ExitCode.USAGE.number();
        }
        err.println(words(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See \"" + command.getCommandSpec().qualifiedName() + " --help\".");
        return ExitCode.USAGE.number();
    }

    private static String words(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.isUnknownOption()
                        && !e.getCommandLine().getSubcommands().isEmpty()
                ? "There is no command \"" + unmatched.getUnmatched().getFirst() + "\"."
                : e.getMessage();
    }

    private static int unexpected(Exception e, Surroundings surroundings) {
        surroundings.err().println("This is a mistake in the command line itself; please report it:");
        e.printStackTrace(surroundings.err());
        return ExitCode.FAILED.number();
    }

    /** The version the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var build = new Properties();
            try (var in = Main.class.getResourceAsStream("build.properties")) {
                build.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new String[] {"Atelier " + build.getProperty("version")};
        }
    }
}
