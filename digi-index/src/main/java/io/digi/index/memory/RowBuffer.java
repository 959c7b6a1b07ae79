package io.digi.index.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A growing list of float32 rows in native memory, numbered from `firstRow`.
///
/// One writer appends, many readers read: a row never moves or changes, and who has read
/// [#endRow()], or a later publication by the writer, sees all rows before it. Usable until the
/// region is closed.
public final class RowBuffer {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST_CHUNK_BYTES = 256;
    private static final long LAST_CHUNK_BYTES = 4 << 20;

    private final RowLayout layout;
    private final long firstRow;
    private final ChunkedMemory memory;
    private volatile long endRow;

    public RowBuffer(MemoryRegion region, RowLayout layout, long firstRow) {
        this.layout = layout;
        this.firstRow = firstRow;
        this.endRow = firstRow;
        ChunkPlan plan = ChunkPlan.of(layout.strideBytes(), FIRST_CHUNK_BYTES, LAST_CHUNK_BYTES);
        this.memory = new ChunkedMemory(region, layout.strideBytes(), plan, (byte) 0);
    }

    /// Appends `values [dimension]` and returns the number of the row. By the writer only. Throws
    /// [MemoryRefusedException], and changes nothing, if the budget refuses.
    public long append(float[] values) {
        requireDimension(values);
        long row = endRow;
        reserve(1);
        MemorySegment.copy(values, 0, chunkOf(row), FLOAT, offsetOf(row), values.length);
        endRow = row + 1;
        return row;
    }

    /// Makes place for `rowCount` more rows: appending them cannot be refused then.
    public void reserve(long rowCount) {
        memory.growTo(endRow - firstRow + rowCount);
    }

    public RowLayout layout() {
        return layout;
    }

    public long firstRow() {
        return firstRow;
    }

    /// The number of the row behind the last.
    public long endRow() {
        return endRow;
    }

    /// Copies `row` into `values [dimension]`.
    public void read(long row, float[] values) {
        requireDimension(values);
        requireRow(row);
        MemorySegment.copy(chunkOf(row), FLOAT, offsetOf(row), values, 0, values.length);
    }

    /// The segment that holds `row`, see [#offsetOf(long)].
    public MemorySegment chunkOf(long row) {
        return memory.chunks()[memory.plan().chunkOf(row - firstRow)];
    }

    /// Where `row` starts in its segment, in bytes.
    public long offsetOf(long row) {
        long index = row - firstRow;
        return memory.offsetOf(index, memory.plan().chunkOf(index));
    }

    /// The rows before `untilRow` as blocks, in order. `untilRow` is at most [#endRow()].
    public List<RowBlock> blocks(long untilRow) {
        if (untilRow < firstRow || untilRow > endRow) {
            throw new IndexOutOfBoundsException(
                    "rows until %d of a buffer of rows %d to %d"
                            .formatted(untilRow, firstRow, endRow));
        }
        MemorySegment[] chunks = memory.chunks();
        List<RowBlock> blocks = new ArrayList<>(chunks.length);
        long row = firstRow;
        for (int i = 0; row < untilRow; i++) {
            int rowCount = (int) Math.min(memory.plan().capacityOf(i), untilRow - row);
            blocks.add(new RowBlock(chunks[i], 0, row, rowCount, layout));
            row += rowCount;
        }
        return blocks;
    }

    private void requireDimension(float[] values) {
        if (values.length != layout.dimension()) {
            throw new IllegalArgumentException(
                    "row has %d values, expected %d".formatted(values.length, layout.dimension()));
        }
    }

    private void requireRow(long row) {
        if (row < firstRow || row >= endRow) {
            throw new IndexOutOfBoundsException(
                    "row %d of a buffer of rows %d to %d".formatted(row, firstRow, endRow));
        }
    }
}
