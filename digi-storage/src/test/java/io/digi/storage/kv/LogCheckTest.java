package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogCheckTest {
    private static final int SECTOR_BYTES = 512;

    @TempDir Path base;

    @Test
    void intactLogIsClean() throws IOException {
        assertThat(LogCheck.of(base)).isEqualTo(new LogVerdict.Clean());
        CrashedStore dead = CrashedStore.after(base, 100, 50_000, 32_768, 0, 200_000);
        assertThat(LogCheck.of(dead.directory())).isEqualTo(new LogVerdict.Clean());
    }

    /// Whatever byte of whatever record: checksum, length, type and payload.
    @Test
    void anyFlipBeforeTheLastBatchIsDamageAndNamed() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40, 40, 40, 40);
        long size = Files.size(dead.log());
        long last = lastBatch(dead, size);
        for (long offset = 0; offset < size; offset++) {
            CrashedStore.flip(dead.log(), offset);
            LogVerdict verdict = LogCheck.of(dead.directory());
            if (offset >= last) {
                assertThat(verdict).isEqualTo(new LogVerdict.TornTail(dead.log(), last));
            } else {
                assertThat(verdict).as("flip at %d", offset).isInstanceOf(LogVerdict.Damaged.class);
                LogVerdict.Damaged damaged = (LogVerdict.Damaged) verdict;
                assertThat(damaged.file()).isEqualTo(dead.log());
                assertThat(offset).isBetween(damaged.from(), damaged.to() - 1);
            }
            CrashedStore.flip(dead.log(), offset);
        }
    }

    @Test
    void anyTruncationIsATornTail() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40, 40_000, 40);
        long size = Files.size(dead.log());
        byte[] whole = Files.readAllBytes(dead.log());
        for (long cut = size - 1; cut > 0; cut -= cut > 200 && cut < size - 200 ? 397 : 1) {
            CrashedStore.truncate(dead.log(), cut);
            assertThat(LogCheck.of(dead.directory()))
                    .as("cut at %d", cut)
                    .isNotInstanceOf(LogVerdict.Damaged.class);
        }
        Files.write(dead.log(), whole);
        CrashedStore.truncate(dead.log(), size - 1);
        assertThat(LogCheck.of(dead.directory())).isInstanceOf(LogVerdict.TornTail.class);
    }

    /// The last batch spans blocks, and any of its sectors may be missing: intact fragments behind
    /// a bad one are no damage, since they are of the same batch.
    @Test
    void anyLossOfSectorsOfTheLastBatchIsATornTail() throws IOException {
        long seed = Long.getLong("digi.seed", 42);
        Random random = new Random(seed);
        CrashedStore dead = CrashedStore.after(base, 100, 300_000);
        byte[] whole = Files.readAllBytes(dead.log());
        long last = lastBatch(dead, whole.length);
        int rounds = 20 * Integer.getInteger("digi.test.effort", 1);
        for (int round = 0; round < rounds; round++) {
            Files.write(dead.log(), tear(whole, last, random));
            assertThat(LogCheck.of(dead.directory()))
                    .as("seed %d, round %d", seed, round)
                    .isInstanceOf(LogVerdict.TornTail.class);
        }
    }

    private static byte[] tear(byte[] whole, long from, Random random) {
        byte[] torn = whole.clone();
        int sector = (int) (from / SECTOR_BYTES + 1 + random.nextInt(100)) * SECTOR_BYTES;
        for (; sector < whole.length - SECTOR_BYTES; sector += random.nextInt(9) * SECTOR_BYTES) {
            byte[] noise = new byte[SECTOR_BYTES];
            if (random.nextBoolean()) {
                random.nextBytes(noise);
            }
            System.arraycopy(noise, 0, torn, sector, SECTOR_BYTES);
            sector += SECTOR_BYTES;
        }
        return torn;
    }

    @Test
    void lostSectorBeforeAnIntactBatchIsDamage() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 3000, 3000, 3000, 40);
        CrashedStore.zero(dead.log(), 4 * SECTOR_BYTES, SECTOR_BYTES);
        assertThat(LogCheck.of(dead.directory())).isInstanceOf(LogVerdict.Damaged.class);
    }

    @Test
    void lostBlocksBeforeAnIntactBatchAreDamage() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40, 200_000, 40, 40);
        CrashedStore.zero(dead.log(), 1000, 190_000);
        assertThat(LogCheck.of(dead.directory())).isInstanceOf(LogVerdict.Damaged.class);
    }

    @Test
    void zerosBehindTheLastBatchAreATornTail() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40, 40);
        long size = Files.size(dead.log());
        CrashedStore.truncate(dead.log(), size + 100_000);
        assertThat(LogCheck.of(dead.directory()))
                .isEqualTo(new LogVerdict.TornTail(dead.log(), size));
    }

    @Test
    void tornLogBeforeOneWithBatchesIsDamage() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40, 40);
        Path log = dead.log();
        Files.copy(log, dead.directory().resolve("999999.log"));
        assertThat(LogCheck.of(dead.directory())).isEqualTo(new LogVerdict.Clean());
        long size = Files.size(log);
        CrashedStore.truncate(log, size - 5);
        assertThat(LogCheck.of(dead.directory()))
                .isInstanceOfSatisfying(
                        LogVerdict.Damaged.class, it -> assertThat(it.file()).isEqualTo(log));
    }

    /// RocksDB begins the log after a torn one with an empty batch; if the process dies then,
    /// before the torn log is gone, that is no damage.
    @Test
    void tornLogBeforeOneWithoutWritesIsATornTail() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40, 40);
        Path log = dead.log();
        CrashedStore.truncate(log, Files.size(log) - 5);
        byte[] torn = Files.readAllBytes(log);
        dead.open().close();
        assertThat(log).doesNotExist();
        Files.write(log, torn);
        assertThat(LogCheck.of(dead.directory())).isInstanceOf(LogVerdict.TornTail.class);
    }

    /// Where the record of the last batch begins: what is bad when its last byte is missing.
    private static long lastBatch(CrashedStore dead, long size) throws IOException {
        byte[] whole = Files.readAllBytes(dead.log());
        CrashedStore.truncate(dead.log(), size - 1);
        LogVerdict verdict = LogCheck.of(dead.directory());
        Files.write(dead.log(), whole);
        return ((LogVerdict.TornTail) verdict).offset();
    }
}
