package io.digi.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.storage.checksum.Crc32c;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationTest {
    @TempDir private Path base;

    @Test
    void intactDirectoryHasNoFindingAndStaysAsItIs() throws IOException {
        TestDirectory directory = TestDirectory.filled(base.resolve("storage"));
        directory.checkpoint();
        Map<String, Integer> before = contents(directory.path());
        VerifyReport report = directory.verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.pointCount()).isEqualTo(TestDirectory.POINTS);
        assertThat(report.collections())
                .singleElement()
                .satisfies(count -> {
                    assertThat(count.name()).isEqualTo(TestDirectory.DOCS);
                    assertThat(count.vectors()).isEqualTo(TestDirectory.POINTS);
                    assertThat(count.extents()).isEqualTo(3);
                    assertThat(count.sizeBytes()).isGreaterThan(3 * 4_096);
                    assertThat(count.faults()).isZero();
                });
        assertThat(contents(directory.path())).isEqualTo(before);
    }

    @Test
    void whatTheEngineLeavesAfterRandomWorkIsIntact() {
        long seed = Long.getLong("digi.seed", 42);
        SplittableRandom random = new SplittableRandom(seed);
        TestDirectory directory = TestDirectory.filled(base.resolve("storage"));
        int rounds = 4 * Integer.getInteger("digi.test.effort", 1);
        for (int round = 0; round < rounds; round++) {
            directory.withEngine(engine -> {
                for (int i = 0; i < 40; i++) {
                    int from = random.nextInt(TestDirectory.POINTS);
                    List<PointId> ids = List.of(PointId.of(from), PointId.of(from + 1));
                    PointSelection selection = new PointSelection.Ids(ids);
                    TestDirectory.upsert(engine, from, from + 2);
                    switch (random.nextInt(4)) {
                        case 0 -> write(engine, new PointChange.Delete(selection));
                        case 1 ->
                                write(
                                        engine,
                                        new PointChange.DeleteVectors(
                                                selection, Set.of(VectorName.DEFAULT)));
                        case 2 -> write(engine, new PointChange.ClearPayload(selection));
                        default -> TestDirectory.upsert(engine, from, from + random.nextInt(1, 60));
                    }
                }
            });
            if (random.nextBoolean()) {
                directory.checkpoint();
            }
            assertThat(directory.verify().findings())
                    .as("seed %d, round %d", seed, round)
                    .isEmpty();
        }
    }

    private static void write(VectorEngine engine, PointChange change) {
        engine.write(Call.everything(), TestDirectory.DOCS, List.of(change));
    }

    @Test
    void damagedTableIsNamed() throws IOException {
        TestDirectory directory = TestDirectory.filled(base.resolve("storage"));
        Path table = largest(directory.path().resolve("kv"), ".sst");
        TestDirectory.flip(table, 100);
        assertThat(directory.verify().findings())
                .anySatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.DAMAGE);
                    assertThat(finding.file()).endsWith(String.valueOf(table.getFileName()));
                });
    }

    @Test
    void damagedLogIsNamedAndRefusesRepair() throws IOException {
        TestDirectory copy = new TestDirectory(base.resolve("copy"));
        TestDirectory directory = TestDirectory.filled(base.resolve("storage"));
        directory.withEngine(engine -> {
            for (int i = 0; i < 10; i++) {
                TestDirectory.upsert(engine, i, i + 2);
            }
            directory.copyTo(copy.path());
        });
        Path log = largest(copy.path().resolve("kv"), ".log");
        TestDirectory.flip(log, 40);
        assertThat(copy.verify().findings().getFirst())
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.DAMAGE);
                    assertThat(finding.file()).isEqualTo("kv/" + log.getFileName());
                    assertThat(finding.what()).contains("log is damaged");
                });
        assertThatThrownBy(() -> copy.repair(RepairOptions.LOSE_NOTHING))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.ReadOnly.class));
    }

    @Test
    void directoryInUseIsRefused() {
        TestDirectory directory = TestDirectory.filled(base.resolve("storage"));
        directory.withEngine(_ -> assertRefused(directory, Problem.DirectoryInUse.class));
    }

    @Test
    void whatIsNoStorageDirectoryIsRefusedAndStaysAsItIs() throws IOException {
        TestDirectory nothing = new TestDirectory(base.resolve("nothing"));
        assertRefused(nothing, Problem.BadRequest.class);
        assertThat(nothing.path()).doesNotExist();
        Files.createDirectories(nothing.path());
        assertRefused(nothing, Problem.BadRequest.class);
        Files.writeString(nothing.path().resolve("FORMAT"), "digi-storage\n99\n");
        assertRefused(nothing, Problem.NewerFormat.class);
        assertThat(contents(nothing.path())).hasSize(1);
    }

    private static void assertRefused(TestDirectory directory, Class<? extends Problem> problem) {
        assertThatThrownBy(directory::verify)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
        assertThatThrownBy(() -> directory.repair(RepairOptions.LOSE_NOTHING))
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }

    /// Checksums of all files but those that a check may write.
    private static Map<String, Integer> contents(Path directory) throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!String.valueOf(file.getFileName()).startsWith("LO")) {
                    contents.put(
                            directory.relativize(file).toString(),
                            Crc32c.of(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }

    private static Path largest(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
