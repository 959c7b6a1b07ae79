package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// One holder's handle on a [SharedSnapshot].
final class RocksView implements KvView {
    private final SharedSnapshot snapshot;
    private final AtomicBoolean closed = new AtomicBoolean();

    RocksView(SharedSnapshot snapshot) {
        this.snapshot = snapshot;
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
        return !closed.get() && snapshot.tryShare()
                ? Optional.of(new RocksView(snapshot))
                : Optional.empty();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            snapshot.unshare();
        }
    }

    private KvReads reads() {
        if (closed.get()) {
            throw new DigiException(new Problem.Internal("a view was used after it was closed"));
        }
        return snapshot.reads();
    }
}
