package io.digi.index.memory;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Elements of one size in chunks that never move. The list of chunks is copied on growth and
/// published by one volatile write: a reader has the old or the new list, both right.
final class ChunkedMemory {
    private static final MemorySegment[] NONE = {};

    private final MemoryRegion region;
    private final long elementBytes;
    private final ChunkPlan plan;
    private final byte filler;
    private volatile MemorySegment[] chunks = NONE;

    ChunkedMemory(MemoryRegion region, long elementBytes, ChunkPlan plan, byte filler) {
        this.region = region;
        this.elementBytes = elementBytes;
        this.plan = plan;
        this.filler = filler;
    }

    ChunkPlan plan() {
        return plan;
    }

    /// Chunks by number; readers do not change the array.
    MemorySegment[] chunks() {
        return chunks;
    }

    long capacity() {
        return plan.firstIndexOf(chunks.length);
    }

    /// Offset of an element in `chunk`, the one that holds it, in bytes.
    long offsetOf(long index, int chunk) {
        return (index - plan.firstIndexOf(chunk)) * elementBytes;
    }

    /// Makes place for `count` elements. By the writer only; chunks that were allocated before a
    /// refusal stay and are used by the next growth.
    void growTo(long count) {
        while (capacity() < count) {
            MemorySegment[] old = chunks;
            MemorySegment chunk = region.allocate(plan.capacityOf(old.length) * elementBytes);
            if (filler != 0) {
                chunk.fill(filler);
            }
            MemorySegment[] grown = Arrays.copyOf(old, old.length + 1);
            grown[old.length] = chunk;
            chunks = grown;
        }
    }
}
