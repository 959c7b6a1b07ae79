package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.key.Families;
import io.digi.engine.trial.Trials;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.FaultPlan.Fault;
import io.digi.storage.fake.PowerCut;
import io.digi.storage.fake.SimulatedMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever fails at whichever step of the medium: what was acknowledged is there, what was refused
/// is not, what is unknown is there whole or not at all, and nobody waits for ever.
///
/// Background work has its own thread, so a step need not be the same one in each run.
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class EmbeddedEngineFaultTest {
    private static final int TRIALS = 1;
    private static final int STEP_COUNT = 40;
    static final EngineSettings SETTINGS =
            new EngineSettings(
                    /* memoryLimitBytes= */ 64L << 20,
                    /* extentSizeBytes= */ 1_024,
                    /* drainSizeBytes= */ 512,
                    /* diskLowWaterBytes= */ 1_024,
                    /* reserveBytes= */ 1_024,
                    /* writerThreads= */ 2,
                    /* writeQueueBytes= */ 1L << 20,
                    /* checkpointPointsMin= */ 10,
                    /* changesKeptMax= */ 4,
                    /* writePatience= */ Duration.ofSeconds(20),
                    /* indexing= */ new IndexingSettings(
                            /* threads= */ 2,
                            /* tailMin= */ 3,
                            /* tailMax= */ 100_000,
                            /* batchCount= */ 7,
                            /* unsavedMin= */ 10,
                            /* ownMin= */ 50_000),
                    /* slowQuery= */ Duration.ofMinutes(1));

    /// What happened until the fault: what must be there, or else may be.
    private static final class Run {
        private final FaultPlan plan;
        private SimulatedMachine machine;
        private Contents acknowledged = Contents.nothing();
        private Contents alternative = acknowledged;
        private boolean unknown;
        private boolean stopped;

        Run(FaultPlan plan) {
            this.plan = plan;
            this.machine = new SimulatedMachine(plan);
        }

        /// Half of the steps, a restart, the other half.
        void perform(List<Step> steps) {
            int half = steps.size() / 2;
            perform(steps.subList(0, half), /* last= */ false);
            restart();
            perform(steps.subList(half, steps.size()), /* last= */ true);
        }

        private void perform(List<Step> steps, boolean last) {
            if (stopped) {
                return;
            }
            try (EmbeddedEngine engine = opened()) {
                for (int i = 0; i < steps.size() && !stopped; i++) {
                    perform(engine, steps.get(i));
                }
                if (stopped || last) {
                    requireVisible(Contents.of(engine));
                }
            }
        }

        /// What is seen stays. A write whose outcome was unknown may be seen already.
        private void requireVisible(Contents seen) {
            if (unknown && seen.equals(alternative)) {
                acknowledged = alternative;
                unknown = false;
            }
            assertThat(seen.differences(acknowledged)).isEmpty();
        }

        /// Opens at once or, where the fault has prevented it, the second time.
        private EmbeddedEngine opened() {
            try {
                return open(machine);
            } catch (DigiException refused) {
                requireOfMedium(refused);
                restart();
                return open(machine);
            }
        }

        /// Ends the process. What a failed commit left is kept or lost then, for good.
        private void restart() {
            if (plan.hasStruck()) {
                machine = machine.kill(plan.steps(), FaultPlan.none());
            }
        }

        private void perform(EmbeddedEngine engine, Step step) {
            Contents after = acknowledged.copy();
            step.onModel().accept(after);
            alternative = after;
            try {
                step.onEngine().accept(engine);
                acknowledged = after;
            } catch (DigiException refused) {
                requirePower(refused);
                requireOfMedium(refused);
                unknown = refused.problem() instanceof Problem.OutcomeUnknown;
                stopped = unknown || refused.problem() instanceof Problem.ReadOnly;
            }
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
    }

    @Test
    void workloadFillsSeveralExtents() {
        Run run = new Run(FaultPlan.none());
        List<Step> steps = Workload.steps(/* seed= */ 1, STEP_COUNT);
        run.perform(steps);
        try (EmbeddedEngine engine = open(run.machine)) {
            assertThat(Contents.of(engine).differences(run.acknowledged)).isEmpty();
            Path extents = Path.of("extents", "2", "1");
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(run.machine.files().list(extents))
                                    .anyMatch(path -> !path.endsWith("0.ext")));
        }
    }

    @Test
    void powerCutsLoseNothingAcknowledged() {
        eachStep(List.of(Fault.POWER_CUT));
    }

    @Test
    void failuresOfTheMediumLoseNothingAcknowledged() {
        eachStep(List.of(Fault.IO_ERROR, Fault.NO_SPACE, Fault.SHORT_WRITE, Fault.FAILED_SYNC));
    }

    /// One of the faults at each step; another one there in the next trial or run.
    private static void eachStep(List<Fault> faults) {
        Trials.run(
                TRIALS,
                random -> {
                    long seed = random.nextLong();
                    List<Step> steps = Workload.steps(seed, STEP_COUNT);
                    FaultPlan none = FaultPlan.none();
                    new Run(none).perform(steps);
                    long last = none.steps() + 10;
                    int first = random.nextInt(faults.size());
                    for (int at = 1; at <= last; at++) {
                        survives(steps, at, faults.get((first + at) % faults.size()), random);
                    }
                });
    }

    private static void survives(List<Step> steps, int at, Fault fault, Random random) {
        try {
            survives(steps, FaultPlan.failAt(at, fault), random);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("%s at step %d".formatted(fault, at), e);
        }
    }

    private static void survives(List<Step> steps, FaultPlan plan, Random random) {
        Run run = new Run(plan);
        try {
            run.perform(steps);
        } catch (PowerCut end) {
            run.unknown = true;
        }
        long seed = random.nextLong();
        SimulatedMachine next =
                random.nextBoolean()
                        ? run.machine.crash(seed, FaultPlan.none())
                        : run.machine.kill(seed, FaultPlan.none());
        goesOn(next, run, Workload.steps(random.nextLong(), 4));
    }

    /// The engine holds what it must, takes further writes, and keeps them too.
    private static void goesOn(SimulatedMachine machine, Run run, List<Step> further) {
        Contents found;
        try (EmbeddedEngine engine = open(machine)) {
            found = Contents.of(engine);
            if (!run.unknown || !found.equals(run.alternative)) {
                assertThat(found.differences(run.acknowledged)).isEmpty();
            }
            requireSearchable(engine, found);
            for (Step step : further) {
                if (!isPresent(step, found)) {
                    step.onEngine().accept(engine);
                    step.onModel().accept(found);
                }
            }
            assertThat(engine.status().troubles()).isEmpty();
        }
        try (EmbeddedEngine engine = open(machine)) {
            assertThat(Contents.of(engine).differences(found)).isEmpty();
        }
    }

    /// Whether the step creates a collection that is there already.
    private static boolean isPresent(Step step, Contents contents) {
        return contents.collections().keySet().stream()
                .anyMatch(name -> step.what().equals("create " + name));
    }

    private static void requireSearchable(EmbeddedEngine engine, Contents contents) {
        List<String> names = new ArrayList<>(contents.collections().keySet());
        names.remove(Workload.SHARED);
        for (String name : names) {
            float[] vector = new float[Workload.PLAIN_DIMENSION];
            vector[0] = 1;
            PointRead.Query query = PointRead.Query.nearest(1_000, vector);
            assertThat(engine.read(Call.everything(), new CollectionName(name), query))
                    .hasSize(contents.in(name).points().size());
        }
        if (contents.collections().containsKey(Workload.SHARED)) {
            for (int n = 0; n < Workload.NUMBER_MAX; n++) {
                Filter filter = Workload.hasNumber(n);
                long expected = Workload.count(contents.in(Workload.SHARED), n);
                PointRead.Count count = new PointRead.Count(filter, /* exact= */ true);
                assertThat(
                                engine.read(
                                        Call.everything(),
                                        new CollectionName(Workload.SHARED),
                                        count))
                        .isEqualTo(expected);
            }
        }
    }

    private static EmbeddedEngine open(SimulatedMachine machine) {
        return EmbeddedEngine.open(
                new EngineStorage(machine.files(), () -> machine.kv(Families.ALL)), SETTINGS);
    }
}
