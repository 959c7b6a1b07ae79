package io.digi.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command line as a value: arguments go in, text goes to the two writers, and a number that
/// the process exits with comes out. A further command is one more class, added in [#commandLine].
final class Cli {
    private final PrintWriter out;
    private final PrintWriter err;
    private final BuildInfo build;
    private final Map<String, String> environment;

    Cli(PrintWriter out, PrintWriter err, BuildInfo build) {
        this(out, err, build, System.getenv());
    }

    Cli(PrintWriter out, PrintWriter err, BuildInfo build, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.build = build;
        this.environment = Map.copyOf(environment);
    }

    /// Runs one command and returns the code of its [ExitCode].
    int run(String... args) {
        if (args.length == 0) {
            commandLine().usage(err);
            return ExitCode.USER_ERROR.code();
        }
        return commandLine().execute(args);
    }

    /// Everything that can be typed after `digi`.
    CommandLine commandLine() {
        CommandLine line =
                new CommandLine(new Root())
                        .addSubcommand(new DemoCommand(build, environment))
                        .addSubcommand(new AskCommand(environment))
                        .addSubcommand(new ImportCommand(environment))
                        .addSubcommand(new ServeCommand(build))
                        .addSubcommand(new VerifyCommand(out, err))
                        .addSubcommand(new RepairCommand(out, err))
                        .addSubcommand(new CrashCommand(out, err))
                        .addSubcommand(BenchCommand.commandLine(out, err, build))
                        .addSubcommand(new PrepareCommand(build))
                        .addSubcommand(new VersionCommand(out, build))
                        .addSubcommand(new HelpCommand());
        Failures failures = new Failures();
        return line.setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    @Command(
            name = "digi",
            description = "A multi-tenant vector database that speaks Qdrant.",
            synopsisSubcommandLabel = "COMMAND",
            optionListHeading = "%nOptions:%n",
            commandListHeading = "%nCommands:%n",
            footerHeading = "%nHandled by the launcher script ./digi:%n",
            footer = {
                "  test [MAVEN ARGUMENT...]",
                "               Builds from a clean state; runs all checks and tests.",
                "  --memory-limit SIZE",
                "               What the process may use, such as 512M or 4G. Default:",
                "               DIGI_MEMORY_LIMIT, the container's limit, or half the memory.",
                "",
                "Exit codes: 0 done, 1 wrong use or configuration, 2 damaged data,",
                "3 port or directory busy, 70 a bug in Digi."
            })
    static final class Root {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                scope = ScopeType.INHERIT,
                description = "Shows what a command does and takes.")
        boolean help;
    }
}
