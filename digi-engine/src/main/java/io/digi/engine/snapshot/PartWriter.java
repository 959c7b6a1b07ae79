package io.digi.engine.snapshot;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.archive.ArchiveWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Collects entries until they make a part of about 4 MB, which becomes a file of the archive: so
/// the size of each file is known when it begins, and no more than a part is in memory.
final class PartWriter {
    /// No part is larger, and so no entry.
    static final int SIZE_MAX = 64 << 20;

    private static final int PART_SIZE = 4 << 20;

    private final ArchiveWriter archive;
    private final String collection;
    private final String kind;
    private final SnapshotWatch watch;
    private ByteBuffer part = ByteBuffer.allocate(64 << 10);
    private int count;

    PartWriter(ArchiveWriter archive, String collection, String kind, SnapshotWatch watch) {
        this.archive = archive;
        this.collection = collection;
        this.kind = kind;
        this.watch = watch;
    }

    /// Room for an entry of just so many bytes, to be filled at once.
    ByteBuffer entry(int size) {
        if (size > SIZE_MAX) {
            throw new DigiException(
                    new Problem.NotSupported(
                            "a point of %d bytes fits into no snapshot, at most %d do"
                                    .formatted(size, SIZE_MAX)));
        }
        if (part.position() > 0 && part.position() + (long) size > PART_SIZE) {
            flush();
        }
        if (part.remaining() < size) {
            int used = part.position();
            int capacity = Math.max(used + size, Math.min(PART_SIZE, 2 * part.capacity()));
            part = ByteBuffer.wrap(Arrays.copyOf(part.array(), capacity)).position(used);
        }
        return part;
    }

    /// Writes the last part, if there is anything in it.
    void end() {
        if (part.position() > 0) {
            flush();
        }
    }

    private void flush() {
        int size = part.flip().remaining();
        archive.begin(SnapshotPaths.part(collection, kind, count++), size);
        archive.write(part);
        archive.end();
        part.clear();
        watch.moved(size);
    }
}
