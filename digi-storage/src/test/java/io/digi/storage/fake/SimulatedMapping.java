package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// A copy of a simulated file in native memory. It is freed when it is closed, so whoever reads on
/// gets an exception.
final class SimulatedMapping implements MappedFile {
    private static final int PAGE_BYTES = 4096;

    private final SimulatedFiles files;
    private final SimulatedBudget.Mapped mapping;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;
    private boolean closed;

    SimulatedMapping(SimulatedFiles files, SimulatedBudget.Mapped mapping, SimulatedInode inode) {
        this.files = files;
        this.mapping = mapping;
        byte[] content = inode.content();
        int size = (int) Math.min(content.length, mapping.size());
        MemorySegment copy = arena.allocate(size, PAGE_BYTES);
        MemorySegment.copy(content, 0, copy, ValueLayout.JAVA_BYTE, 0, size);
        segment = copy.asReadOnly();
    }

    @Override
    public Path file() {
        return mapping.file();
    }

    @Override
    public MemorySegment segment() {
        synchronized (files.disk()) {
            if (closed) {
                throw new DigiException(new Problem.Internal(file() + " was read after close"));
            }
            return segment;
        }
    }

    @Override
    public void close() {
        synchronized (files.disk()) {
            if (closed) {
                return;
            }
            closed = true;
            files.budget().stopMapping(mapping);
        }
        arena.close();
    }
}
