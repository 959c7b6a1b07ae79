package io.digi.bench.run;

import io.digi.bench.data.Embeddings;
import io.digi.bench.data.IndexData;
import io.digi.bench.data.Similarity;
import io.digi.bench.report.Report;
import io.digi.bench.service.ServiceData;
import io.digi.bench.service.ServiceRun;
import java.io.IOException;
import java.util.List;

/// What servers are measured with over HTTP.
///
/// @param field of the payload, which names the tenant of a point
/// @param tenantCount how many tenants made-up points belong to
public record ServicePlan(
        IndexBench.Source source, String field, int tenantCount, ServiceRun.Settings settings) {
    ServiceData data(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        report.stage("Preparing the data");
        IndexData data = source.data(bench.folder(), Similarity.COSINE);
        List<String> tenants =
                source instanceof IndexBench.Source.Folder(var path)
                        ? Embeddings.texts(path, field)
                        : List.of();
        ServiceData points = ServiceData.of(data, tenants, tenantCount, bench.folder());
        report.figure("points", points.count(), "");
        report.figure("dimension", points.dimension(), "");
        report.figure("queries", points.queryCount(), "");
        report.figure("tenants", points.tenants().size(), "");
        return points;
    }
}
