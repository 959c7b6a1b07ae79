package io.digi.index.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// A growable table `index → long` in native memory; an entry that was never set is -1.
///
/// One writer, many readers. A set is a release and a get an acquire: who finds a row number here
/// also sees the row that was written before it. Usable until the region is closed.
public final class LongTable {
    public static final long ABSENT = -1;

    private static final VarHandle ENTRY = ValueLayout.JAVA_LONG.varHandle();
    private static final long FIRST_CHUNK_BYTES = 256;
    private static final long LAST_CHUNK_BYTES = 1 << 20;
    private static final ChunkPlan PLAN =
            ChunkPlan.of(Long.BYTES, FIRST_CHUNK_BYTES, LAST_CHUNK_BYTES);

    private final ChunkedMemory memory;

    public LongTable(MemoryRegion region) {
        this.memory = new ChunkedMemory(region, Long.BYTES, PLAN, (byte) ABSENT);
    }

    /// The entry at `index`, which is not negative; [#ABSENT] beyond the capacity too.
    public long get(long index) {
        assert index >= 0 : index;
        MemorySegment[] chunks = memory.chunks();
        int chunk = PLAN.chunkOf(index);
        return chunk < chunks.length
                ? (long) ENTRY.getAcquire(chunks[chunk], memory.offsetOf(index, chunk))
                : ABSENT;
    }

    /// By the writer only. Throws [MemoryRefusedException], and changes nothing, if the table has
    /// to grow and the budget refuses.
    public void set(long index, long value) {
        assert index >= 0 : index;
        reserve(index + 1);
        int chunk = PLAN.chunkOf(index);
        ENTRY.setRelease(memory.chunks()[chunk], memory.offsetOf(index, chunk), value);
    }

    /// Makes place for the entries below `count`: setting one of them cannot be refused then.
    public void reserve(long count) {
        memory.growTo(count);
    }

    public long capacity() {
        return memory.capacity();
    }
}
