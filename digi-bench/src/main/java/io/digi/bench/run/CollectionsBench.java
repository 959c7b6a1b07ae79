package io.digi.bench.run;

import io.digi.bench.data.MadeUp;
import io.digi.bench.data.PointsText;
import io.digi.bench.machine.Folders;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Clients;
import io.digi.bench.rest.Connection;
import io.digi.bench.rest.Measured;
import io.digi.bench.rest.Request;
import io.digi.bench.rest.ServerProcess;
import java.io.IOException;
import java.util.SplittableRandom;

/// Very many small collections: what they take of disk, descriptors and memory, and how long a
/// restart takes.
public final class CollectionsBench implements Scenario {
    private static final int POINTS = 100;
    private static final int DIMENSION = 4;
    private static final int CLIENTS = 8;
    private static final double MB = 1e6;

    private final int count;
    private final MadeUp madeUp;
    private final SplittableRandom random;

    public CollectionsBench(int count, long seed) {
        this.count = count;
        this.madeUp = new MadeUp(seed);
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        try (ServerProcess server = bench.serve()) {
            report.stage("Creating and filling " + count + " collections");
            Memory.report(report, server, "of the empty server");
            fill(report, server);
            use(bench, server, "after filling");
            report.figure("time to stop", server.stop().toMillis(), "ms");
        }
        report.stage("Restarting");
        disk(bench, "of the stopped server");
        try (ServerProcess server = bench.serve()) {
            report.figure("restart until ready", server.readyAfter().toMillis(), "ms");
            report.figure("  first answer after that", millisToAnswer(server), "ms");
            use(bench, server, "after restart");
            touchAll(report, server);
            use(bench, server, "after all were searched");
            server.stop();
        }
    }

    private void fill(Report report, ServerProcess server)
            throws IOException, InterruptedException {
        Measured created =
                Clients.run(
                        server.port(),
                        Clients.Load.of(CLIENTS, count),
                        number ->
                                Request.put(
                                        path(number),
                                        "{\"vectors\":{\"size\":4,\"distance\":\"Dot\"}}"));
        report.figure("creating, 8 clients", created.perSecond(), "collections/s");
        report.figure("  99 %", created.millisAt(99), "ms");
        Measured filled =
                Clients.run(
                        server.port(),
                        Clients.Load.of(CLIENTS, count),
                        number -> Request.put(path(number) + "/points?wait=true", points(number)));
        report.figure("filling, 8 clients", filled.perSecond(), "collections/s");
        report.figure("  99 %", filled.millisAt(99), "ms");
        report.figure("  answers 429", filled.retries() + created.retries(), "");
        report.figure("creating and filling", created.seconds() + filled.seconds(), "s");
    }

    private String points(long collection) {
        PointsText points = new PointsText();
        for (long id = 0; id < POINTS; id++) {
            String payload = madeUp.smallPayload(collection * POINTS + id);
            points.add(id, madeUp, DIMENSION, payload);
        }
        return points.body();
    }

    private void touchAll(Report report, ServerProcess server)
            throws IOException, InterruptedException {
        Measured asked = Clients.run(server.port(), Clients.Load.of(CLIENTS, count), this::search);
        report.figure("first search of each, 8 clients", asked.perSecond(), "/s");
        report.figure("  99 %", asked.millisAt(99), "ms");
    }

    private double millisToAnswer(ServerProcess server) throws IOException {
        long begin = System.nanoTime();
        try (Connection connection = Connection.to(server.port())) {
            connection.require(search(random.nextInt(count)));
        }
        return (System.nanoTime() - begin) / MB;
    }

    private Request search(long collection) {
        return Request.post(
                path(collection) + "/points/query",
                PointsText.query(madeUp.query(collection, DIMENSION), /* limit= */ 5));
    }

    private static void use(Bench bench, ServerProcess server, String when) throws IOException {
        Memory.report(bench.report(), server, when);
        bench.report().figure("open descriptors " + when, server.use().openDescriptors(), "");
        bench.report().figure("  of files of the data", server.use().openFiles(bench.data()), "");
        disk(bench, when);
    }

    private static void disk(Bench bench, String when) throws IOException {
        Folders.Size size = Folders.size(bench.data());
        bench.report().figure("disk " + when, size.bytes() / MB, "MB");
        bench.report().figure("  files", size.files(), "");
    }

    private static String path(long collection) {
        return "/collections/collection_" + collection;
    }
}
