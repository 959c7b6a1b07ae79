package io.digi.engine.collection;

import io.digi.engine.view.Epoch;
import io.digi.storage.kv.KvReads;

/// One consistent sight of a collection: a state, and the store as of the same commit. To be closed
/// when the read is answered.
public record ReadView(CollectionState state, Epoch epoch) implements AutoCloseable {
    public KvReads kv() {
        return epoch.kv();
    }

    @Override
    public void close() {
        epoch.close();
    }
}
