package io.digi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.embedded.EngineSettings;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
    private static final CollectionName DOCS = new CollectionName("docs");
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(128L << 20)
                    .withExtents(/* extentBytes= */ 4_096, /* drainBytes= */ 1_024)
                    .withDisk(/* lowWaterBytes= */ 1 << 20, /* reservedBytes= */ 1 << 10);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Cli cli =
            new Cli(
                    new PrintWriter(out, true),
                    new PrintWriter(err, true),
                    new BuildInfo("1.2.3", "a".repeat(40)));

    @TempDir private Path base;
    private Path storage;

    @BeforeEach
    void fill() {
        storage = base.resolve("storage");
        try (VectorEngine engine = Digi.open(storage, SETTINGS)) {
            engine.collections()
                    .create(Call.everything(), DOCS, CollectionConfig.of(4, Distance.DOT));
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                points.add(new Point(PointId.of(i), NamedVectors.of(i, 1, 2, 3), Payload.EMPTY));
            }
            engine.write(Call.everything(), DOCS, List.of(new PointChange.Upsert(points)));
        }
    }

    @Test
    void intactDirectoryExitsWithZeroAndEndsWithTheOutcome() {
        assertThat(run("verify")).isZero();
        assertThat(out.toString().lines())
                .anySatisfy(
                        line -> assertThat(line).startsWith("docs").contains("300").endsWith("ok"))
                .last()
                .isEqualTo("verified: 300 points in 1 collections, no damage");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void damageIsNamedAndExitsWithTwoUntilItIsGivenUp() throws IOException {
        flip(storage.resolve("extents/1/0/0.ext"), 4_096 + 16);
        assertThat(run("verify")).isEqualTo(2);
        assertThat(out.toString())
                .contains("Damage:", "extents/1/0/0.ext, byte 4112, collection docs, point ")
                .contains("row 1", "--drop-damaged-vectors", "Repairable:", "2 findings");
        assertThat(run("repair")).isEqualTo(2);
        assertThat(out.toString()).contains("mended: extents written anew", "1 finding");
        assertThat(run("repair", "--drop-damaged-vectors")).isZero();
        assertThat(out.toString()).contains("mended: points dropped a vector", "no damage");
        assertThat(run("verify")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void reportAsJsonIsOneLine() throws IOException {
        flip(storage.resolve("extents/1/0/0.ext"), 4_096 + 16);
        assertThat(run("verify", "--json")).isEqualTo(2);
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .startsWith("{\"clean\":false,\"points\":300,\"counts\":{\"damage\":1,")
                .contains("\"file\":\"extents/1/0/0.ext\",\"offset\":4112,\"collection\":\"docs\"")
                .contains("vector \\\"\\\"");
        assertThat(run("repair", "--json", "--drop-damaged-vectors")).isZero();
        assertThat(out.toString()).startsWith("{\"mended\":{").contains("\"clean\":true");
    }

    @Test
    void directoryThatIsNoneExitsWithOneAndOneLine() {
        assertThat(cli.run("verify", base.resolve("nothing").toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("digi: there is no directory ");
        assertThat(cli.run("repair", base.resolve("nothing").toString())).isEqualTo(1);
        assertThat(base.resolve("nothing")).doesNotExist();
    }

    @Test
    void directoryInUseExitsWithThree() {
        try (VectorEngine _ = Digi.open(storage, SETTINGS)) {
            assertThat(run("verify")).isEqualTo(3);
            assertThat(run("repair")).isEqualTo(3);
        }
        assertThat(err.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("digi: ").contains("in use"));
    }

    @Test
    void progressIsOneLineThatIsWipedOut() {
        AtomicLong clock = new AtomicLong();
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), true, clock::get)) {
            line.at("points", 1);
            clock.addAndGet(1_000_000_000);
            line.at("points", 2_000);
        }
        assertThat(err.toString())
                .startsWith("\rpoints 2,000 ")
                .endsWith("\r" + " ".repeat(78) + "\r")
                .doesNotContain("\n", "points 1 ");
    }

    private int run(String command, String... options) {
        out.getBuffer().setLength(0);
        List<String> args = new ArrayList<>(List.of(command, storage.toString()));
        args.addAll(List.of(options));
        return cli.run(args.toArray(String[]::new));
    }

    private static void flip(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 0x10;
        Files.write(file, bytes);
    }
}
