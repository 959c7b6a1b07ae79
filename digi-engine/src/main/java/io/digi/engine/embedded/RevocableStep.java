package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.write.MaintenanceStep;
import io.digi.engine.write.StepPoints;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvBatch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// A step of maintenance that takes place while somebody waits for it, or not at all: what it
/// refers to may be closed as soon as the wait has failed. A mistake in it refuses it, and so does
/// a heap that has no room for the state after it; what it put into the batch is dropped with it,
/// and writes go on from the state before.
final class RevocableStep implements MaintenanceStep {
    private enum Phase {
        WAITING,
        BEGUN,
        REVOKED
    }

    private final MaintenanceStep step;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

    RevocableStep(MaintenanceStep step) {
        this.step = step;
    }

    /// Throws what the step or its commit throws, or that the time was over before it began. Once
    /// it has begun, its commit is awaited, however long that takes: a group that was handed to the
    /// committer ends, well or not.
    void await(
            Waiting waiting,
            String operation,
            Function<MaintenanceStep, CompletableFuture<Long>> submit) {
        CompletableFuture<Long> outcome = submit.apply(this);
        while (!outcome.isDone()) {
            try {
                waiting.await(Call.everything(), operation, outcome);
            } catch (DigiException e) {
                if (!outcome.isDone() && phase.compareAndSet(Phase.WAITING, Phase.REVOKED)) {
                    throw e;
                }
            }
        }
        waiting.await(Call.everything(), operation, outcome);
    }

    @Override
    public CollectionState apply(CollectionState before, KvBatch batch, StepPoints points) {
        if (!phase.compareAndSet(Phase.WAITING, Phase.BEGUN)) {
            throw new DigiException(new Problem.Cancelled("a step nobody waits for any more"));
        }
        try {
            return step.apply(before, batch, points);
        } catch (DigiException | MemoryRefusedException refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            throw new DigiException(new Problem.Internal(e.toString()), e);
        } catch (OutOfMemoryError e) {
            // States are never changed, only replaced: what was made of the next one is garbage.
            throw new DigiException(outOfHeap(), e);
        }
    }

    private static Problem outOfHeap() {
        Runtime runtime = Runtime.getRuntime();
        return new Problem.OutOfMemory(
                "a step of background work on the Java heap",
                /* requestedBytes= */ 0,
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory());
    }
}
