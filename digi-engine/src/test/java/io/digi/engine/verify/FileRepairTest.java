package io.digi.engine.verify;

import static io.digi.engine.verify.TestDirectory.NUMBER;
import static io.digi.engine.verify.TestDirectory.POINTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.id.PointId;
import io.digi.model.query.PointRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Damage to files: extents, checkpoints, what is left over.
final class FileRepairTest extends RepairFixture {
    @Test
    void lostElementsOfAnExtentAreNamedAndGivenUpOnlyIfAllowed() {
        long offset = TestDirectory.offsetOf(5);
        TestDirectory.flip(directory.extent(0), offset);
        VerifyReport found = directory.verify();
        assertThat(found.count(Severity.DAMAGE)).isEqualTo(1);
        Finding lost = found.findings().getFirst();
        assertThat(lost.file()).isEqualTo("extents/1/0/0.ext");
        assertThat(lost.offset()).isEqualTo(offset);
        assertThat(lost.what()).contains("row 5", "checksum");
        assertThat(lost.advice()).contains("--drop-damaged-vectors");
        long id = ((PointId.Num) lost.point().orElseThrow().id()).value();
        assertThat(found.findings()).anySatisfy(f -> assertThat(f.what()).contains("block"));

        assertThat(directory.repair(RepairOptions.LOSE_NOTHING).after().findings())
                .filteredOn(f -> f.severity() == Severity.DAMAGE)
                .hasSize(1);
        assertThat(directory.repair(DROP_VECTORS).after().isClean()).isTrue();
        Map<Long, PointRecord> left = directory.served();
        assertThat(left).hasSize(POINTS);
        assertThat(left.get(id).vectors().orElseThrow().isEmpty()).isTrue();
        assertThat(left.get(id).payload()).isEqualTo(whole.get(id).payload());
        left.put(id, whole.get(id));
        assertThat(left).isEqualTo(whole);
    }

    static Stream<Arguments> framesOfExtents() {
        return Stream.of(
                Arguments.of("magic", 0L, "header"),
                Arguments.of("header's padding", 1_000L, "header"),
                Arguments.of("footer", TestDirectory.offsetOf(256), "footer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framesOfExtents")
    void damagedFrameOfAnExtentLosesNothing(String name, long offset, String what) {
        TestDirectory.flip(directory.extent(1), offset);
        assertThat(directory.verify().findings())
                .as(name)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.REPAIRABLE);
                    assertThat(finding.file()).isEqualTo("extents/1/0/1.ext");
                    assertThat(finding.what()).contains(what);
                });
        assertThat(directory.repair(RepairOptions.LOSE_NOTHING).after().findings()).isEmpty();
        assertThat(directory.served()).isEqualTo(whole);
    }

    @Test
    void extentThatWasPutAsideIntactIsRestored() throws IOException {
        Path quarantine = directory.path().resolve("quarantine");
        Files.createDirectories(quarantine);
        Files.move(directory.extent(0), quarantine.resolve("1-0-0.ext"));
        assertThat(directory.verify().findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.REPAIRABLE, Severity.NOTE);
        assertThat(directory.repair(RepairOptions.LOSE_NOTHING).after().findings()).isEmpty();
        assertThat(directory.served()).isEqualTo(whole);
    }

    @Test
    void missingGrowingExtentIsMadeAnewSoThatItCanGrow() throws IOException {
        Files.delete(directory.extent(2));
        VerifyReport found = directory.verify();
        assertThat(found.count(Severity.REPAIRABLE)).isEqualTo(1);
        long lost = found.count(Severity.DAMAGE);
        assertThat(lost).isPositive();
        assertThat(directory.repair(DROP_VECTORS).after().isClean()).isTrue();
        directory.withEngine(engine -> TestDirectory.upsert(engine, 0, POINTS));
        assertThat(directory.served()).isEqualTo(whole);
        assertThat(directory.verify().findings()).isEmpty();
    }

    @Test
    void rightCheckpointIsNoFinding() {
        directory.checkpoint();
        assertThat(directory.verify().findings()).isEmpty();
        directory.withEngine(engine -> TestDirectory.upsert(engine, 0, 30));
        assertThat(directory.verify().findings()).isEmpty();
    }

    @Test
    void checkpointThatContradictsThePointsIsRemoved() {
        directory.checkpoint();
        int slot = slotOf(7);
        directory.commit(b -> {
            b.delete(Families.RECORDS, Keys.record(NUMBER, slot));
            b.delete(Families.IDS, id(7));
        });
        assertThat(directory.verify().findings())
                .anySatisfy(f -> {
                    assertThat(f.file()).isEqualTo("derived/1/state");
                    assertThat(f.what()).contains("its points are 600, 599 are stored");
                });
        assertThat(directory.repair(RepairOptions.LOSE_NOTHING).after().findings()).isEmpty();
        assertThat(directory.checkpointFile()).doesNotExist();
        whole.remove(7L);
        assertThat(directory.served()).isEqualTo(whole);
    }

    @Test
    void damagedCheckpointIsRemoved() {
        directory.checkpoint();
        TestDirectory.flip(directory.checkpointFile(), 20);
        assertThat(directory.verify().findings())
                .singleElement()
                .satisfies(f -> assertThat(f.what()).contains("checksum"));
        assertThat(directory.checkpointFile()).exists();
        assertThat(directory.repair(RepairOptions.LOSE_NOTHING).after().findings()).isEmpty();
        assertThat(directory.served()).isEqualTo(whole);
    }

    @Test
    void leftoversAreRemovedAndForeignFilesStay() throws IOException {
        Path leftover = directory.path().resolve("extents/77/0/0.ext");
        Path foreign = directory.path().resolve("extents/README");
        Files.createDirectories(leftover.resolveSibling(""));
        Files.write(leftover, NONSENSE);
        Files.write(foreign, NONSENSE);
        VerifyReport found = directory.verify();
        assertThat(found.isClean()).isTrue();
        assertThat(found.findings())
                .extracting(Finding::file)
                .containsExactly("extents/77/0/0.ext", "extents/README");
        directory.repair(RepairOptions.LOSE_NOTHING);
        assertThat(leftover).doesNotExist();
        assertThat(foreign).exists();
    }
}
