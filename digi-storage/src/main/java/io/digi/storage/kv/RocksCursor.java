package io.digi.storage.kv;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// A native iterator that cannot be used after it was freed.
final class RocksCursor implements KvCursor {
    private final KvRange range;
    private final RocksErrors errors;
    private final OpenCursors siblings;
    private final Guard guard;
    private final ReadOptions options;
    private final Slice upper;
    private final RocksIterator iterator;
    private boolean started;

    RocksCursor(
            RocksDB database,
            ColumnFamilyHandle family,
            ReadOptions base,
            KvRange range,
            RocksErrors errors,
            OpenCursors siblings) {
        this.range = range;
        this.errors = errors;
        this.siblings = siblings;
        guard = new Guard(this::release);
        options = new ReadOptions(base).setBackgroundPurgeOnIteratorCleanup(true);
        upper = new Slice(range.upper().orElse(new byte[0]));
        range.upper().ifPresent(bound -> options.setIterateUpperBound(upper));
        iterator = database.newIterator(family, options);
    }

    @Override
    public boolean next() {
        enter();
        try {
            if (range.isEmpty()) {
                return false;
            }
            if (!started) {
                started = true;
                iterator.seek(range.lower());
            } else if (iterator.isValid()) {
                iterator.next();
            }
            return arrived();
        } finally {
            guard.exit();
        }
    }

    private boolean arrived() {
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
            return false;
        } catch (RocksDBException e) {
            throw errors.failed("read", e);
        }
    }

    @Override
    public byte[] key() {
        enter();
        try {
            requireEntry();
            return iterator.key();
        } finally {
            guard.exit();
        }
    }

    @Override
    public byte[] value() {
        enter();
        try {
            requireEntry();
            return iterator.value();
        } finally {
            guard.exit();
        }
    }

    @Override
    public void close() {
        guard.close();
    }

    /// An iterator that stands nowhere would read freed memory.
    private void requireEntry() {
        if (!started || !iterator.isValid()) {
            throw new IllegalStateException("the cursor is not on an entry");
        }
    }

    private void enter() {
        if (!guard.tryEnter()) {
            throw siblings.ended();
        }
    }

    private void release() {
        iterator.close();
        upper.close();
        options.close();
        siblings.released(this);
    }
}
