package io.digi.bench.run;

import io.digi.bench.curve.Curve;
import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.IndexData;
import io.digi.bench.data.Similarity;
import io.digi.bench.embedded.EmbeddedStore;
import io.digi.bench.embedded.EngineAsking;
import io.digi.bench.embedded.FilterCases;
import io.digi.bench.embedded.LoadedCollection;
import io.digi.bench.embedded.Quantization;
import io.digi.bench.embedded.SearchSubject;
import io.digi.bench.embedded.SearchTable;
import io.digi.bench.report.Promises;
import io.digi.bench.report.Report;
import io.digi.index.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Measures the engine in this process, one thread unless told otherwise, on a collection of its
/// own: searches without and with filters, by several threads, beside writes, after changes, and on
/// codes as quantization asks for them. Says which promises were kept and which were missed.
public final class SearchBench implements Scenario {
    private static final double RECALL_MIN = 0.97;
    private static final int ALLOCATED_MAX = 500;

    /// Memory comes in chunks, of which the last is not full.
    private static final double CHUNKS = 0.01;

    private final Plan plan;
    private final Promises promises = new Promises();

    public SearchBench(Plan plan) {
        this.plan = plan;
    }

    /// What can be measured beside plain searches.
    public enum Part {
        FILTERS,
        THREADS,
        WRITES,
        CHANGES
    }

    /// What is measured, on what, and how.
    ///
    /// @param efs numbers of candidates of plain searches
    /// @param selectivities parts of the points that filters leave
    /// @param threads numbers of threads that search at once, one to begin with
    /// @param changed the part of the points that is deleted and stored again
    /// @param thresholdKb vectors larger than this together, in KiB, get a graph
    /// @param leastTime of a measurement
    public record Plan(
            IndexBench.Source source,
            Similarity similarity,
            Set<Part> parts,
            List<Integer> efs,
            List<Double> selectivities,
            List<Integer> threads,
            double changed,
            List<Quantization> quantizations,
            int thresholdKb,
            Duration leastTime,
            long seed) {
        public Plan {
            parts = Set.copyOf(parts);
            efs = List.copyOf(efs);
            selectivities = List.copyOf(selectivities);
            threads = List.copyOf(threads);
            quantizations = List.copyOf(quantizations);
        }
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        report.stage("Preparing the data");
        IndexData data = plan.source().data(bench.folder(), plan.similarity());
        report.figure("points", data.count(), "");
        report.figure("dimension", data.dimension(), "");
        report.figure("queries", data.queries().rowCount(), "");
        float[][] queries = plan.similarity().prepared(data.queries());
        FilterCases filters =
                FilterCases.of(
                        data,
                        queries,
                        plan.similarity(),
                        plan.parts().contains(Part.FILTERS) ? plan.selectivities() : List.of(),
                        plan.seed());
        Kernels.warmUp();
        report.fact("kernels", Kernels.description());
        SearchTable table = new SearchTable(report, plan.leastTime());
        for (Quantization quantization : plan.quantizations()) {
            try (EmbeddedStore store =
                    EmbeddedStore.open(bench.data(), bench.memoryLimitBytes() / 2)) {
                SearchSubject subject =
                        new SearchSubject(
                                store,
                                data,
                                plan.similarity(),
                                filters,
                                queries,
                                truth(bench, data),
                                new SearchSubject.Settings(
                                        quantization, plan.thresholdKb(), madeOf(data)));
                measure(report, subject, table);
            }
        }
        promises.print(report);
    }

    /// Of two sets of data each has its own truth.
    private Path truth(Bench bench, IndexData data) throws IOException {
        return Files.createDirectories(
                bench.folder().resolve("truth-%08x".formatted(madeOf(data).hashCode())));
    }

    private String madeOf(IndexData data) {
        String filters =
                plan.parts().contains(Part.FILTERS) ? plan.selectivities().toString() : "none";
        return data.folder() + " " + plan.similarity() + " " + filters + " " + plan.seed();
    }

    private void measure(Report report, SearchSubject subject, SearchTable table)
            throws IOException, InterruptedException {
        String engine = subject.quantization().engine();
        report.stage("Loading a collection: " + engine);
        LoadedCollection.Filled filled = subject.fill();
        report(report, filled, subject.count());
        memory(report, subject);
        SearchTable.Subject plain =
                new SearchTable.Subject(
                        engine,
                        engine,
                        filled.indexingCpuSeconds(),
                        subject.indexMb(),
                        Map.of("part", "plain"));
        Curve curve = plain(subject, table, plain);
        SearchParts parts = new SearchParts(report, promises, subject, table, plain, plan);
        if (plan.parts().contains(Part.FILTERS)) {
            parts.filters(curve);
        }
        if (plan.parts().contains(Part.THREADS)) {
            parts.threads();
        }
        if (plan.parts().contains(Part.WRITES)) {
            parts.writes();
        }
        if (plan.parts().contains(Part.CHANGES)) {
            parts.changes();
        }
    }

    /// What loading and indexing took.
    static void report(Report report, LoadedCollection.Filled filled, int count) {
        if (filled.loadSeconds() == 0) {
            report.fact("collection", "taken from a former run");
        } else {
            report.figure("load", count / filled.loadSeconds(), "points/s");
            report.figure("indexing", filled.indexingSeconds(), "s");
            report.figure("  processor time", filled.indexingCpuSeconds(), "s");
        }
        long indexed = filled.collection().info().indexedVectorCount();
        report.figure("  vectors in the graph", indexed, "");
    }

    private Curve plain(SearchSubject subject, SearchTable table, SearchTable.Subject name)
            throws InterruptedException {
        table.head();
        EngineAsking asking = subject.plain();
        table.warmUp(asking, subject.neighbors(), plan.efs());
        List<IndexPoint> points = new ArrayList<>();
        for (int ef : plan.efs()) {
            points.add(table.measure(name, List.of(asking), subject.neighbors(), ef));
        }
        IndexPoint byDefault =
                table.measure(
                        name.with(name.engine() + ", as by default", Map.of("part", "default")),
                        List.of(asking),
                        subject.neighbors(),
                        LoadedCollection.EF_CONSTRUCT);
        points.add(byDefault);
        promises.judge(
                name.engine() + ": recall by default at least " + RECALL_MIN,
                byDefault.recall() >= RECALL_MIN,
                String.format(Locale.ROOT, "%.4f", byDefault.recall()));
        long bytes = ((Number) byDefault.more().getOrDefault("allocated_bytes", 0)).longValue();
        promises.judge(
                name.engine() + ": a search leaves at most a few hundred bytes of garbage",
                bytes <= ALLOCATED_MAX,
                bytes + " bytes");
        return new Curve(points);
    }

    private void memory(Report report, SearchSubject subject) {
        double codes = subject.store().megabytes("codes");
        double graph = subject.store().megabytes("graph") + subject.store().megabytes("graphs");
        double floats = subject.sizeBytes() / 1e6;
        report.figure("codes", codes, "MB");
        report.figure("links and tables of nodes", graph, "MB");
        report.figure("vectors as float32", floats, "MB");
        report.figure("codes / vectors", codes / floats, "");
        double most =
                switch (subject.quantization()) {
                    case NONE -> Double.NaN;
                    case SCALAR -> 0.28;
                    case BINARY -> 1.0 / 24;
                };
        if (!Double.isNaN(most)) {
            promises.judge(
                    String.format(
                            Locale.ROOT,
                            "%s: codes take at most %.4f of the vectors",
                            subject.quantization().engine(),
                            most),
                    codes <= most * floats * (1 + CHUNKS),
                    String.format(
                            Locale.ROOT,
                            "%.1f of %.1f MB: %.4f (links and tables apart: %.1f MB)",
                            codes,
                            floats,
                            codes / floats,
                            graph));
        }
    }
}
