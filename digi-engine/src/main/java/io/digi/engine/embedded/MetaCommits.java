package io.digi.engine.embedded;

import io.digi.engine.catalog.CatalogCommits;
import io.digi.engine.write.Committer;
import io.digi.engine.write.MetaCommit;
import io.digi.model.engine.Call;
import io.digi.storage.kv.KvBatch;
import java.util.concurrent.CompletableFuture;

/// Brings batches about collections to the committer.
record MetaCommits(Committer committer, Waiting waiting) implements CatalogCommits {
    @Override
    public CompletableFuture<Void> submit(KvBatch batch) {
        MetaCommit unit = new MetaCommit(batch);
        committer.submit(unit);
        return unit.outcome();
    }

    @Override
    public <T> T await(CompletableFuture<T> outcome) {
        return waiting.await(Call.everything(), "commit", outcome);
    }
}
