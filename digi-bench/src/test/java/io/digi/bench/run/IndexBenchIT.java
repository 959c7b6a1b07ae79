package io.digi.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.bench.contender.ContenderSettings;
import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.Similarity;
import io.digi.bench.report.BenchException;
import io.digi.bench.report.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes, little data.
final class IndexBenchIT {
    private static final String PEER =
            "f() { echo '{\"engine\":\"shell\",\"ef\":16,\"recall\":0.99,\"qps\":5,"
                    + "\"build_cpu_s\":1,\"index_mb\":1}'; }; f";

    @TempDir Path folder;

    private final StringWriter json = new StringWriter();
    private final StringWriter table = new StringWriter();

    @Test
    void everyEngineIsMeasuredInAProcessOfItsOwn() throws Exception {
        run(List.of("digi", "lucene-1bit", "jvector-fused8"), PEER);
        List<IndexPoint> points = points();
        assertThat(points)
                .extracting(IndexPoint::engine)
                .containsExactly(
                        "digi",
                        "digi",
                        "lucene-1bit",
                        "lucene-1bit",
                        "jvector-fused8",
                        "jvector-fused8",
                        "shell");
        assertThat(points)
                .filteredOn(point -> point.ef() == 100)
                .allSatisfy(point -> {
                    assertThat(point.recall()).as(point.engine()).isGreaterThan(0.9);
                    assertThat(point.buildCpuSeconds()).isPositive();
                    assertThat(point.indexMb()).isPositive();
                    assertThat(point.more())
                            .containsEntry("count", 2000L)
                            .containsEntry("dimension", 64L);
                });
        assertThat(table.toString()).contains("At equal recall", "shell at recall 0.95");
        assertThat(folder.resolve("plot.svg")).content().contains("lucene-1bit", "shell");
        assertThat(folder.resolve("work/index-jvector-fused8")).doesNotExist();
    }

    @Test
    void anEngineThatFailsIsNamedAfterTheOthersWereMeasured() {
        assertThatThrownBy(() -> run(List.of(), "false", PEER))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("peer-1");
        assertThat(table.toString()).contains("peer-1 failed", "shell at recall 0.95");
    }

    private void run(List<String> engines, String... peers) throws Exception {
        Report report = new Report("index", new PrintWriter(table), new PrintWriter(json));
        Bench.Setup setup =
                new Bench.Setup(
                        report,
                        limit -> List.of(),
                        1L << 30,
                        Optional.of(folder.resolve("work")),
                        "0".repeat(40));
        try (Bench bench = Bench.begin(setup)) {
            new IndexBench(
                            new IndexBench.Plan(
                                    new IndexBench.Source.Generated(
                                            new GeneratedSize(2000, 64, 50), 5),
                                    Similarity.COSINE,
                                    engines,
                                    List.of(peers),
                                    new ContenderSettings.Graph(16, 100, 1),
                                    new ContenderSettings.Search(
                                            List.of(20, 100), 10, 1, Duration.ofMillis(20)),
                                    Optional.of(folder.resolve("plot.svg"))))
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
