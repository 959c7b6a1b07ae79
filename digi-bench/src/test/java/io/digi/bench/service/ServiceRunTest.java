package io.digi.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.IndexData;
import io.digi.bench.report.Promises;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Endpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceRunTest {
    @TempDir Path folder;

    private final StringWriter table = new StringWriter();
    private final Report report = new Report("compare", new PrintWriter(table));

    @Test
    void aServiceIsLoadedAskedAndLeftAsItWas() throws Exception {
        ServiceData data = data();
        try (FakeChroma chroma = new FakeChroma()) {
            ChromaService service = new ChromaService(Endpoint.local(chroma.port()), "bench");
            ServiceFigures figures = run(service, data);
            assertThat(figures.all().recall()).isEqualTo(1);
            assertThat(figures.ofTenant().recall()).isEqualTo(1);
            assertThat(figures.all().ef()).isEqualTo(16);
            assertThat(figures.all().many().requests()).isPositive();
            assertThat(figures.residentMb()).isPresent();
            assertThat(chroma.pointsByName.get("bench-all")).hasSize(300);
            assertThat(chroma.pointsByName.get("bench-tenant-0")).hasSize(100);
            assertThat(chroma.efByName).hasSize(4).containsEntry("bench-all", 16);
            service.drop();
            assertThat(chroma.pointsByName).isEmpty();
        }
    }

    @Test
    void whatDoesNotReachTheRecallIsToldAsMissed() throws Exception {
        ServiceData data = data();
        try (FakeChroma chroma = new FakeChroma()) {
            ChromaService service = new ChromaService(Endpoint.local(chroma.port()), "bench");
            ServiceFigures figures = run(new Forgetful(service), data);
            assertThat(figures.all().ef()).as("the most that was tried").isEqualTo(32);
            assertThat(figures.all().recall()).isLessThan(0.98);
            Comparison comparison = new Comparison(List.of(figures), 0.98);
            comparison.print(report);
            Promises promises = new Promises();
            comparison.judge(promises);
            promises.print(report);
            assertThat(table.toString())
                    .containsPattern("all points: recall@10 at least 0.98 +MISSED: 0.9")
                    .contains("throughput, queries/s");
        }
    }

    private ServiceData data() throws Exception {
        IndexData data = IndexData.generate(new GeneratedSize(300, 8, 12), 4, folder);
        return ServiceData.of(data, List.of(), /* tenantCount= */ 3, folder);
    }

    private ServiceFigures run(VectorService service, ServiceData data) throws Exception {
        ServiceRun.Settings settings =
                new ServiceRun.Settings(0.98, List.of(16, 32), 2, Duration.ofMillis(30));
        return new ServiceRun(report, service, data, settings).run();
    }
}
