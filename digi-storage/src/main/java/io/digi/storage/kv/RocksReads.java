package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/// Reads under one guard and one set of options: the newest state, or a snapshot.
final class RocksReads implements KvReads {
    private final RocksHandles handles;
    private final ReadOptions options;
    private final ReadOptions scans;
    private final Guard guard;
    private final OpenCursors cursors;
    private final RocksErrors errors;
    private final Supplier<DigiException> closed;

    RocksReads(
            RocksHandles handles,
            ReadOptions options,
            ReadOptions scans,
            Guard guard,
            OpenCursors cursors,
            RocksErrors errors,
            Supplier<DigiException> closed) {
        this.handles = handles;
        this.options = options;
        this.scans = scans;
        this.guard = guard;
        this.cursors = cursors;
        this.errors = errors;
        this.closed = closed;
    }

    @Override
    public Optional<byte[]> get(KvFamily family, byte[] key) {
        enter();
        try {
            return Optional.ofNullable(
                    handles.database().get(handles.family(family), options, key));
        } catch (RocksDBException e) {
            throw errors.failed("read", e);
        } finally {
            guard.exit();
        }
    }

    /// One by one: RocksDB's Java layer answers a key whose value is damaged as absent when it is
    /// asked for many at once, and is slower at it for what is in memory.
    @Override
    public List<Optional<byte[]>> multiGet(KvFamily family, List<byte[]> keys) {
        enter();
        try {
            ColumnFamilyHandle handle = handles.family(family);
            List<Optional<byte[]>> found = new ArrayList<>(keys.size());
            for (byte[] key : keys) {
                found.add(Optional.ofNullable(handles.database().get(handle, options, key)));
            }
            return found;
        } catch (RocksDBException e) {
            throw errors.failed("read", e);
        } finally {
            guard.exit();
        }
    }

    @Override
    public KvCursor scan(KvFamily family, KvRange range) {
        enter();
        try {
            return cursors.open(handles, handles.family(family), scans, range);
        } finally {
            guard.exit();
        }
    }

    private void enter() {
        if (!guard.tryEnter()) {
            throw closed.get();
        }
    }
}
