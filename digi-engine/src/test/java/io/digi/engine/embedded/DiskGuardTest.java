package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import io.digi.storage.file.DiskReserve;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskGuardTest {
    private static final long CAPACITY = 10_000;
    private static final long LOW_WATER = 4_000;
    private static final long RESERVE = 1_000;
    private static final Path DATA = Path.of("data");

    private final AtomicLong nanos = new AtomicLong();
    private final FileStore files = new SimulatedMachine(FaultPlan.none(), CAPACITY).files();
    private final DiskReserve reserve =
            new DiskReserve(files, RESERVE, new SplittableRandom(/* seed= */ 1));
    private final DiskGuard guard = new DiskGuard(files, reserve, LOW_WATER, RESERVE, nanos::get);

    @Test
    void reserveIsTakenWhereThereIsPlenty() {
        assertThat(reserve.isHeld()).isTrue();
        assertThatCode(guard::requireRoom).doesNotThrowAnyException();
    }

    @Test
    void newDataIsRefusedBelowTheLowWaterMarkAndTakenAgainAbove() {
        take(5_500);
        later();
        assertThatThrownBy(guard::requireRoom)
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.OutOfDisk.class));
        assertThat(guard.isLow()).isTrue();
        assertThat(reserve.isHeld()).isTrue();
        files.delete(DATA);
        assertThatCode(guard::requireRoom)
                .as("while it is low each call looks anew")
                .doesNotThrowAnyException();
    }

    @Test
    void reserveIsGivenUpBelowHalfAndTakenBackOnlyWithRoomToSpare() {
        take(7_500);
        guard.check();
        assertThat(reserve.isHeld()).isFalse();
        assertThat(guard.freeBytes()).isEqualTo(1_500);
        files.delete(DATA);
        take(5_000);
        guard.check();
        assertThat(reserve.isHeld()).as("5,000 free are not 6,000").isFalse();
        files.delete(DATA);
        guard.check();
        assertThat(reserve.isHeld()).isTrue();
    }

    @Test
    void diskIsAskedAtMostFourTimesASecond() {
        take(5_500);
        assertThatCode(guard::requireRoom)
                .as("the last look is not old enough")
                .doesNotThrowAnyException();
        later();
        assertThatThrownBy(guard::requireRoom).isInstanceOf(DigiException.class);
    }

    private void later() {
        nanos.addAndGet(Duration.ofMillis(250).toNanos());
    }

    private void take(int sizeBytes) {
        try (FileAppender appender = files.create(DATA)) {
            appender.write(new byte[sizeBytes]);
            appender.force();
        }
    }
}
