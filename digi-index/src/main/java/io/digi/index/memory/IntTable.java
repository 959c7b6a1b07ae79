package io.digi.index.memory;

import io.digi.index.address.AllMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// A growable table `index → int` in native memory; an entry that was never set is -1.
///
/// One writer, many readers. A set is a release and a get an acquire: who finds a node number here
/// also sees what was written of the node before it.
///
/// Searches ask it for each node that they meet, so an entry is read by its address, without a look
/// at the segment: whoever reads holds the region open.
public final class IntTable {
    public static final int ABSENT = -1;

    private static final MemorySegment MEMORY = AllMemory.SEGMENT;
    private static final VarHandle ENTRY = ValueLayout.JAVA_INT.varHandle();
    private static final long FIRST_CHUNK_BYTES = 256;
    private static final long LAST_CHUNK_BYTES = 1 << 20;
    private static final ChunkPlan PLAN =
            ChunkPlan.of(Integer.BYTES, FIRST_CHUNK_BYTES, LAST_CHUNK_BYTES);

    private final ChunkedMemory memory;

    /// Where entry 0 would be if it were in this chunk, by chunk. Replaced as a whole.
    private volatile long[] origins = {};

    public IntTable(MemoryRegion region) {
        this.memory = new ChunkedMemory(region, Integer.BYTES, PLAN, (byte) ABSENT);
    }

    /// The entry at `index`, which is not negative; [#ABSENT] beyond the capacity too.
    public int get(long index) {
        assert index >= 0 : index;
        long[] published = origins;
        int chunk = PLAN.chunkOf(index);
        return chunk < published.length
                ? (int) ENTRY.getAcquire(MEMORY, published[chunk] + index * Integer.BYTES)
                : ABSENT;
    }

    /// By the writer only. Throws [MemoryRefusedException], and changes nothing, if the table has
    /// to grow and the budget refuses.
    public void set(long index, int value) {
        assert index >= 0 : index;
        reserve(index + 1);
        ENTRY.setRelease(MEMORY, origins[PLAN.chunkOf(index)] + index * Integer.BYTES, value);
    }

    /// Makes place for the entries below `count`: setting one of them cannot be refused then.
    public void reserve(long count) {
        if (memory.capacity() < count) {
            try {
                memory.growTo(count);
            } finally {
                publish();
            }
        }
    }

    private void publish() {
        MemorySegment[] chunks = memory.chunks();
        long[] grown = Arrays.copyOf(origins, chunks.length);
        for (int chunk = origins.length; chunk < chunks.length; chunk++) {
            grown[chunk] = chunks[chunk].address() - PLAN.firstIndexOf(chunk) * Integer.BYTES;
        }
        origins = grown;
    }

    public long capacity() {
        return memory.capacity();
    }
}
