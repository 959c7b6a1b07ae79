package io.digi.engine.write;

import io.digi.model.error.DigiException;
import io.digi.storage.kv.KvBatch;

/// What is to be committed as one, and what follows from it. The committer calls `publish`, then
/// `acknowledge`, or else `fail`.
public interface CommitUnit {
    /// What to write.
    KvBatch batch();

    /// Makes the writes visible to reads that see the epoch `epoch` or a later one.
    void publish(long epoch);

    /// Tells the callers.
    void acknowledge();

    /// Tells the callers that the writes failed, or that it is unknown whether they did.
    void fail(DigiException problem);
}
