package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Encodes a batch for RocksDB.
final class RocksBatch implements KvWrites {
    private final RocksHandles handles;
    private final WriteBatch target;

    private RocksBatch(RocksHandles handles, WriteBatch target) {
        this.handles = handles;
        this.target = target;
    }

    /// The caller closes the result. A failure here has touched nothing.
    static WriteBatch encode(KvBatch batch, RocksHandles handles) {
        WriteBatch target = new WriteBatch((int) Math.min(1 << 30, batch.sizeBytes()));
        try {
            batch.replayTo(new RocksBatch(handles, target));
            return target;
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
    }

    @Override
    public void put(KvFamily family, byte[] key, byte[] value) {
        try {
            target.put(handles.family(family), key, value);
        } catch (RocksDBException e) {
            throw refused(e);
        }
    }

    @Override
    public void delete(KvFamily family, byte[] key) {
        try {
            target.delete(handles.family(family), key);
        } catch (RocksDBException e) {
            throw refused(e);
        }
    }

    @Override
    public void deleteRange(KvFamily family, KvRange range) {
        if (range.isEmpty()) {
            return;
        }
        byte[] upper =
                range.upper()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "deleteRange needs an upper bound: " + range));
        try {
            target.deleteRange(handles.family(family), range.lower(), upper);
        } catch (RocksDBException e) {
            throw refused(e);
        }
    }

    private static DigiException refused(RocksDBException cause) {
        return new DigiException(
                new Problem.Internal("a batch was not encoded: " + cause.getMessage()), cause);
    }
}
