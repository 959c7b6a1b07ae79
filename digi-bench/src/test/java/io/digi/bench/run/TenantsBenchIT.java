package io.digi.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.bench.curve.IndexPoint;
import io.digi.bench.embedded.TenantGroups;
import io.digi.bench.embedded.TenantSet;
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

/// The engine in this process, little data.
final class TenantsBenchIT {
    @TempDir Path folder;

    @Test
    void eachTenantIsMeasuredAloneAndAmongOthers() throws Exception {
        StringWriter table = new StringWriter();
        StringWriter json = new StringWriter();
        TenantSet tenants =
                TenantSet.generate(
                        TenantGroups.parse("50x4+1x900"),
                        /* dimension= */ 16,
                        /* queryCount= */ 10,
                        5);
        Report report = new Report("tenants", new PrintWriter(table), new PrintWriter(json));
        Bench.Setup setup =
                new Bench.Setup(
                        report,
                        limit -> List.of(),
                        512L << 20,
                        Optional.of(folder),
                        "0".repeat(40));
        try (Bench bench = Bench.begin(setup)) {
            new TenantsBench(
                            new TenantsBench.Plan(
                                    tenants,
                                    /* sample= */ 2,
                                    /* thresholdKb= */ 16,
                                    Duration.ofMillis(2)))
                    .run(bench);
        }
        List<IndexPoint> points = new ArrayList<>();
        for (String line : json.toString().lines().toList()) {
            if (line.startsWith("{\"engine\"")) {
                points.add(IndexPoint.parse(line));
            }
        }
        assertThat(points)
                .extracting(point -> point.more().get("what"))
                .containsExactly(
                        "900 points, alone",
                        "900 points, among others",
                        "4 points, alone",
                        "4 points, among others");
        assertThat(points).extracting(IndexPoint::recall).allMatch(recall -> recall > 0.9);
        assertThat(table.toString())
                .contains("Promises", "tenant_50, 900 points", "× the rate of it alone");
    }
}
