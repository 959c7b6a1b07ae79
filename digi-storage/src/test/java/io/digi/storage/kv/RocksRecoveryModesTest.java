package io.digi.storage.kv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;

/// Why [LogCheck] exists: none of RocksDB's recovery modes both opens after a power cut and refuses
/// damage. If a later version learns to, one of these tests fails.
final class RocksRecoveryModesTest {
    private static final int COMMITS = 10;

    @TempDir Path base;
    private CrashedStore dead;
    private long logSize;

    @BeforeEach
    void crash() throws Exception {
        int[] sizes = new int[COMMITS];
        Arrays.fill(sizes, 20_000);
        dead = CrashedStore.after(base, sizes);
        logSize = Files.size(dead.log());
    }

    @Test
    void pointInTimeSilentlyDropsAcknowledgedBatchesBehindDamage() throws Exception {
        CrashedStore.flip(dead.log(), logSize / 2);
        assertThat(keysIn(WALRecoveryMode.PointInTimeRecovery)).isEqualTo(COMMITS / 2);
    }

    @Test
    void skippingSilentlyDropsThemToo() throws Exception {
        CrashedStore.flip(dead.log(), logSize / 2);
        assertThat(keysIn(WALRecoveryMode.SkipAnyCorruptedRecords)).isLessThan(COMMITS);
    }

    @Test
    void tolerantModeRefusesATornSectorInTheTail() throws Exception {
        CrashedStore.zero(dead.log(), logSize - 5000, 512);
        assertThatThrownBy(() -> keysIn(WALRecoveryMode.TolerateCorruptedTailRecords))
                .isInstanceOf(RocksDBException.class)
                .hasMessageContaining("checksum mismatch");
    }

    @Test
    void absoluteModeRefusesAShortTail() throws Exception {
        CrashedStore.truncate(dead.log(), logSize - 5000);
        assertThatThrownBy(() -> keysIn(WALRecoveryMode.AbsoluteConsistency))
                .isInstanceOf(RocksDBException.class)
                .hasMessageContaining("truncated record");
    }

    private int keysIn(WALRecoveryMode mode) throws RocksDBException {
        List<ColumnFamilyDescriptor> families =
                List.of(
                        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                        new ColumnFamilyDescriptor(CrashedStore.ROWS.name().getBytes(UTF_8)));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions().setWalRecoveryMode(mode);
                RocksDB database =
                        RocksDB.open(options, dead.directory().toString(), families, handles);
                RocksIterator rows = database.newIterator(handles.get(1))) {
            int keys = 0;
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                keys++;
            }
            return keys;
        }
    }
}
