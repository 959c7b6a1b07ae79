package io.digi.cli;

import io.digi.engine.embedded.EngineSettings;
import io.digi.engine.verify.Repair;
import io.digi.engine.verify.RepairOptions;
import io.digi.engine.verify.RepairReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `digi repair`: mends a storage directory and checks it afterwards.
@Command(
        name = "repair",
        description = {
            "Mends a storage directory: what is derived is made anew from the stored points, and"
                    + " damaged files are rebuilt from every intact copy. Then checks it as `verify`"
                    + " does. No server may have the directory open; copy it before, if you can.",
            "",
            "Nothing that can still be read is given up, unless an option below allows it. A repair"
                    + " that was interrupted can be started again.",
            "",
            "Exit codes: 0 no damage left, 1 no storage directory, 2 damage left, 3 in use."
        })
final class RepairCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "storage",
            description = "The storage directory. Default: ./storage")
    Path directory = Path.of("storage");

    @Option(
            names = "--drop-damaged-vectors",
            description = "Points lose the vectors whose elements are lost; the points stay.")
    boolean dropDamagedVectors;

    @Option(
            names = "--drop-damaged-points",
            description = "Removes points whose record cannot be read.")
    boolean dropDamagedPoints;

    @Option(names = "--json", description = "Prints the report as JSON.")
    boolean json;

    RepairCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        RepairOptions options = new RepairOptions(dropDamagedVectors, dropDamagedPoints);
        RepairReport report;
        try (ProgressLine progress = ProgressLine.on(err)) {
            report = Repair.of(directory, EngineSettings.defaults(), options, progress);
        }
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            ReportText.print(report, out);
        }
        return (report.after().isClean() ? ExitCode.CLEAN : ExitCode.DATA_DAMAGED).code();
    }
}
