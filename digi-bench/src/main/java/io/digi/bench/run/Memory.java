package io.digi.bench.run;

import io.digi.bench.machine.ProcessUse;
import io.digi.bench.report.Report;
import io.digi.bench.rest.ServerProcess;
import java.io.IOException;

/// Reports what a server has resident.
final class Memory {
    private static final double MB = 1e6;

    private Memory() {}

    static void report(Report report, ServerProcess server, String when) throws IOException {
        ProcessUse use = server.use();
        report.figure("resident memory " + when, use.residentBytes() / MB, "MB");
        report.figure("  of it not of files", use.anonymousBytes() / MB, "MB");
        report.figure("  the most so far", use.residentBytesMax() / MB, "MB");
    }
}
