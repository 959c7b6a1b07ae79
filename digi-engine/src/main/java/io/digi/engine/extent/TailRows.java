package io.digi.engine.extent;

import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import io.digi.index.memory.RowBlock;
import io.digi.index.memory.RowBuffer;
import io.digi.index.memory.RowLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Rows in memory that no extent holds yet; the store has them too, in the family `rows`.
public final class TailRows implements AutoCloseable {
    private final MemoryRegion memory;
    private final RowBuffer rows;

    private TailRows(MemoryRegion memory, RowBuffer rows) {
        this.memory = memory;
        this.rows = rows;
    }

    public static TailRows from(MemoryBudget budget, RowLayout layout, long firstRow) {
        MemoryRegion memory = new MemoryRegion(budget, "vectors");
        return new TailRows(memory, new RowBuffer(memory, layout, firstRow));
    }

    public long firstRow() {
        return rows.firstRow();
    }

    public long endRow() {
        return rows.endRow();
    }

    public long rowCount() {
        return rows.endRow() - rows.firstRow();
    }

    /// Makes place for more rows, or throws.
    public void reserve(long rowCount) {
        rows.reserve(rowCount);
    }

    public long append(float[] elements) {
        return rows.append(elements);
    }

    public void read(long row, float[] elements) {
        rows.read(row, elements);
    }

    /// Where a row is in memory.
    MemorySegment bytes(long row) {
        long size = (long) rows.layout().dimension() * Float.BYTES;
        return rows.chunkOf(row).asSlice(rows.offsetOf(row), size);
    }

    /// The rows below `untilRow`, as far as this part has them.
    public List<RowBlock> blocks(long untilRow) {
        return rows.blocks(Math.clamp(untilRow, rows.firstRow(), rows.endRow()));
    }

    /// Frees the rows. No read may be under way.
    @Override
    public void close() {
        memory.close();
    }
}
