package io.digi.bench.run;

import io.digi.Digi;
import io.digi.bench.data.Embeddings;
import io.digi.bench.data.PointsText;
import io.digi.bench.data.Recall;
import io.digi.bench.machine.MemoryBandwidth;
import io.digi.bench.report.BenchException;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Answer;
import io.digi.bench.rest.Clients;
import io.digi.bench.rest.Connection;
import io.digi.bench.rest.Measured;
import io.digi.bench.rest.Request;
import io.digi.bench.rest.ServerProcess;
import io.digi.engine.embedded.EngineSettings;
import io.digi.index.kernel.Kernels;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import io.digi.model.query.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Loads real embeddings through REST, asks all queries exactly and compares the answers with the
/// true neighbours; then puts the rate at which vectors are scanned beside the memory bandwidth of
/// the same minutes.
public final class ExactBench implements Scenario {
    private static final String COLLECTION = "embeddings";
    private static final int BATCH = 256;
    private static final int LOAD_CLIENTS = 4;
    private static final int LIMIT = 10;
    private static final double RECALL_MIN = 0.999;
    private static final int SCANS_OF_WARM_UP = 100;
    private static final int SCANS = 300;
    private static final long BEYOND_CACHES = 1L << 30;
    private static final int PASSES = 7;

    private final Path dataFolder;

    public ExactBench(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Embeddings data = Embeddings.read(dataFolder);
        Report report = bench.report();
        double recall;
        try (ServerProcess server = bench.serve()) {
            report.stage("Loading " + data.base().rowCount() + " points in batches of " + BATCH);
            load(report, server, data);
            Memory.report(report, server, "after loading");
            report.stage("Asking " + data.queries().rowCount() + " queries over REST");
            ask(report, server, data, 1);
            recall = ask(report, server, data, LOAD_CLIENTS);
            Memory.report(report, server, "after all queries");
            report.figure("time to stop", server.stop().toMillis(), "ms");
        }
        report.stage("Scanning in this process, one thread");
        double bandwidth = bandwidth(report, "of one thread, 1 GiB", BEYOND_CACHES, 1);
        double scan = scan(bench, data);
        double again = bandwidth(report, "of one thread, 1 GiB, again", BEYOND_CACHES, 1);
        double same = bandwidth(report, "of one thread, size of the data", data.sizeBytes(), 1);
        bandwidth(report, "of two threads, 1 GiB", BEYOND_CACHES, 2);
        report.figure("scan rate / bandwidth beyond caches", percent(scan, bandwidth, again), "%");
        report.figure("scan rate / bandwidth, same size", 100 * scan / same, "%");
        if (recall < RECALL_MIN) {
            throw new BenchException("recall " + recall + " is below " + RECALL_MIN);
        }
    }

    private static double percent(double rate, double before, double after) {
        return 100 * rate / Math.max(before, after);
    }

    private static double bandwidth(Report report, String name, long sizeBytes, int threads) {
        double rate = MemoryBandwidth.bytesPerNano(sizeBytes, threads, PASSES);
        report.figure("memory bandwidth " + name, rate, "GB/s");
        return rate;
    }

    private static void load(Report report, ServerProcess server, Embeddings data)
            throws IOException, InterruptedException {
        try (Connection connection = Connection.to(server.port())) {
            connection.require(
                    Request.put(
                            "/collections/" + COLLECTION,
                            "{\"vectors\":{\"size\":%d,\"distance\":\"Cosine\"}}"
                                    .formatted(data.dimension())));
        }
        int rows = data.base().rowCount();
        Measured loaded =
                Clients.run(
                        server.port(),
                        Clients.Load.of(LOAD_CLIENTS, (rows + BATCH - 1) / BATCH),
                        number -> batch(data, Math.toIntExact(number * BATCH)));
        report.figure("load rate, 4 clients", rows / loaded.seconds(), "points/s");
        report.figure("  batch, median", loaded.millisAt(50), "ms");
        report.figure("  batch, 99 %", loaded.millisAt(99), "ms");
        report.figure("  answers 429", loaded.retries(), "");
    }

    private static Request batch(Embeddings data, int from) {
        PointsText points = new PointsText();
        int end = Math.min(from + BATCH, data.base().rowCount());
        for (int row = from; row < end; row++) {
            points.add(row, data.base().floats(row), data.payloads().get(row));
        }
        return Request.put("/collections/" + COLLECTION + "/points?wait=true", points.body());
    }

    private static double ask(Report report, ServerProcess server, Embeddings data, int clients)
            throws IOException, InterruptedException {
        int queries = data.queries().rowCount();
        ConcurrentMap<Long, Answer> answers = new ConcurrentHashMap<>();
        Measured asked =
                Clients.run(
                        server.port(),
                        Clients.Load.of(clients, queries),
                        new Clients.Requests() {
                            @Override
                            public Request request(long number) {
                                float[] query = data.queries().floats(Math.toIntExact(number));
                                return Request.post(
                                        "/collections/" + COLLECTION + "/points/query",
                                        PointsText.query(query, LIMIT));
                            }

                            @Override
                            public void answered(long number, Answer answer) {
                                answers.put(number, answer);
                            }
                        });
        Recall recall = new Recall(data.neighbors());
        answers.forEach((number, answer) ->
                recall.add(Math.toIntExact(number), ids(answer.result()), LIMIT));
        String who = clients == 1 ? "1 client" : clients + " clients";
        report.figure("recall@10, " + who, recall.value(), "");
        report.figure("queries, " + who, asked.perSecond(), "/s");
        report.figure("  median", asked.millisAt(50), "ms");
        report.figure("  95 %", asked.millisAt(95), "ms");
        report.figure("  scanned", asked.perSecond() * data.sizeBytes() / 1e9, "GB/s");
        return recall.value();
    }

    private static List<Integer> ids(JsonNode result) {
        return StreamSupport.stream(result.path("points").spliterator(), false)
                .map(point -> point.path("id").asInt())
                .toList();
    }

    /// Returns the rate of the fastest search, as the bandwidth is that of the fastest pass: other
    /// work on the machine only slows down.
    private static double scan(Bench bench, Embeddings data) {
        Kernels.warmUp();
        EngineSettings settings = EngineSettings.withMemory(bench.memoryLimitBytes() / 2);
        long[] nanos;
        try (VectorEngine engine = Digi.open(bench.data(), settings)) {
            scan(engine, data, SCANS_OF_WARM_UP);
            nanos = scan(engine, data, SCANS);
        }
        Arrays.sort(nanos);
        double best = (double) data.sizeBytes() / nanos[0];
        bench.report().figure("search in process, median", nanos[SCANS / 2] / 1e6, "ms");
        bench.report()
                .figure("scan rate, median", (double) data.sizeBytes() / nanos[SCANS / 2], "GB/s");
        bench.report().figure("scan rate, best", best, "GB/s");
        return best;
    }

    /// The times of so many searches in nanoseconds.
    private static long[] scan(VectorEngine engine, Embeddings data, int count) {
        CollectionName name = new CollectionName(COLLECTION);
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            float[] query = data.queries().floats(i % data.queries().rowCount());
            PointRead.Query read = PointRead.Query.nearest(LIMIT, query).with(Selection.IDS_ONLY);
            long begin = System.nanoTime();
            if (engine.read(Call.everything(), name, read).size() != LIMIT) {
                throw new IllegalStateException("expected " + LIMIT + " hits");
            }
            nanos[i] = System.nanoTime() - begin;
        }
        return nanos;
    }
}
