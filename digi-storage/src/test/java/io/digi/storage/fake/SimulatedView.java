package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A handle on a moment of a simulated store. The store counts them, so that a test can tell that
/// all were closed.
final class SimulatedView implements KvView {
    private final SimulatedKvStore store;
    private final SimulatedReads reads;
    private final AtomicBoolean closed = new AtomicBoolean();

    SimulatedView(SimulatedKvStore store, SimulatedReads reads) {
        this.store = store;
        this.reads = reads;
        store.countViews(1);
    }

    @Override
    public Optional<byte[]> get(KvFamily family, byte[] key) {
        return reads().get(family, key);
    }

    @Override
    public List<Optional<byte[]>> multiGet(KvFamily family, List<byte[]> keys) {
        return reads().multiGet(family, keys);
    }

    @Override
    public KvCursor scan(KvFamily family, KvRange range) {
        return reads().scan(family, range);
    }

    @Override
    public Optional<KvView> share() {
        return closed.get() || store.isClosed()
                ? Optional.empty()
                : Optional.of(new SimulatedView(store, reads));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            store.countViews(-1);
        }
    }

    private SimulatedReads reads() {
        if (closed.get()) {
            throw new DigiException(new Problem.Internal("a view was used after close"));
        }
        return reads;
    }
}
