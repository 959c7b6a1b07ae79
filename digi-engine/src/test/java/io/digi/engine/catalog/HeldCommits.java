package io.digi.engine.catalog;

import io.digi.model.error.DigiException;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Batches that wait until the test lets them end, in the order in which they were queued.
final class HeldCommits implements CatalogCommits {
    private final KvStore kv;
    private final List<KvBatch> batches = new ArrayList<>();
    private final List<CompletableFuture<Void>> outcomes = new ArrayList<>();

    HeldCommits(KvStore kv) {
        this.kv = kv;
    }

    @Override
    public synchronized CompletableFuture<Void> submit(KvBatch batch) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        batches.add(batch);
        outcomes.add(outcome);
        return outcome;
    }

    @Override
    public <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DigiException known ? known : e;
        }
    }

    synchronized int waiting() {
        return batches.size();
    }

    /// Commits everything that waits.
    void commit() {
        for (CompletableFuture<Void> outcome : take(/* written= */ true)) {
            outcome.complete(null);
        }
    }

    void fail(DigiException problem) {
        take(/* written= */ false).forEach(outcome -> outcome.completeExceptionally(problem));
    }

    private synchronized List<CompletableFuture<Void>> take(boolean written) {
        if (written) {
            batches.forEach(kv::commit);
        }
        List<CompletableFuture<Void>> taken = List.copyOf(outcomes);
        batches.clear();
        outcomes.clear();
        return taken;
    }
}
