package io.digi.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `digi version`: one line.
@Command(name = "version", description = "Prints version, commit and Java runtime in one line.")
final class VersionCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final BuildInfo build;

    VersionCommand(PrintWriter out, BuildInfo build) {
        this.out = out;
        this.build = build;
    }

    @Override
    public Integer call() {
        out.printf(
                "digi %s (commit %s, Java %s)%n",
                build.version(), build.commit(), Runtime.version());
        return ExitCode.CLEAN.code();
    }
}
