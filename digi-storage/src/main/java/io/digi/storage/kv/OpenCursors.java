package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;

/// The cursors that are open on a store. Each counts as a user of the store, so the database
/// outlives it; when the store closes, they all end.
final class OpenCursors {
    private final Set<RocksCursor> open = ConcurrentHashMap.newKeySet();
    private final Guard store;
    private final RocksErrors errors;
    private final Supplier<DigiException> storeClosed;

    OpenCursors(Guard store, RocksErrors errors, Supplier<DigiException> storeClosed) {
        this.store = store;
        this.errors = errors;
        this.storeClosed = storeClosed;
    }

    KvCursor open(
            RocksHandles handles, ColumnFamilyHandle family, ReadOptions options, KvRange range) {
        if (!store.tryEnter()) {
            throw storeClosed.get();
        }
        RocksCursor cursor =
                new RocksCursor(handles.database(), family, options, range, errors, this);
        open.add(cursor);
        if (store.isClosed()) {
            cursor.close();
        }
        return cursor;
    }

    int count() {
        return open.size();
    }

    void closeAll() {
        open.forEach(RocksCursor::close);
    }

    /// What a cursor throws that was used after it ended.
    DigiException ended() {
        return store.isClosed()
                ? storeClosed.get()
                : new DigiException(new Problem.Internal("a cursor was used after it was closed"));
    }

    void released(RocksCursor cursor) {
        open.remove(cursor);
        store.exit();
    }
}
