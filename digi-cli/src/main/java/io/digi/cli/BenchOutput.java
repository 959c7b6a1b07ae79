package io.digi.cli;

import io.digi.bench.report.Report;
import java.io.PrintWriter;
import java.util.Optional;

/// Where a benchmark's figures go, and the file that was opened for them.
record BenchOutput(Report report, Optional<PrintWriter> file) implements AutoCloseable {
    @Override
    public void close() {
        file.ifPresent(PrintWriter::close);
    }
}
