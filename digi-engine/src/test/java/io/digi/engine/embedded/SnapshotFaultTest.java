package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.digi.engine.key.Families;
import io.digi.engine.trial.Trials;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.job.Job;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.model.snapshot.SnapshotSource;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.FaultPlan.Fault;
import io.digi.storage.fake.PowerCut;
import io.digi.storage.fake.SimulatedMachine;
import io.digi.storage.file.FilePaths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever fails at whichever step while a snapshot is made or restored: the source is as it was,
/// the target is the old or the new collection as a whole, a snapshot that is listed can be
/// restored, and nothing is left over.
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class SnapshotFaultTest {
    private static final int TRIALS = 1;
    private static final int STEP_COUNT = 25;

    /// Only each so many-th step, with another one to begin with in each trial.
    private static final int STRIDE = 5;

    private static final CollectionName SOURCE = new CollectionName(Workload.SHARED);
    private static final CollectionName TARGET = new CollectionName("target");
    private static final SnapshotOwner OF_SOURCE = new SnapshotOwner.Collection(SOURCE);
    private static final SnapshotOwner OF_TARGET = new SnapshotOwner.Collection(TARGET);

    @Test
    void powerCutsLeaveTheOldOrTheNew() {
        eachStep(List.of(Fault.POWER_CUT));
    }

    @Test
    void failuresOfTheMediumLeaveTheOldOrTheNew() {
        eachStep(List.of(Fault.IO_ERROR, Fault.NO_SPACE, Fault.SHORT_WRITE, Fault.FAILED_SYNC));
    }

    private static void eachStep(List<Fault> faults) {
        Trials.run(
                TRIALS,
                random -> {
                    long seed = random.nextLong();
                    FaultPlan none = FaultPlan.none();
                    new Run(seed, none).perform();
                    long last = none.steps() + 5;
                    for (long at = 1 + random.nextInt(STRIDE); at <= last; at += STRIDE) {
                        Fault fault = faults.get(random.nextInt(faults.size()));
                        survives(seed, at, fault, random);
                    }
                });
    }

    private static void survives(long seed, long at, Fault fault, Random random) {
        try {
            Run run = new Run(seed, FaultPlan.failAt(at, fault));
            try {
                run.perform();
            } catch (PowerCut end) {
                run.interrupted = true;
            }
            run.goesOn(random);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("%s at step %d".formatted(fault, at), e);
        }
    }

    /// A snapshot of `shared` is made and restored as `target`, then another in its place.
    private static final class Run {
        private final SimulatedMachine machine;
        private final Contents source;
        private boolean interrupted;

        Run(long seed, FaultPlan plan) {
            SimulatedMachine first = new SimulatedMachine(FaultPlan.none());
            try (EmbeddedEngine engine = open(first)) {
                Workload.steps(seed, STEP_COUNT).forEach(step -> step.onEngine().accept(engine));
                source = Contents.of(engine);
            }
            machine = first.kill(seed, plan);
        }

        void perform() {
            try (EmbeddedEngine engine = open(machine)) {
                copy(engine, 0);
                copy(engine, 1);
            } catch (DigiException refused) {
                requirePower(refused);
                requireOfMedium(refused);
                interrupted = true;
            }
        }

        private static void copy(EmbeddedEngine engine, int count) {
            SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_SOURCE);
            assertThat(engine.snapshots().list(Call.everything(), OF_SOURCE)).hasSize(count + 1);
            engine.snapshots().recover(Call.everything(), OF_TARGET, recovery(made));
        }

        private static Recovery recovery(SnapshotInfo info) {
            return Recovery.of(new SnapshotSource.Stored(Path.of(Workload.SHARED, info.name())));
        }

        /// After a restart all is whole, and the same can be done without a fault.
        void goesOn(Random random) {
            long seed = random.nextLong();
            SimulatedMachine next =
                    random.nextBoolean()
                            ? machine.crash(seed, FaultPlan.none())
                            : machine.kill(seed, FaultPlan.none());
            try (EmbeddedEngine engine = open(next)) {
                Contents found = Contents.of(engine);
                assertThat(found.in(Workload.SHARED)).isEqualTo(source.in(Workload.SHARED));
                assertThat(found.in(Workload.PLAIN)).isEqualTo(source.in(Workload.PLAIN));
                if (found.collections().containsKey(TARGET.value())) {
                    assertThat(found.in(TARGET.value())).isEqualTo(source.in(Workload.SHARED));
                } else {
                    assertThat(interrupted).isTrue();
                }
                List<SnapshotInfo> listed = engine.snapshots().list(Call.everything(), OF_SOURCE);
                for (SnapshotInfo info : listed) {
                    engine.snapshots().recover(Call.everything(), OF_TARGET, recovery(info));
                    assertThat(Contents.of(engine).in(TARGET.value()))
                            .isEqualTo(source.in(Workload.SHARED));
                }
                nothingIsLeft(engine, next);
                assertThat(engine.status().troubles()).isEmpty();
            }
        }

        private static void nothingIsLeft(EmbeddedEngine engine, SimulatedMachine machine) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() ->
                            assertThat(engine.status().jobs())
                                    .noneMatch(SnapshotFaultTest::isOpen));
            assertThat(engine.collections().list(Call.everything())).isNotEmpty();
            Set<String> folders = new TreeSet<>();
            machine.files()
                    .list(Path.of("extents"))
                    .forEach(path -> folders.add(path.getFileName().toString()));
            assertThat(folders.size())
                    .isLessThanOrEqualTo(engine.collections().list(Call.everything()).size());
            for (Path file : machine.files().list(Path.of("snapshots", Workload.SHARED))) {
                assertThat(FilePaths.isLeftover(file)).isFalse();
            }
        }
    }

    private static boolean isOpen(Job job) {
        return job.state() == Job.State.QUEUED || job.state() == Job.State.RUNNING;
    }

    private static void requirePower(DigiException refused) {
        for (Throwable e = refused; e != null; e = e.getCause()) {
            if (e instanceof PowerCut cut) {
                throw cut;
            }
        }
    }

    private static void requireOfMedium(DigiException refused) {
        boolean ofMedium =
                refused.problem() instanceof Problem.OutcomeUnknown
                        || refused.problem() instanceof Problem.ReadOnly
                        || refused.problem() instanceof Problem.MediumFailed
                        || refused.problem() instanceof Problem.OutOfDisk;
        if (!ofMedium) {
            throw refused;
        }
    }

    private static EmbeddedEngine open(SimulatedMachine machine) {
        return EmbeddedEngine.open(
                new EngineStorage(machine.files(), () -> machine.kv(Families.ALL)),
                EmbeddedEngineFaultTest.SETTINGS);
    }
}
