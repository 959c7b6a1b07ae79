package io.digi.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digi help` and `digi help COMMAND`: the same text as `--help`.
@Command(name = "help", description = "Shows what a command does and takes.")
final class HelpCommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "The command to explain; without it, all are listed.")
    @Nullable String command;

    HelpCommand() {}

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        CommandLine subject = command == null ? root : root.getSubcommands().get(command);
        if (subject == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "unknown command '%s'; known are %s"
                            .formatted(command, String.join(", ", root.getSubcommands().keySet())));
        }
        subject.usage(root.getOut());
        return ExitCode.CLEAN.code();
    }
}
