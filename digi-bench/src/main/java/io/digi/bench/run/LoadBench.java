package io.digi.bench.run;

import io.digi.bench.data.MadeUp;
import io.digi.bench.data.PointsText;
import io.digi.bench.machine.Folders;
import io.digi.bench.report.BenchException;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Clients;
import io.digi.bench.rest.Connection;
import io.digi.bench.rest.Measured;
import io.digi.bench.rest.Request;
import io.digi.bench.rest.ServerProcess;
import java.io.IOException;
import java.time.Duration;

/// A large load into a server with little memory: all points are in at the end, and the resident
/// memory, watched each second, never exceeds the limit.
public final class LoadBench implements Scenario {
    private static final String COLLECTION = "load";
    private static final int BATCH = 256;
    private static final int CLIENTS = 4;
    private static final Duration WATCH_EACH = Duration.ofSeconds(1);
    private static final double MB = 1e6;

    private final long points;
    private final int dimension;
    private final MadeUp madeUp;

    public LoadBench(long points, int dimension, long seed) {
        this.points = points;
        this.dimension = dimension;
        this.madeUp = new MadeUp(seed);
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        try (ServerProcess server = bench.serve();
                MemoryWatch watch = MemoryWatch.start(server.use(), WATCH_EACH)) {
            report.stage("Loading %,d points of %d dimensions".formatted(points, dimension));
            create(server);
            Measured loaded = load(server);
            report.figure("sustained rate, 4 clients", points / loaded.seconds(), "points/s");
            report.figure("  batch, median", loaded.millisAt(50), "ms");
            report.figure("  batch, 99 %", loaded.millisAt(99), "ms");
            report.figure("  answers 429", loaded.retries(), "");
            long counted = count(server);
            report.figure("points counted", counted, "");
            Memory.report(report, server, "at the end");
            long most = Math.max(watch.mostBytes(), server.use().residentBytesMax());
            report.figure("most resident / limit", 100.0 * most / bench.memoryLimitBytes(), "%");
            report.figure("disk", Folders.size(bench.data()).bytes() / MB, "MB");
            report.figure("time to stop", server.stop().toMillis(), "ms");
            require(counted, most, bench.memoryLimitBytes());
        }
    }

    private void require(long counted, long mostBytes, long limitBytes) throws BenchException {
        if (counted != points) {
            throw new BenchException("expected %d points, came %d".formatted(points, counted));
        }
        if (mostBytes > limitBytes) {
            throw new BenchException(
                    "the server had %d bytes resident, its limit is %d"
                            .formatted(mostBytes, limitBytes));
        }
    }

    private void create(ServerProcess server) throws IOException {
        try (Connection connection = Connection.to(server.port())) {
            connection.require(
                    Request.put(
                            "/collections/" + COLLECTION,
                            "{\"vectors\":{\"size\":%d,\"distance\":\"Cosine\"}}"
                                    .formatted(dimension)));
        }
    }

    private Measured load(ServerProcess server) throws IOException, InterruptedException {
        return Clients.run(
                server.port(),
                Clients.Load.of(CLIENTS, (points + BATCH - 1) / BATCH),
                number -> batch(number * BATCH));
    }

    private Request batch(long from) {
        PointsText text = new PointsText();
        for (long id = from; id < Math.min(from + BATCH, points); id++) {
            text.add(id, madeUp, dimension, madeUp.payload(id));
        }
        return Request.put("/collections/" + COLLECTION + "/points?wait=true", text.body());
    }

    private static long count(ServerProcess server) throws IOException {
        Request count =
                Request.post("/collections/" + COLLECTION + "/points/count", "{\"exact\":true}");
        try (Connection connection = Connection.to(server.port())) {
            return connection.require(count).result().path("count").asLong();
        }
    }
}
