package io.digi.storage.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvStore;
import io.digi.storage.kv.KvView;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SimulatedMachineTest {
    private static final KvFamily IDS = KvFamily.of("ids");
    private static final Path EXTENT = Path.of("extent");
    private static final int ROUNDS = 4;

    /// The pattern of the engine: bytes into a file, forced, then a commit that refers to them.
    @Test
    void whatACommitRefersToIsThereWhateverFails() {
        long steps = run(new SimulatedMachine(FaultPlan.none()));
        assertThat(steps).isEqualTo(ROUNDS);
        FaultPlan counting = FaultPlan.none();
        run(new SimulatedMachine(counting));
        for (FaultPlan.Fault fault : EnumSet.allOf(FaultPlan.Fault.class)) {
            for (long step = 1; step <= counting.steps(); step++) {
                checkOneFault(fault, step);
            }
        }
    }

    private static void checkOneFault(FaultPlan.Fault fault, long step) {
        FaultPlan plan = FaultPlan.failAt(step, fault);
        SimulatedMachine machine = new SimulatedMachine(plan);
        long acknowledged = run(machine);
        SimulatedMachine left = machine.crash(step, FaultPlan.none());
        KvStore store = left.kv(List.of(IDS));
        long kept = store.forEach(IDS, KvRange.all(), 100, (key, value) -> true);
        assertThat(kept)
                .as("%s at step %d", fault, step)
                .isBetween(acknowledged, Math.min(ROUNDS, acknowledged + 1));
        if (kept > 0) {
            byte[] file = left.files().read(EXTENT, 1000);
            assertThat(new String(file, UTF_8)).startsWith("0123".substring(0, (int) kept));
        }
    }

    /// Returns how many commits were acknowledged.
    private static long run(SimulatedMachine machine) {
        int acknowledged = 0;
        try (FileStore files = machine.files();
                KvStore store = machine.kv(List.of(IDS));
                FileAppender extent = files.create(EXTENT)) {
            while (acknowledged < ROUNDS) {
                extent.write(Integer.toString(acknowledged).getBytes(UTF_8));
                extent.force();
                store.commit(put("key" + acknowledged));
                acknowledged++;
            }
        } catch (DigiException | PowerCut failed) {
            return acknowledged;
        }
        return acknowledged;
    }

    @Test
    void failedCommitIsNotSeenRefusesLaterOnesAndIsKeptOrLost() {
        Set<Boolean> kept = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            SimulatedKv kv = new SimulatedKv(FaultPlan.failAt(3, FaultPlan.Fault.FAILED_SYNC));
            KvStore store = kv.open(List.of(IDS));
            store.commit(put("a"));
            assertProblem(() -> store.commit(put("b")), Problem.OutcomeUnknown.class);
            assertProblem(() -> store.commit(put("c")), Problem.ReadOnly.class);
            assertThat(store.writeRefusal()).containsInstanceOf(Problem.ReadOnly.class);
            assertThat(store.get(IDS, key("a"))).isPresent();
            assertThat(store.get(IDS, key("b"))).isEmpty();
            KvStore left = kv.crash(seed, FaultPlan.none()).open(List.of(IDS));
            assertThat(left.get(IDS, key("a"))).isPresent();
            assertThat(left.get(IDS, key("c"))).isEmpty();
            kept.add(left.get(IDS, key("b")).isPresent());
        }
        assertThat(kept).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void fullDiskStopsCommitsToo() {
        SimulatedMachine machine = new SimulatedMachine(FaultPlan.none(), 200);
        machine.files().create(EXTENT).write(new byte[190]);
        KvStore store = machine.kv(List.of(IDS));
        assertProblem(() -> store.commit(put("a")), Problem.OutcomeUnknown.class);
        assertThat(store.writeRefusal().orElseThrow().message()).contains("NO_SPACE");
    }

    @Test
    void openViewsAreCounted() {
        SimulatedKv kv = new SimulatedKv(FaultPlan.none());
        KvStore store = kv.open(List.of(IDS));
        KvView view = store.snapshot();
        KvView shared = view.share().orElseThrow();
        assertThat(kv.openViews()).isEqualTo(2);
        view.close();
        view.close();
        shared.close();
        assertThat(kv.openViews()).isZero();
    }

    @Test
    void stallAndDamageAreShown() {
        SimulatedKv kv = new SimulatedKv(FaultPlan.none());
        KvStore store = kv.open(List.of(IDS));
        store.commit(put("a"));
        kv.stall(true);
        assertThat(store.isStalled()).isTrue();
        kv.damage(IDS, key("a"));
        assertProblem(() -> store.get(IDS, key("a")), Problem.Corrupt.class);
        assertProblem(() -> store.scan(IDS, KvRange.all()).next(), Problem.Corrupt.class);
    }

    private static KvBatch put(String key) {
        KvBatch batch = new KvBatch();
        batch.put(IDS, key(key), key("value"));
        return batch;
    }

    private static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    private static void assertProblem(Runnable use, Class<? extends Problem> problem) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }
}
