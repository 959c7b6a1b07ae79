package io.digi.engine.catalog;

import io.digi.storage.kv.KvBatch;
import java.util.concurrent.CompletableFuture;

/// How the catalog writes. What is queued first becomes durable first.
public interface CatalogCommits {
    /// Queues a batch. The future ends when it is on stable storage, or is known not to be; what
    /// depends on it runs on the committing thread.
    CompletableFuture<Void> submit(KvBatch batch);

    /// What the future ends with. Throws what went wrong, or that it took too long.
    <T> T await(CompletableFuture<T> outcome);
}
