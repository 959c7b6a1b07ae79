package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import java.util.Optional;

/// Walks a range of a simulated store.
final class SimulatedCursor implements KvCursor {
    private final SimulatedReads reads;
    private final KvFamily family;
    private KvRange rest;
    private Optional<Versions.Entry> current = Optional.empty();
    private volatile boolean closed;

    SimulatedCursor(SimulatedReads reads, KvFamily family, KvRange range) {
        this.reads = reads;
        this.family = family;
        this.rest = range;
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new DigiException(new Problem.Internal("a cursor was used after close"));
        }
        current = reads.first(family, rest);
        current.ifPresent(entry -> rest = rest.after(entry.key()));
        return current.isPresent();
    }

    @Override
    public byte[] key() {
        return entry().key().clone();
    }

    @Override
    public byte[] value() {
        return entry().value().clone();
    }

    @Override
    public void close() {
        closed = true;
    }

    private Versions.Entry entry() {
        return current.orElseThrow(
                () -> new IllegalStateException("the cursor is not on an entry"));
    }
}
