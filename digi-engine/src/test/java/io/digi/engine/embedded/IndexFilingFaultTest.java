package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.ReadView;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.plan.PointReader;
import io.digi.engine.trial.Trials;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.payload.Payload;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.FaultPlan.Fault;
import io.digi.storage.fake.PowerCut;
import io.digi.storage.fake.SimulatedMachine;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Whatever fails at whichever step while an index goes to disk, it is that of the stored points
/// afterwards.
class IndexFilingFaultTest {
    private static final PayloadIndexConfig ON_DISK =
            new PayloadIndexConfig.Keyword(/* isTenant= */ false, /* onDisk= */ true);

    @Test
    void powerCutsLeaveAnIndexOfWhatIsStored() {
        eachStep(List.of(Fault.POWER_CUT));
    }

    @Test
    void failuresOfTheMediumLeaveAnIndexOfWhatIsStored() {
        eachStep(List.of(Fault.IO_ERROR, Fault.NO_SPACE, Fault.SHORT_WRITE, Fault.FAILED_SYNC));
    }

    private static void eachStep(List<Fault> faults) {
        Trials.run(
                1,
                random -> {
                    FaultPlan none = FaultPlan.none();
                    long filedAt = steps(new SimulatedMachine(none), none);
                    assertThat(none.steps()).isGreaterThan(filedAt);
                    for (long at = filedAt; at <= none.steps() + 2; at++) {
                        for (Fault fault : faults) {
                            survives(at, fault, random);
                        }
                    }
                });
    }

    private static void survives(long at, Fault fault, Random random) {
        FaultPlan plan = FaultPlan.failAt(at, fault);
        SimulatedMachine machine = new SimulatedMachine(plan);
        try {
            var _ = steps(machine, plan);
        } catch (DigiException | CompletionException | PowerCut | AssertionError failed) {
            // What follows shows what it has left.
        }
        long seed = random.nextLong();
        SimulatedMachine next =
                random.nextBoolean()
                        ? machine.crash(seed, FaultPlan.none())
                        : machine.kill(seed, FaultPlan.none());
        try (IndexedTexts c = new IndexedTexts(next)) {
            requireRight(c);
            c.put(1_000, "after the fault");
            c.checkpoint();
            c.reopen();
            requireRight(c);
            assertThat(next.files().exists(Path.of("quarantine"))).isFalse();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("%s at step %d".formatted(fault, at), e);
        }
    }

    /// Files an index, changes it, and files it again. Returns the step of the medium at which it
    /// is first filed.
    private static long steps(SimulatedMachine machine, FaultPlan plan) {
        try (IndexedTexts c = new IndexedTexts(machine)) {
            c.create();
            c.texts(12);
            c.begin(ON_DISK);
            c.run(() -> false);
            long filedAt = plan.steps();
            c.checkpoint();
            c.put(0, "changed");
            c.remove(2);
            c.checkpoint();
            for (int i = 20; i < 45; i++) {
                c.put(i, "later " + i);
            }
            c.checkpoint();
            return filedAt;
        }
    }

    private static void requireRight(IndexedTexts c) {
        Awaitility.await().until(() -> c.state().building().isEmpty());
        try (CollectionRegistry.Lease lease = c.lease();
                ReadView view = lease.collection().view()) {
            CollectionState state = view.state();
            PointReader reader = new PointReader(view);
            FieldIndex.Editor direct = FieldIndex.empty(IndexedTexts.KEY, ON_DISK).edit();
            state.live()
                    .forEach(
                            slot -> direct.replace(slot, Payload.EMPTY, reader.at(slot).payload()));
            assertThat(IndexedTexts.bytes(state.fields().get(IndexedTexts.KEY)))
                    .isEqualTo(IndexedTexts.bytes(direct.build()));
        }
    }
}
