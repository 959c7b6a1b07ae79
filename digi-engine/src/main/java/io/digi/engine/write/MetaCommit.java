package io.digi.engine.write;

import io.digi.model.error.DigiException;
import io.digi.storage.kv.KvBatch;
import java.util.concurrent.CompletableFuture;

/// A batch about collections rather than points, and its end.
public final class MetaCommit implements CommitUnit {
    private final KvBatch batch;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    public MetaCommit(KvBatch batch) {
        this.batch = batch;
    }

    /// Completed when the batch is on stable storage.
    public CompletableFuture<Void> outcome() {
        return outcome;
    }

    @Override
    public KvBatch batch() {
        return batch;
    }

    @Override
    public void publish(long epoch) {}

    @Override
    public void acknowledge() {
        outcome.complete(null);
    }

    @Override
    public void fail(DigiException problem) {
        outcome.completeExceptionally(problem);
    }
}
