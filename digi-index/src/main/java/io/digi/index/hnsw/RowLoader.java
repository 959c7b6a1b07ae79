package io.digi.index.hnsw;

import static io.digi.index.hnsw.NativeRows.INT;
import static io.digi.index.hnsw.NativeRows.MEMORY;

import io.digi.index.address.NativeCode;
import java.lang.foreign.MemorySegment;

/// Starts loading rows of links that will be read soon: while they come, other work is done. One
/// thread.
///
/// Without native code it reads the first link, whose value nobody waits for.
final class RowLoader {
    private final int rowBytes;
    private final long[] addresses;
    private final MemorySegment addressMemory;
    private int count;
    private int read;

    RowLoader(int capacity, long rowBytes) {
        this.rowBytes = Math.toIntExact(rowBytes);
        this.addresses = new long[capacity];
        this.addressMemory = MemorySegment.ofArray(addresses);
    }

    void add(long address) {
        addresses[count++] = address;
    }

    void load() {
        if (NativeCode.prefetches()) {
            NativeCode.prefetch(addressMemory, count, rowBytes);
        } else {
            for (int i = 0; i < count; i++) {
                read += MEMORY.get(INT, addresses[i]);
            }
        }
        count = 0;
    }

    /// Sum of what was read ahead. As somebody may ask for it, no read is optimised away.
    int read() {
        return read;
    }
}
