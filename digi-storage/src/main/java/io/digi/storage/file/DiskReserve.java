package io.digi.storage.file;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// Bytes of the disk kept back in the file `reserve`, to be given up when the disk is full, so that
/// deletes can still be logged.
///
/// The file consists of pseudo-random bytes that nobody reads: zeros would take no room on a disk
/// that compresses or leaves holes. It is written as `reserve.part` and renamed when it is whole
/// and on the disk.
public final class DiskReserve {
    private static final Path FILE = Path.of("reserve");
    private static final Path PART = Path.of("reserve" + FileStore.LEFTOVER_SUFFIX);
    private static final int CHUNK_BYTES = 1 << 20;

    private final FileStore files;
    private final long sizeBytes;
    private final RandomGenerator random;

    public DiskReserve(FileStore files, long sizeBytes, RandomGenerator random) {
        this.files = files;
        this.sizeBytes = sizeBytes;
        this.random = random;
    }

    public boolean isHeld() {
        return files.exists(FILE);
    }

    /// Takes the reserve if it is not held; false if the disk has no room for it.
    public boolean fill() {
        if (isHeld()) {
            return true;
        }
        try {
            write();
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.OutOfDisk) {
                files.delete(PART);
                return false;
            }
            throw e;
        }
        files.rename(PART, FILE);
        return true;
    }

    private void write() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (FileAppender appender = files.create(PART)) {
            while (appender.position() < sizeBytes) {
                random.nextBytes(chunk);
                long missing = sizeBytes - appender.position();
                appender.write(ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK_BYTES, missing)));
            }
            appender.force();
        }
    }

    /// Gives the bytes back to the disk; false if the reserve was not held.
    public boolean release() {
        boolean held = files.delete(FILE);
        files.forceDirectory(Path.of(""));
        return held;
    }
}
