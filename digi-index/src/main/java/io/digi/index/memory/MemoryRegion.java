package io.digi.index.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// Native memory of one owner, charged to a [MemoryBudget] and freed at once.
///
/// The owner closes it when no reader is left: it counts its readers, the region does not. A reader
/// that comes later gets an `IllegalStateException`; one inside a kernel at that moment would read
/// freed memory. Allocation is thread-safe, but must not race with [#close()].
public final class MemoryRegion implements AutoCloseable {
    /// Charged on top of each allocation: the alignment and the allocator's own bookkeeping.
    static final long ALLOCATION_OVERHEAD_BYTES = 80;

    private static final long ALIGNMENT_BYTES = 64;

    private final MemoryBudget budget;
    private final String purpose;
    private final Arena arena = Arena.ofShared();
    private final AtomicLong chargedBytes = new AtomicLong();

    public MemoryRegion(MemoryBudget budget, String purpose) {
        this.budget = budget;
        this.purpose = purpose;
    }

    /// Zeroed memory, aligned to 64 bytes. Throws [MemoryRefusedException] if the budget refuses.
    public MemorySegment allocate(long sizeBytes) {
        long charge = sizeBytes + ALLOCATION_OVERHEAD_BYTES;
        budget.reserve(purpose, charge);
        boolean allocated = false;
        try {
            MemorySegment segment = arena.allocate(sizeBytes, ALIGNMENT_BYTES);
            chargedBytes.addAndGet(charge);
            allocated = true;
            return segment;
        } finally {
            if (!allocated) {
                budget.release(purpose, charge);
            }
        }
    }

    /// What this region has reserved in the budget.
    public long chargedBytes() {
        return chargedBytes.get();
    }

    /// Frees everything. Closing twice is a mistake of the owner and throws.
    @Override
    public void close() {
        arena.close();
        budget.release(purpose, chargedBytes.getAndSet(0));
    }
}
