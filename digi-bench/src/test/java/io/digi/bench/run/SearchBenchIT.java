package io.digi.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.Similarity;
import io.digi.bench.embedded.Quantization;
import io.digi.bench.report.BenchException;
import io.digi.bench.report.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine in this process, little data.
final class SearchBenchIT {
    private static final int COUNT = 1_500;

    @TempDir Path folder;

    private StringWriter json = new StringWriter();
    private StringWriter table = new StringWriter();

    @Test
    void everyPartIsMeasuredAndJudged() throws Exception {
        run(EnumSet.allOf(SearchBench.Part.class));
        List<IndexPoint> points = points();
        assertThat(points)
                .extracting(point -> point.more().get("what"))
                .startsWith("digi", "digi, as by default", "random 0.3", "range 0.3")
                .contains("near 0.3", "far 0.3", "threads: 2", "while writing")
                .endsWith("stored again", "after a restart", "after a repair");
        assertThat(points)
                .allSatisfy(point -> {
                    assertThat(point.recall()).as(point.json()).isGreaterThan(0.9);
                    assertThat(point.more()).containsKeys("p50_us", "p95_us", "allocated_bytes");
                });
        assertThat(table.toString())
                .contains("Promises", "filter near 0.3", "2 threads gain", "after a repair")
                .containsPattern("vectors in the graph +1,500");
    }

    @Test
    void whatAFormerRunHasLoadedIsTakenAsItIs() throws Exception {
        run(EnumSet.noneOf(SearchBench.Part.class));
        assertThat(table.toString()).doesNotContain("taken from a former run");
        json = new StringWriter();
        table = new StringWriter();
        run(EnumSet.noneOf(SearchBench.Part.class));
        assertThat(table.toString()).contains("taken from a former run");
        assertThat(points()).hasSize(2);
    }

    private void run(EnumSet<SearchBench.Part> parts) throws Exception {
        Report report = new Report("search", new PrintWriter(table), new PrintWriter(json));
        Bench.Setup setup =
                new Bench.Setup(
                        report,
                        limit -> List.of(),
                        512L << 20,
                        Optional.of(folder),
                        "0".repeat(40));
        try (Bench bench = Bench.begin(setup)) {
            new SearchBench(
                            new SearchBench.Plan(
                                    new IndexBench.Source.Generated(
                                            new GeneratedSize(COUNT, 32, 20), 5),
                                    Similarity.COSINE,
                                    parts,
                                    List.of(30),
                                    List.of(0.3),
                                    List.of(1, 2),
                                    /* changed= */ 0.3,
                                    List.of(Quantization.NONE),
                                    /* thresholdKb= */ 20,
                                    Duration.ofMillis(2),
                                    /* seed= */ 5))
                    .run(bench);
        }
    }

    private List<IndexPoint> points() throws BenchException {
        List<IndexPoint> points = new ArrayList<>();
        for (String line : json.toString().lines().toList()) {
            if (line.startsWith("{\"engine\"")) {
                points.add(IndexPoint.parse(line));
            }
        }
        return points;
    }
}
