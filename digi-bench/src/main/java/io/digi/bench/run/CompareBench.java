package io.digi.bench.run;

import io.digi.bench.report.Promises;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Endpoint;
import io.digi.bench.rest.ServerProcess;
import io.digi.bench.service.ChromaService;
import io.digi.bench.service.Comparison;
import io.digi.bench.service.QdrantService;
import io.digi.bench.service.ServiceData;
import io.digi.bench.service.ServiceFigures;
import io.digi.bench.service.ServiceRun;
import io.digi.bench.service.VectorService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Digi beside a Qdrant and a Chroma that run already, over HTTP, on the same data at the same
/// recall: latency, memory, throughput, tenants. What was promised and missed is told as missed.
public final class CompareBench implements Scenario {
    private static final String COLLECTION = "digi-bench";

    private final ServicePlan plan;
    private final Optional<Endpoint> qdrant;
    private final Optional<Endpoint> chroma;

    public CompareBench(ServicePlan plan, Optional<Endpoint> qdrant, Optional<Endpoint> chroma) {
        this.plan = plan;
        this.qdrant = qdrant;
        this.chroma = chroma;
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        ServiceData data = plan.data(bench);
        List<ServiceFigures> figures = new ArrayList<>();
        try (ServerProcess server = bench.serve()) {
            String collection = "bench-" + data.madeOf();
            Endpoint own = Endpoint.local(server.port());
            figures.add(measure(report, new QdrantService("digi", own, collection), data));
        }
        for (VectorService peer : peers()) {
            try {
                figures.add(measure(report, peer, data));
            } finally {
                peer.drop();
            }
        }
        Comparison comparison = new Comparison(figures, plan.settings().recall());
        comparison.print(report);
        Promises promises = new Promises();
        comparison.judge(promises);
        promises.print(report);
    }

    private List<VectorService> peers() {
        List<VectorService> peers = new ArrayList<>();
        qdrant.ifPresent(at -> peers.add(new QdrantService("qdrant", at, COLLECTION)));
        chroma.ifPresent(at -> peers.add(new ChromaService(at, COLLECTION)));
        return peers;
    }

    private ServiceFigures measure(Report report, VectorService service, ServiceData data)
            throws IOException, InterruptedException {
        return new ServiceRun(report, service, data, plan.settings()).run();
    }
}
