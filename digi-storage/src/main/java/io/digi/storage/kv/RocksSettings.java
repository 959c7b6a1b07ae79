package io.digi.storage.kv;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Filter;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/// The native options of one store, and the cache and write buffers that all its families share.
/// They must outlive the database that was opened with them.
final class RocksSettings implements AutoCloseable {
    private static final double HIGH_PRIORITY_SHARE = 0.3;
    private static final int SHARDS_BY_SIZE = -1;
    private static final int BLOCK_BYTES = 4 << 10;
    private static final int LARGE_BLOCK_BYTES = 16 << 10;
    private static final int BLOOM_BITS = 10;
    private static final long TABLE_FILE_BYTES = 32 << 20;
    private static final long INFO_LOG_BYTES = 1 << 20;
    private static final int INFO_LOG_COUNT = 4;
    private static final long SYNC_STEP_BYTES = 1 << 20;

    private final List<AutoCloseable> owned = new ArrayList<>();
    private final KvOptions options;
    private final Filter bloom;
    final Cache cache;
    final DBOptions database;
    final WriteOptions writes;
    final ReadOptions reads;

    /// Of scans of the newest state: they open, clear and check, and read each block once. What
    /// they read must not push out what requests read again.
    final ReadOptions scans;

    RocksSettings(KvOptions options) {
        this.options = options;
        KvMemory memory = options.memory();
        cache = own(new LRUCache(memory.cacheBytes(), SHARDS_BY_SIZE, false, HIGH_PRIORITY_SHARE));
        bloom = own(new BloomFilter(BLOOM_BITS));
        database = own(database(own(new WriteBufferManager(memory.writeBufferBytes(), cache))));
        writes = own(new WriteOptions().setSync(true));
        reads = own(new ReadOptions().setVerifyChecksums(true));
        scans = own(new ReadOptions().setVerifyChecksums(true).setFillCache(false));
    }

    private DBOptions database(WriteBufferManager writeBuffers) {
        DBOptions database = new DBOptions();
        database.setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWriteBufferManager(writeBuffers)
                .setMaxOpenFiles(options.openFilesMax())
                .setMaxBackgroundJobs(2);
        database.setStatsDumpPeriodSec(0).setStatsPersistPeriodSec(0);
        database.setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(INFO_LOG_COUNT);
        database.setBytesPerSync(SYNC_STEP_BYTES);
        return log(database);
    }

    /// The log is what acknowledged writes live on. It is never recycled, since old records in a
    /// new log could be taken for its own by [LogCheck]. Nothing is flushed on closing: every write
    /// is in the synced log already.
    private DBOptions log(DBOptions database) {
        database.setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setMaxTotalWalSize(options.logBytesMax())
                .setManualWalFlush(false)
                .setRecycleLogFileNum(0)
                .setUseFsync(false);
        return database.setAvoidFlushDuringShutdown(true);
    }

    ColumnFamilyOptions family(KvFamily family) {
        BlockBasedTableConfig tables =
                new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setBlockSize(
                                family.has(KvFamily.Trait.LARGE_VALUES)
                                        ? LARGE_BLOCK_BYTES
                                        : BLOCK_BYTES);
        if (family.has(KvFamily.Trait.POINT_LOOKUPS)) {
            tables.setFilterPolicy(bloom).setWholeKeyFiltering(true);
        }
        boolean compressed = family.has(KvFamily.Trait.COMPRESSED);
        ColumnFamilyOptions settings = own(new ColumnFamilyOptions());
        settings.setTableFormatConfig(tables);
        settings.setWriteBufferSize(Math.max(1 << 20, options.memory().writeBufferBytes() / 2))
                .setTargetFileSizeBase(TABLE_FILE_BYTES)
                .setCompressionType(compressed ? lz4() : CompressionType.NO_COMPRESSION)
                .setBottommostCompressionType(compressed ? zstd() : CompressionType.NO_COMPRESSION);
        return settings;
    }

    private static CompressionType lz4() {
        return CompressionType.LZ4_COMPRESSION;
    }

    private static CompressionType zstd() {
        return CompressionType.ZSTD_COMPRESSION;
    }

    private <T extends AutoCloseable> T own(T resource) {
        owned.add(resource);
        return resource;
    }

    @Override
    public void close() {
        for (AutoCloseable resource : owned.reversed()) {
            ((org.rocksdb.AbstractNativeReference) resource).close();
        }
    }
}
