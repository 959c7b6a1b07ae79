package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.write.MaintenanceStep;
import io.digi.engine.write.StepPoints;
import io.digi.model.config.CollectionConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.vector.Distance;
import io.digi.storage.kv.KvBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RevocableStepTest {
    private static final Waiting WAITING = new Waiting(Duration.ofMillis(20));
    private static final CollectionState STATE =
            new CollectionState(
                    new Definition(
                            1,
                            Graphs.NAME,
                            CollectionConfig.of(4, Distance.DOT),
                            Map.of(),
                            Map.of(),
                            Set.of()),
                    0,
                    0,
                    SlotSet.empty(),
                    SlotSet.empty(),
                    Map.of(),
                    Optional.empty(),
                    Map.of(),
                    Map.of());

    private final AtomicInteger applied = new AtomicInteger();

    @Test
    void stepThatWasWaitedForInVainNeverTakesPlace() {
        List<MaintenanceStep> queue = new ArrayList<>();
        RevocableStep step = counting();
        assertThatThrownBy(() -> step.await(WAITING, "a test", queued -> neverDone(queue, queued)))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.DeadlineExceeded.class));
        assertThatThrownBy(() -> apply(queue.getFirst())).isInstanceOf(DigiException.class);
        assertThat(applied).hasValue(0);
    }

    private static CompletableFuture<Long> neverDone(
            List<MaintenanceStep> queue, MaintenanceStep step) {
        queue.add(step);
        return new CompletableFuture<>();
    }

    @Test
    void commitOfAStepThatHasBegunIsAwaited() {
        CompletableFuture<Long> outcome = new CompletableFuture<>();
        counting()
                .await(
                        WAITING,
                        "a test",
                        queued -> {
                            apply(queued);
                            return outcome.completeOnTimeout(1L, 200, TimeUnit.MILLISECONDS);
                        });
        assertThat(outcome).isCompletedWithValue(1L);
        assertThat(applied).hasValue(1);
    }

    @Test
    void mistakeInAStepRefusesItAndNothingElse() {
        RevocableStep step =
                new RevocableStep((_, _, _) -> {
                    throw new IllegalStateException("closed");
                });
        assertThatThrownBy(() -> apply(step))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Internal.class));
    }

    private RevocableStep counting() {
        return new RevocableStep((before, _, _) -> {
            applied.incrementAndGet();
            return before;
        });
    }

    private static void apply(MaintenanceStep step) {
        assertThat(step.apply(STATE, new KvBatch(), new NoPoints())).isSameAs(STATE);
    }

    private static final class NoPoints implements StepPoints {
        @Override
        public Optional<StoredPoint> at(int slot) {
            return Optional.empty();
        }

        @Override
        public void moved(int slot, StoredPoint point) {
            throw new AssertionError("nothing is to be moved");
        }
    }
}
