package io.digi.index.memory;

import java.lang.foreign.MemorySegment;

/// Rows that lie at equal distances in one segment: a chunk of a [RowBuffer], or part of a file.
///
/// @param memory little-endian float32 values, native or mapped
/// @param offset of the first row in `memory`, in bytes
/// @param firstRow number of the first row; the others follow it
/// @param rowCount rows in the block
public record RowBlock(
        MemorySegment memory, long offset, long firstRow, int rowCount, RowLayout layout) {
    public RowBlock {
        if (rowCount < 0 || firstRow < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "block of %d rows from row %d at offset %d, must not be negative"
                            .formatted(rowCount, firstRow, offset));
        }
        long sizeBytes = (rowCount - 1) * layout.strideBytes() + 4L * layout.dimension();
        if (rowCount > 0 && offset > memory.byteSize() - sizeBytes) {
            throw new IllegalArgumentException(
                    "block of %d rows, %d bytes at offset %d, in a segment of %d bytes"
                            .formatted(rowCount, sizeBytes, offset, memory.byteSize()));
        }
    }

    /// The number of the row behind the last.
    public long endRow() {
        return firstRow + rowCount;
    }

    /// Where `row`, a number in `[firstRow, endRow)`, starts in `memory`, in bytes.
    public long offsetOf(long row) {
        assert row >= firstRow && row < endRow() : row + " is not in " + this;
        return offset + (row - firstRow) * layout.strideBytes();
    }

    /// The rows `[fromRow, untilRow)` of this block, to share a scan between threads.
    public RowBlock part(long fromRow, long untilRow) {
        if (fromRow < firstRow || fromRow > untilRow || untilRow > endRow()) {
            throw new IndexOutOfBoundsException(
                    "rows %d to %d of a block of rows %d to %d"
                            .formatted(fromRow, untilRow, firstRow, endRow()));
        }
        return new RowBlock(
                memory,
                offset + (fromRow - firstRow) * layout.strideBytes(),
                fromRow,
                (int) (untilRow - fromRow),
                layout);
    }
}
