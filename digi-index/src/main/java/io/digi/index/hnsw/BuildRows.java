package io.digi.index.hnsw;

import static io.digi.index.hnsw.NativeRows.INT;
import static io.digi.index.hnsw.NativeRows.MEMORY;

import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/// Which row of a builder's codes is a node's: rows are given away in the order in which nodes are
/// met, so that there is memory for those that are met only.
///
/// Thread-safe, but for [#clear()] and [#close()], which nobody may work beside.
final class BuildRows implements AutoCloseable {
    static final int NONE = -1;

    private static final VarHandle ROW = INT.varHandle();
    private static final String PURPOSE = "build codes";

    private final MemoryRegion region;
    private final NativeRows rows;
    private final AtomicInteger end = new AtomicInteger();

    BuildRows(MemoryBudget budget) {
        this.region = new MemoryRegion(budget, PURPOSE);
        this.rows = new NativeRows(region, Integer.BYTES);
    }

    /// The row of `node`, [#NONE] if it has none. Who gets one sees its code.
    int rowOf(int node) {
        return node < rows.capacity() ? (int) ROW.getAcquire(MEMORY, rows.addressOf(node)) : NONE;
    }

    /// A row that no node has.
    int take() {
        return end.getAndIncrement();
    }

    /// Makes a row, whose code is written, that of `node`, unless it has one already; returns the
    /// one that it has then. Throws [io.digi.index.memory.MemoryRefusedException].
    int assign(int node, int row) {
        rows.reserve(node + 1L);
        int before = (int) ROW.compareAndExchange(MEMORY, rows.addressOf(node), NONE, row);
        return before == NONE ? row : before;
    }

    /// The same whether it has one or not.
    void replace(int node, int row) {
        rows.reserve(node + 1L);
        ROW.setRelease(MEMORY, rows.addressOf(node), row);
    }

    /// How many rows were given away.
    int count() {
        return end.get();
    }

    /// Takes all rows back.
    void clear() {
        rows.fill();
        end.set(0);
    }

    @Override
    public void close() {
        rows.close();
        region.close();
    }
}
