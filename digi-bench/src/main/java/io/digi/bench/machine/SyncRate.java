package io.digi.bench.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// How often per second the disk takes 4 KB for good: the bound of durable writes that do not share
/// a sync.
public final class SyncRate {
    private static final int BLOCK_SIZE = 4096;

    private SyncRate() {}

    /// Appends and syncs in a file of the folder, which is removed afterwards.
    public static double perSecond(Path folder, Duration time) throws IOException {
        Path file = Files.createTempFile(folder, "sync-rate", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_SIZE);
            long begin = System.nanoTime();
            long syncs = 0;
            long elapsed;
            do {
                channel.write(block.rewind());
                channel.force(/* metaData= */ false);
                syncs++;
                elapsed = System.nanoTime() - begin;
            } while (elapsed < time.toNanos());
            return syncs * 1e9 / elapsed;
        } finally {
            Files.delete(file);
        }
    }
}
