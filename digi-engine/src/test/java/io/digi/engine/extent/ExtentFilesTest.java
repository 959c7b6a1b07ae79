package io.digi.engine.extent;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.FaultPlan.Fault;
import io.digi.storage.fake.SimulatedMachine;
import io.digi.storage.file.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtentFilesTest {
    private static final int COLLECTION = 7;
    private static final int VECTOR = 0;
    private static final int DIMENSION = 4;

    /// Eight rows an extent.
    private static final ExtentLayout LAYOUT = ExtentLayout.of(DIMENSION, 8 * 16);

    private static final Path DIRECTORY = Path.of("extents/7/0");

    private final List<Problem.Corrupt> damage = new ArrayList<>();

    @Test
    void rowsAreReadFromOpenAndFullExtents() {
        FileStore files = new SimulatedMachine(FaultPlan.none()).files();
        List<Extent> written = append(new ExtentFiles(files, damage::add), 0, 11);
        assertThat(written).extracting(Extent::isSealed).containsExactly(true, false);
        requireRows(written, 11);
        requireRows(open(new ExtentFiles(files, damage::add), 11), 11);
        assertThat(damage).isEmpty();
    }

    @Test
    void extentThatGrewIsReadFromBothOfItsStates() {
        FileStore files = new SimulatedMachine(FaultPlan.none()).files();
        ExtentFiles extents = new ExtentFiles(files, damage::add);
        List<Extent> before = append(extents, 0, 3);
        List<Extent> after = append(extents, 3, 6);
        requireRows(before, 3);
        requireRows(after, 6);
        assertThat(after.getFirst().bytes(5).address()).isNotZero();
        before.forEach(Extent::close);
        requireRows(append(extents, 6, 8), 8);
        requireRows(after, 6);
    }

    @Test
    void rowsBehindTheCommittedEndAreWrittenOver() {
        FileStore files = new SimulatedMachine(FaultPlan.none()).files();
        ExtentFiles extents = new ExtentFiles(files, damage::add);
        append(extents, 0, 20).forEach(Extent::close);
        List<Extent> opened = open(extents, 3);
        assertThat(files.list(DIRECTORY)).hasSize(1);
        opened.forEach(Extent::close);
        requireRows(append(extents, 3, 7), 7);
    }

    /// A damaged log may tell less than was acknowledged.
    @Test
    void nothingIsRemovedOrMovedWhileTheStoreIsReadOnly() {
        FileStore files = new SimulatedMachine(FaultPlan.none()).files();
        append(new ExtentFiles(files, damage::add), 0, 20).forEach(Extent::close);
        spoilHeader(files, new ExtentName(COLLECTION, VECTOR, 0).path());
        List<byte[]> before = contents(files);
        ExtentFiles readOnly = new ExtentFiles(files, damage::add, /* isReadOnly= */ true);
        assertThat(open(readOnly, 3)).isEmpty();
        assertThat(damage).hasSize(1);
        assertThat(contents(files))
                .usingElementComparator(java.util.Arrays::compare)
                .containsExactlyElementsOf(before);
    }

    /// Whatever step of an append fails, the next attempt does it, in a file that never failed.
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"IO_ERROR", "NO_SPACE", "SHORT_WRITE", "FAILED_SYNC"})
    void appendGoesOnAfterAFailure(Fault fault) {
        FaultPlan whole = FaultPlan.none();
        FileStore first = new SimulatedMachine(whole).files();
        ExtentFiles extents = new ExtentFiles(first, damage::add);
        append(extents, 0, 3);
        long from = whole.steps();
        append(extents, 3, 11);
        long until = whole.steps();
        assertThat(until).isGreaterThan(from + 3);
        for (long step = from + 1; step <= until; step++) {
            failAt(FaultPlan.failAt(step, fault));
        }
    }

    private void failAt(FaultPlan plan) {
        SimulatedMachine machine = new SimulatedMachine(plan);
        ExtentFiles extents = new ExtentFiles(machine.files(), damage::add);
        List<Extent> before = append(extents, 0, 3);
        try {
            append(extents, 3, 11);
        } catch (DigiException e) {
            // What was there before is still read, and the next attempt succeeds.
            requireRows(before, 3);
            requireRows(append(extents, 3, 11), 11);
        }
        SimulatedMachine after = machine.crash(/* seed= */ 1, FaultPlan.none());
        requireRows(open(new ExtentFiles(after.files(), damage::add), 11), 11);
        assertThat(damage).isEmpty();
    }

    @Test
    void nothingOfADroppedCollectionStays() {
        FileStore files = new SimulatedMachine(FaultPlan.none()).files();
        ExtentFiles extents = new ExtentFiles(files, damage::add);
        append(extents, 0, 11).forEach(Extent::close);
        files.create(Path.of("extents/7/0/0" + FileStore.LEFTOVER_SUFFIX)).close();
        extents.deleteAll(COLLECTION);
        assertThat(files.list(Path.of("extents"))).isEmpty();
    }

    private static List<Extent> append(ExtentFiles extents, int from, int until) {
        try (TailRows tail =
                TailRows.from(new MemoryBudget(1 << 20), LAYOUT.rows(), /* firstRow= */ from)) {
            tail.reserve(until - from);
            for (int row = from; row < until; row++) {
                tail.append(elements(row));
            }
            return extents.append(COLLECTION, VECTOR, LAYOUT, List.of(tail), from, until);
        }
    }

    private static List<Extent> open(ExtentFiles extents, int drainedRows) {
        return extents.open(COLLECTION, VECTOR, LAYOUT, drainedRows);
    }

    private static void requireRows(List<Extent> extents, int end) {
        float[] elements = new float[DIMENSION];
        long last = 0;
        for (Extent extent : extents) {
            for (long row = extent.firstRow(); row < extent.endRow(); row++) {
                extent.read(row, elements);
                assertThat(elements).as("row %d", row).isEqualTo(elements((int) row));
            }
            last = extent.endRow();
        }
        assertThat(last).isEqualTo(end);
    }

    private static float[] elements(int row) {
        return new float[] {row, row + 0.5f, -row, 1};
    }

    private static void spoilHeader(FileStore files, Path path) {
        byte[] content = files.read(path, 1 << 20);
        content[0] ^= 1;
        files.replace(path, content);
    }

    private static List<byte[]> contents(FileStore files) {
        Function<Path, byte[]> read = path -> files.read(path, 1 << 20);
        return files.list(DIRECTORY).stream().map(read).toList();
    }
}
