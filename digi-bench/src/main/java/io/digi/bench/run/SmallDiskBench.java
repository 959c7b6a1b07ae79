package io.digi.bench.run;

import io.digi.bench.data.MadeUp;
import io.digi.bench.data.PointsText;
import io.digi.bench.report.BenchException;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Answer;
import io.digi.bench.rest.Connection;
import io.digi.bench.rest.Request;
import io.digi.bench.rest.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Fills a small disk until the server refuses, deletes there, and goes on once there is room. The
/// disk is a file system in memory, which only root may mount; part of it is taken by a file of
/// ballast, whose removal makes room.
public final class SmallDiskBench implements Scenario {
    private static final String COLLECTION = "/collections/small";
    private static final int DISK_MB = 384;
    private static final int BALLAST_MB = 128;
    private static final int LOW_WATER_MB = 64;
    private static final int RESERVE_MB = 16;
    private static final int DIMENSION = 384;
    private static final int BATCH = 256;
    private static final int BATCHES_MAX = 4096;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final MadeUp madeUp;

    public SmallDiskBench(long seed) {
        this.madeUp = new MadeUp(seed);
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(bench.folder().resolve("disk"), DISK_MB)) {
            Path ballast = disk.folder().resolve("ballast");
            Files.write(ballast, new byte[BALLAST_MB << 20]);
            try (ServerProcess server = bench.serve(disk.folder().resolve("data"), variables());
                    Connection connection = Connection.to(server.port())) {
                drive(bench.report(), connection, ballast);
                server.stop();
            }
            restart(bench, disk);
        }
    }

    private static Map<String, String> variables() {
        return Map.of(
                "QDRANT__DIGI__DISK_LOW_WATER", LOW_WATER_MB + "MB",
                "QDRANT__DIGI__RESERVE", RESERVE_MB + "MB");
    }

    private void drive(Report report, Connection connection, Path ballast) throws IOException {
        report.stage("Filling a disk of %d MiB".formatted(DISK_MB));
        connection.require(
                Request.put(COLLECTION, "{\"vectors\":{\"size\":384,\"distance\":\"Dot\"}}"));
        long full = fill(connection, 0);
        long free = Files.getFileStore(ballast).getUsableSpace() >> 20;
        report.figure("points until 507", full, "");
        report.figure("free then", free, "MiB");
        requireCount(connection, full);
        long deleted = full / 2;
        connection.require(delete(deleted));
        requireCount(connection, full - deleted);
        report.figure("points deleted on the full disk", deleted, "");
        Files.delete(ballast);
        long more = fill(connection, full) - full;
        if (more < BATCH) {
            throw new BenchException("the server still refused when there was room");
        }
        report.figure("points taken after making room", more, "");
        requireCount(connection, full - deleted + more);
    }

    /// Upserts from an id on until the server refuses; returns the first id that it refused.
    private long fill(Connection connection, long from) throws IOException {
        long id = from;
        for (int batch = 0; batch < BATCHES_MAX; batch++) {
            Answer answer = connection.send(upsert(id));
            if (answer.status() == INSUFFICIENT_STORAGE) {
                return id;
            }
            if (answer.status() != 200) {
                throw new BenchException("came " + answer.status() + ": " + answer.text());
            }
            id += BATCH;
        }
        throw new BenchException("the disk took " + id + " points and was not full");
    }

    private void restart(Bench bench, SmallDisk disk) throws IOException, InterruptedException {
        try (ServerProcess server = bench.serve(disk.folder().resolve("data"), variables());
                Connection connection = Connection.to(server.port())) {
            bench.report().figure("points after a restart", count(connection), "");
            server.stop();
        }
    }

    private Request upsert(long from) {
        PointsText text = new PointsText();
        for (long id = from; id < from + BATCH; id++) {
            text.add(id, madeUp, DIMENSION, madeUp.payload(id));
        }
        return Request.put(COLLECTION + "/points?wait=true", text.body());
    }

    private static Request delete(long count) {
        String ids =
                LongStream.range(0, count)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(","));
        return Request.post(COLLECTION + "/points/delete?wait=true", "{\"points\":[" + ids + "]}");
    }

    private static void requireCount(Connection connection, long expected) throws IOException {
        long counted = count(connection);
        if (counted != expected) {
            throw new BenchException("expected %d points, came %d".formatted(expected, counted));
        }
    }

    private static long count(Connection connection) throws IOException {
        Request count = Request.post(COLLECTION + "/points/count", "{\"exact\":true}");
        return connection.require(count).result().path("count").asLong();
    }
}
