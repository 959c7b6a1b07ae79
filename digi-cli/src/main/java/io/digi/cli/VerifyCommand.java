package io.digi.cli;

import io.digi.engine.embedded.EngineSettings;
import io.digi.engine.verify.Verification;
import io.digi.engine.verify.VerifyReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `digi verify`: checks a storage directory and changes nothing.
@Command(
        name = "verify",
        description = {
            "Checks a storage directory: every checksum, and everything derived against the stored"
                    + " points. Changes nothing. No server may have the directory open.",
            "",
            "Exit codes: 0 no damage, 1 no storage directory, 2 damage found, 3 in use."
        })
final class VerifyCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "storage",
            description = "The storage directory. Default: ./storage")
    Path directory = Path.of("storage");

    @Option(names = "--json", description = "Prints the report as JSON.")
    boolean json;

    VerifyCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        VerifyReport report;
        try (ProgressLine progress = ProgressLine.on(err)) {
            report = Verification.of(directory, EngineSettings.defaults(), progress);
        }
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            ReportText.print(report, out);
        }
        return (report.isClean() ? ExitCode.CLEAN : ExitCode.DATA_DAMAGED).code();
    }
}
