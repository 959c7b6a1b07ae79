package io.digi.bench.run;

import io.digi.bench.contender.ContenderSettings;
import io.digi.bench.curve.Curve;
import io.digi.bench.curve.CurvePlot;
import io.digi.bench.curve.IndexPoint;
import io.digi.bench.curve.Verdict;
import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.IndexData;
import io.digi.bench.data.Similarity;
import io.digi.bench.launch.ContenderCommand;
import io.digi.bench.launch.ContenderProcess;
import io.digi.bench.machine.Folders;
import io.digi.bench.report.BenchException;
import io.digi.bench.report.Promises;
import io.digi.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Measures indexes in turn, a process for each: recall against queries per second, the processor
/// time of the build and the size of the index. At the end it reads the rates at equal recall off
/// the curves and says which promises were kept and which were missed.
public final class IndexBench implements Scenario {
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final double[] RECALLS = {0.95, 0.99};
    private static final String ROW = "%-18s %6s %8s %11s %10s %10s %11s %10s";

    private final Plan plan;
    private final List<IndexPoint> points = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    public IndexBench(Plan plan) {
        this.plan = plan;
    }

    /// What is measured, on what, and how.
    ///
    /// @param engines names of our own contenders, see `EngineNames`
    /// @param peerCommands foreign programs that print the same lines
    /// @param plot where to draw the curves
    public record Plan(
            Source source,
            Similarity similarity,
            List<String> engines,
            List<String> peerCommands,
            ContenderSettings.Graph graph,
            ContenderSettings.Search search,
            Optional<Path> plot) {
        public Plan {
            engines = List.copyOf(engines);
            peerCommands = List.copyOf(peerCommands);
        }
    }

    /// Where the vectors come from.
    public sealed interface Source {
        /// The vectors, with what they lack made in a work folder.
        default IndexData data(Path work, Similarity similarity)
                throws IOException, InterruptedException {
            return switch (this) {
                case Folder(Path path) -> IndexData.complete(path, work, similarity);
                case Generated(GeneratedSize size, long seed) ->
                        IndexData.generate(size, seed, work);
            };
        }

        /// Files of a folder.
        record Folder(Path path) implements Source {}

        /// Made from a seed.
        record Generated(GeneratedSize size, long seed) implements Source {}
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        report.stage("Preparing the data");
        IndexData data = plan.source().data(bench.folder(), plan.similarity());
        report.figure("points", data.count(), "");
        report.figure("dimension", data.dimension(), "");
        report.figure("queries", data.queries().rowCount(), "");
        report.stage(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "engine",
                        "ef",
                        "recall",
                        "queries/s",
                        "50 % µs",
                        "95 % µs",
                        "build CPU s",
                        "index MB"));
        for (String engine : plan.engines()) {
            measure(bench, data, engine, settings -> own(bench, engine, settings));
        }
        for (int i = 0; i < plan.peerCommands().size(); i++) {
            String command = plan.peerCommands().get(i);
            measure(
                    bench,
                    data,
                    "peer-" + (i + 1),
                    settings -> ContenderCommand.foreign(command, settings));
        }
        conclude(report, data);
    }

    private interface Starter {
        ContenderCommand command(ContenderSettings settings);
    }

    private static ContenderCommand own(Bench bench, String engine, ContenderSettings settings) {
        return ContenderCommand.own(engine, settings, bench.memoryLimitBytes());
    }

    /// An engine that fails does not keep the others from being measured.
    private void measure(Bench bench, IndexData data, String name, Starter starter)
            throws IOException, InterruptedException {
        Path work = Files.createDirectories(bench.folder().resolve("index-" + name));
        Path log = bench.folder().resolve(name + ".log");
        ContenderSettings settings =
                new ContenderSettings(
                        data.folder().toAbsolutePath(),
                        work,
                        plan.similarity(),
                        plan.graph(),
                        plan.search());
        try {
            new ContenderProcess(starter.command(settings), log, LONGEST)
                    .run(point -> add(bench.report(), point));
        } catch (BenchException failure) {
            failures.add(name);
            bench.report().fact(name + " failed", String.valueOf(failure.getMessage()));
        } finally {
            Folders.delete(work);
        }
    }

    private void add(Report report, IndexPoint point) {
        points.add(point);
        report.row(
                String.format(
                        Locale.ROOT,
                        ROW,
                        point.engine(),
                        point.ef(),
                        String.format(Locale.ROOT, "%.4f", point.recall()),
                        String.format(Locale.ROOT, "%,.0f", point.queriesPerSecond()),
                        micros(point, "p50_us"),
                        micros(point, "p95_us"),
                        String.format(Locale.ROOT, "%.1f", point.buildCpuSeconds()),
                        String.format(Locale.ROOT, "%.1f", point.indexMb())),
                point.fields());
    }

    private static String micros(IndexPoint point, String name) {
        return point.more().get(name) instanceof Number value
                ? String.format(Locale.ROOT, "%.1f", value.doubleValue())
                : "-";
    }

    private void conclude(Report report, IndexData data) throws IOException {
        List<Curve> curves = Curve.of(points);
        report.stage("At equal recall");
        for (double recall : RECALLS) {
            rates(report, curves, recall);
        }
        Promises promises = new Promises();
        for (Verdict verdict : Verdict.of(curves)) {
            promises.judge(verdict.promise(), verdict.kept(), verdict.figures());
        }
        promises.print(report);
        if (plan.plot().isPresent()) {
            Files.writeString(plan.plot().get(), CurvePlot.svg(title(data), curves));
            report.fact("plot", plan.plot().get().toString());
        }
        if (!failures.isEmpty()) {
            throw new BenchException("not measured: " + String.join(", ", failures));
        }
    }

    private static void rates(Report report, List<Curve> curves, double recall) {
        for (Curve curve : curves) {
            String name = String.format(Locale.ROOT, "%s at recall %.2f", curve.engine(), recall);
            curve.rateAt(recall)
                    .ifPresentOrElse(
                            rate -> report.figure(name, rate, "/s"),
                            () -> report.fact(name, "not reached"));
        }
    }

    private String title(IndexData data) {
        return String.format(
                Locale.ROOT,
                "%,d × %d, %s, %s",
                data.count(),
                data.dimension(),
                plan.similarity().name().toLowerCase(Locale.ROOT),
                plan.search().threads() == 1 ? "one thread" : plan.search().threads() + " threads");
    }
}
