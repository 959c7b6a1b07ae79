package io.digi.bench.embedded;

import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.NpyFile;
import io.digi.bench.report.Report;
import io.digi.bench.search.SearchRun;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures searches of the engine and prints a line for each.
public final class SearchTable {
    /// How many points are asked for.
    public static final int LIMIT = 10;

    private static final String ROW = "%-30s %5s %8s %11s %10s %10s %10s %10s";

    private final Report report;
    private final Duration leastTime;

    /// @param leastTime of a measurement
    public SearchTable(Report report, Duration leastTime) {
        this.report = report;
        this.leastTime = leastTime;
    }

    /// What a measurement is of.
    ///
    /// @param engine the engine and its variant
    /// @param what in words
    /// @param fields further ones of the line of JSON
    public record Subject(
            String engine,
            String what,
            double buildCpuSeconds,
            double indexMb,
            Map<String, Object> fields) {
        public Subject {
            fields = Map.copyOf(fields);
        }

        /// The same engine under other circumstances.
        public Subject with(String other, Map<String, Object> otherFields) {
            return new Subject(engine, other, buildCpuSeconds, indexMb, otherFields);
        }
    }

    public void head() {
        report.stage(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "search",
                        "ef",
                        "recall",
                        "queries/s",
                        "50 % µs",
                        "95 % µs",
                        "CPU µs",
                        "bytes"));
    }

    /// Searches until everything should be compiled.
    public void warmUp(SearchRun.Asking asking, NpyFile neighbors, List<Integer> efs)
            throws InterruptedException {
        try (SearchRun run = new SearchRun(List.of(asking), neighbors, LIMIT, leastTime)) {
            run.warmUp(efs);
        }
    }

    /// Asks all queries and prints what it took.
    ///
    /// @param threads what each thread asks with
    /// @param neighbors the true nearest
    public IndexPoint measure(
            Subject subject, List<? extends SearchRun.Asking> threads, NpyFile neighbors, int ef)
            throws InterruptedException {
        try (SearchRun run = new SearchRun(threads, neighbors, LIMIT, leastTime)) {
            return print(subject, threads.size(), ef, run.measure(ef));
        }
    }

    private IndexPoint print(Subject subject, int threads, int ef, SearchRun.Measured measured) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("what", subject.what());
        more.putAll(subject.fields());
        more.put("threads", threads);
        more.put("p50_us", rounded(measured.microsAt(50)));
        more.put("p95_us", rounded(measured.microsAt(95)));
        more.put("cpu_us", rounded(measured.cpuMicros()));
        more.put("allocated_bytes", Math.round(measured.allocatedBytes()));
        IndexPoint point =
                new IndexPoint(
                        subject.engine(),
                        ef,
                        measured.recall(),
                        rounded(measured.queriesPerSecond()),
                        rounded(subject.buildCpuSeconds()),
                        rounded(subject.indexMb()),
                        more);
        report.row(
                String.format(
                        Locale.ROOT,
                        ROW,
                        subject.what(),
                        ef,
                        String.format(Locale.ROOT, "%.4f", point.recall()),
                        String.format(Locale.ROOT, "%,.0f", point.queriesPerSecond()),
                        shown(measured.microsAt(50)),
                        shown(measured.microsAt(95)),
                        shown(measured.cpuMicros()),
                        String.format(Locale.ROOT, "%,.0f", measured.allocatedBytes())),
                point.fields());
        return point;
    }

    private static String shown(double micros) {
        return String.format(Locale.ROOT, "%,.1f", micros);
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
