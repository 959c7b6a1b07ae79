package io.digi.cli;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The one place where an exception becomes a line on the terminal and an [ExitCode]. Users see no
/// stack trace, unless the mistake is ours.
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int CAUSE_DEPTH_MAX = 16;

    Failures() {}

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("digi: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        String name = command.getCommandSpec().qualifiedName(" ");
        err.println("Try `" + name + " --help`.");
        return ExitCode.USER_ERROR.code();
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        ExitCode code = exitCode(failure);
        PrintWriter err = command.getErr();
        switch (code) {
            case CLEAN, USER_ERROR, DATA_DAMAGED, BUSY -> err.println("digi: " + text(failure));
            case BUG -> {
                err.println("digi: this is a bug in Digi; please report it with what follows");
                failure.printStackTrace(err);
            }
        }
        return code.code();
    }

    /// Asks the exception, then its causes, for the first one that has an answer.
    static ExitCode exitCode(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; depth < CAUSE_DEPTH_MAX; depth++) {
            ExitCode own = ownExitCode(current);
            Throwable cause = current.getCause();
            if (own != ExitCode.BUG || cause == null) {
                return own;
            }
            current = cause;
        }
        return ExitCode.BUG;
    }

    private static ExitCode ownExitCode(Throwable failure) {
        return switch (failure) {
            case DigiException e -> exitCode(e.problem());
            case BindException _ -> ExitCode.BUSY;
            case UncheckedIOException e when e.getCause() instanceof BindException -> ExitCode.BUSY;
            case IOException _, UncheckedIOException _ -> ExitCode.USER_ERROR;
            default -> ExitCode.BUG;
        };
    }

    private static ExitCode exitCode(Problem problem) {
        return switch (problem) {
            case Problem.DirectoryInUse _ -> ExitCode.BUSY;
            case Problem.NewerFormat _ -> ExitCode.USER_ERROR;
            case Problem.OfData _ -> ExitCode.DATA_DAMAGED;
            case Problem.ByCaller _, Problem.OfCapacity _, Problem.Passing _ -> ExitCode.USER_ERROR;
            case Problem.Bug _ -> ExitCode.BUG;
        };
    }

    /// I/O exceptions of the JDK often carry only a path: their class says what went wrong.
    private static String text(Throwable failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof UncheckedIOException && cause != null) {
            return text(cause);
        }
        String message = failure.getMessage();
        return switch (failure) {
            case DigiException e -> e.problem().message();
            case IOException e -> e.getClass().getSimpleName() + ": " + message;
            default -> message == null ? failure.getClass().getSimpleName() : message;
        };
    }
}
