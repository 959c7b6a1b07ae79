package io.digi.storage.file;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// A mapping of a file of the local disk, in an arena of its own.
final class LocalMapping implements MappedFile {
    private final Path file;
    private final MemorySegment segment;
    private final Arena arena;
    private final Unmapper unmapper;
    private final Runnable unmapped;
    private final AtomicBoolean closed = new AtomicBoolean();

    LocalMapping(
            Path file, MemorySegment segment, Arena arena, Unmapper unmapper, Runnable unmapped) {
        this.file = file;
        this.segment = segment;
        this.arena = arena;
        this.unmapper = unmapper;
        this.unmapped = unmapped;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public MemorySegment segment() {
        if (closed.get()) {
            throw FileErrors.misused(file, "was read after its mapping was closed");
        }
        return segment;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            unmapper.retire(file.toString(), arena, unmapped);
        }
    }
}
