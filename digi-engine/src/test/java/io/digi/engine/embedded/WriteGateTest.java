package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import io.digi.storage.file.DiskReserve;
import io.digi.storage.file.FileStore;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WriteGateTest {
    private static final long QUEUE = 100;

    private final AtomicBoolean stalled = new AtomicBoolean();
    private final WriteGate gate = new WriteGate(QUEUE, disk(), stalled::get);

    @Test
    void writeBeyondTheBoundIsRefusedAndTakesNoPlace() {
        gate.enter(60);
        refuse(41);
        assertThat(gate.waitingBytes()).isEqualTo(60);
        gate.enter(40);
        assertThat(gate.waitingBytes()).isEqualTo(100);
        gate.leave(60);
        gate.enter(60);
    }

    @Test
    void oneWriteAlwaysEntersHoweverLarge() {
        gate.enter(10 * QUEUE);
        refuse(1);
        gate.leave(10 * QUEUE);
        gate.enter(1);
    }

    @Test
    void nothingEntersWhileTheStoreStalls() {
        stalled.set(true);
        refuse(1);
        assertThat(gate.waitingBytes()).isZero();
        stalled.set(false);
        gate.enter(1);
    }

    private void refuse(long sizeBytes) {
        assertThatThrownBy(() -> gate.enter(sizeBytes))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Overloaded.class));
    }

    private static DiskGuard disk() {
        FileStore files = new SimulatedMachine(FaultPlan.none()).files();
        DiskReserve reserve = new DiskReserve(files, 1, new SplittableRandom(/* seed= */ 1));
        return new DiskGuard(files, reserve, /* lowWaterBytes= */ 1, 1, () -> 0);
    }
}
