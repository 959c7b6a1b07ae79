package io.digi.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskReserveTest {
    private static final int SIZE = 3_000_000;

    @TempDir Path directory;

    @Test
    void reserveTakesRealBytes() throws IOException {
        try (FileStore files =
                new LocalFileStore(directory, new FileBudget(9, 9), LockHolder.current())) {
            DiskReserve reserve = reserve(files);
            assertThat(reserve.isHeld()).isFalse();
            assertThat(reserve.fill()).isTrue();
            assertThat(reserve.fill()).isTrue();
            assertThat(reserve.isHeld()).isTrue();
            Path file = directory.resolve("reserve");
            assertThat(file).hasSize(SIZE);
            assertThat(Files.readAllBytes(file)).contains(1, 2, 3);
            assertThat(reserve.release()).isTrue();
            assertThat(reserve.release()).isFalse();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void fullDiskHasNoReserveAndLosesNothingToTheAttempt() {
        FileStore files = new SimulatedMachine(FaultPlan.none(), SIZE - 1).files();
        DiskReserve reserve = reserve(files);
        assertThat(reserve.fill()).isFalse();
        assertThat(reserve.isHeld()).isFalse();
        assertThat(files.usableBytes()).isEqualTo(SIZE - 1);
    }

    @Test
    void releasedReserveMakesRoom() {
        FileStore files = new SimulatedMachine(FaultPlan.none(), SIZE + 10).files();
        DiskReserve reserve = reserve(files);
        assertThat(reserve.fill()).isTrue();
        assertThat(files.usableBytes()).isEqualTo(10);
        reserve.release();
        assertThat(files.usableBytes()).isEqualTo(SIZE + 10);
    }

    private static DiskReserve reserve(FileStore files) {
        return new DiskReserve(files, SIZE, new SplittableRandom(1));
    }
}
