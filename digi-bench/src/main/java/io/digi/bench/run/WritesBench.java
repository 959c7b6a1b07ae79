package io.digi.bench.run;

import io.digi.bench.data.MadeUp;
import io.digi.bench.data.PointsText;
import io.digi.bench.machine.SyncRate;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Clients;
import io.digi.bench.rest.Connection;
import io.digi.bench.rest.Measured;
import io.digi.bench.rest.Request;
import io.digi.bench.rest.ServerProcess;
import java.io.IOException;
import java.time.Duration;

/// Small durable writes over REST by more and more clients, then batches, beside the rate at which
/// the same disk syncs.
public final class WritesBench implements Scenario {
    private static final int[] CLIENTS = {1, 8, 64};
    private static final int BATCH_CLIENTS = 4;
    private static final Duration SYNC_TIME = Duration.ofSeconds(2);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Shape SMALL = new Shape("small", 16, 1);
    private static final Shape LARGE = new Shape("large", 384, 256);

    private final MadeUp madeUp;
    private final Duration time;

    /// @param time of each step
    public WritesBench(long seed, Duration time) {
        this.madeUp = new MadeUp(seed);
        this.time = time;
    }

    private record Shape(String collection, int dimension, int batch) {}

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        syncs(bench, "before");
        try (ServerProcess server = bench.serve()) {
            create(server, SMALL);
            create(server, LARGE);
            write(server, SMALL, 8, WARM_UP);
            report.stage("One point of 16 dimensions a request, wait=true");
            for (int clients : CLIENTS) {
                Measured measured = write(server, SMALL, clients, time);
                report.figure("writes, clients: " + clients, measured.perSecond(), "/s");
                latencies(report, measured);
            }
            syncs(bench, "between");
            report.stage("256 points of 384 dimensions a request, wait=true");
            Measured measured = write(server, LARGE, BATCH_CLIENTS, time);
            double points = measured.perSecond() * LARGE.batch();
            report.figure("points, clients: " + BATCH_CLIENTS, points, "/s");
            latencies(report, measured);
            Memory.report(report, server, "at the end");
            server.stop();
        }
        syncs(bench, "after");
    }

    private static void syncs(Bench bench, String when) throws IOException {
        double rate = SyncRate.perSecond(bench.folder(), SYNC_TIME);
        bench.report().figure("syncs of 4 KB on this disk, " + when, rate, "/s");
    }

    private static void latencies(Report report, Measured measured) {
        report.figure("  median", measured.millisAt(50), "ms");
        report.figure("  99 %", measured.millisAt(99), "ms");
        report.figure("  answers 429", measured.retries(), "");
    }

    private static void create(ServerProcess server, Shape shape) throws IOException {
        try (Connection connection = Connection.to(server.port())) {
            connection.require(
                    Request.put(
                            "/collections/" + shape.collection(),
                            "{\"vectors\":{\"size\":%d,\"distance\":\"Dot\"}}"
                                    .formatted(shape.dimension())));
        }
    }

    private Measured write(ServerProcess server, Shape shape, int clients, Duration during)
            throws IOException, InterruptedException {
        String path = "/collections/" + shape.collection() + "/points?wait=true";
        return Clients.run(
                server.port(),
                Clients.Load.during(clients, during),
                number -> Request.put(path, points(shape, number * shape.batch())));
    }

    private String points(Shape shape, long from) {
        PointsText points = new PointsText();
        for (long id = from; id < from + shape.batch(); id++) {
            points.add(id, madeUp, shape.dimension(), madeUp.smallPayload(id));
        }
        return points.body();
    }
}
