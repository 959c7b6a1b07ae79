package io.digi.storage.kv;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a store is opened.
///
/// @param directory the store's own directory, created if absent; nothing else may live in it
/// @param families every family that the directory holds; missing ones are created
/// @param openFilesMax table files held open at a time
/// @param logBytesMax write-ahead log that may pile up before the oldest buffers are flushed; it
///   bounds the time to open after a crash
/// @param closeTimeout how long `close` waits for readers
public record KvOptions(
        Path directory,
        List<KvFamily> families,
        KvMemory memory,
        int openFilesMax,
        long logBytesMax,
        Duration closeTimeout) {
    private static final int OPEN_FILES_DEFAULT = 256;
    private static final int OPEN_FILES_MIN = 16;
    private static final long LOG_BYTES_MIN = 1 << 20;

    public KvOptions {
        families = List.copyOf(families);
        if (families.stream().distinct().count() != families.size()) {
            throw new IllegalArgumentException("a family is named twice: " + families);
        }
        if (openFilesMax < OPEN_FILES_MIN || logBytesMax < LOG_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "%d open files, %d bytes of log: expected at least %d and %d"
                            .formatted(openFilesMax, logBytesMax, OPEN_FILES_MIN, LOG_BYTES_MIN));
        }
    }

    /// The defaults: 256 open files, a log of twice the write buffers, 10 seconds to close.
    public static KvOptions of(Path directory, List<KvFamily> families, KvMemory memory) {
        return new KvOptions(
                directory,
                families,
                memory,
                OPEN_FILES_DEFAULT,
                2 * memory.writeBufferBytes(),
                Duration.ofSeconds(10));
    }
}
