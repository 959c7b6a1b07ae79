package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/// A native snapshot and those who hold it. It counts as one user of the store; it is released when
/// its last holder has closed, or the store, and no read of it is under way.
final class SharedSnapshot {
    private final AtomicInteger holders = new AtomicInteger(1);
    private final Guard guard = new Guard(this::release);
    private final RocksHandles handles;
    private final Consumer<SharedSnapshot> released;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final KvReads reads;

    SharedSnapshot(
            RocksHandles handles,
            OpenCursors cursors,
            RocksErrors errors,
            Supplier<DigiException> closed,
            Consumer<SharedSnapshot> released) {
        this.handles = handles;
        this.released = released;
        snapshot = handles.database().getSnapshot();
        options = new ReadOptions(handles.settings().reads).setSnapshot(snapshot);
        reads = new RocksReads(handles, options, options, guard, cursors, errors, closed);
    }

    KvReads reads() {
        return reads;
    }

    boolean tryShare() {
        int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        return before > 0 && !guard.isClosed();
    }

    void unshare() {
        if (holders.decrementAndGet() == 0) {
            guard.close();
        }
    }

    void end() {
        guard.close();
    }

    private void release() {
        options.close();
        handles.database().releaseSnapshot(snapshot);
        snapshot.close();
        released.accept(this);
    }
}
