package io.digi.storage.kv;

import java.util.Arrays;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// Figures of a store and the work on its files. Callers hold the store's guard.
final class RocksMaintenance {
    /// Something that RocksDB may refuse.
    interface Task<T> {
        T run() throws RocksDBException;
    }

    private final RocksHandles handles;
    private final RocksDB database;

    RocksMaintenance(RocksHandles handles) {
        this.handles = handles;
        database = handles.database();
    }

    boolean isStalled() throws RocksDBException {
        return database.getLongProperty("rocksdb.is-write-stopped") != 0
                || database.getLongProperty("rocksdb.actual-delayed-write-rate") != 0;
    }

    KvStatistics statistics() throws RocksDBException {
        return new KvStatistics(
                handles.settings().cache.getUsage(),
                sum("rocksdb.cur-size-all-mem-tables"),
                sum("rocksdb.estimate-table-readers-mem"),
                sum("rocksdb.live-sst-files-size"),
                logBytes(),
                sum("rocksdb.estimate-pending-compaction-bytes"),
                isStalled());
    }

    private long sum(String property) throws RocksDBException {
        return database.getAggregatedLongProperty(property);
    }

    private long logBytes() throws RocksDBException {
        return database.getSortedWalFiles().stream().mapToLong(f -> f.sizeFileBytes()).sum();
    }

    void flush() throws RocksDBException {
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            database.flush(wait, handles.all());
        }
    }

    void compact(KvFamily family, KvRange range) throws RocksDBException {
        if (!range.isEmpty()) {
            database.compactRange(
                    handles.family(family), range.lower(), range.upper().orElse(null));
        }
    }

    void deleteFiles(KvFamily family, KvRange range) throws RocksDBException {
        if (!range.isEmpty()) {
            ColumnFamilyHandle handle = handles.family(family);
            List<byte[]> bounds = Arrays.asList(range.lower(), range.upper().orElse(null));
            database.deleteFilesInRanges(handle, bounds, /* includeEnd= */ false);
        }
    }
}
