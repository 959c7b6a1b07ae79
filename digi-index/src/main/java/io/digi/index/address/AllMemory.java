package io.digi.index.address;

import java.lang.foreign.MemorySegment;

/// The whole address space as one segment; offsets in it are addresses.
///
/// All kernels read through this one segment, because C2 specialises their loops for the kinds of
/// segment and arena that it has seen in the whole program. Measured on rows of 768 values in the
/// cache: 32 ns a row where only native memory was ever scored, 64 ns for good once mapped files
/// were too, and 2,500 ns for a second after memory of a confined arena had been. Through one
/// segment all memory costs the same. The price: nothing is checked behind the kernels' entry, so
/// they check bounds there, and the caller keeps the memory open during a call.
public final class AllMemory {
    /// Restricted because it can read anything; the only such call of the module.
    @SuppressWarnings("restricted")
    public static final MemorySegment SEGMENT = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private AllMemory() {}
}
