package io.digi.engine.extent;

import io.digi.index.memory.RowBlock;
import io.digi.storage.file.MappedFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Rows of one named vector in one file, up to a row to which the file was forced; that far it
/// never changes again, and is mapped. Immutable: a grown file is a new extent of the same sequence
/// number, with a mapping of its own.
public final class Extent implements AutoCloseable {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ExtentName name;
    private final ExtentLayout layout;
    private final MappedFile mapping;
    private final long endRow;

    /// @param mapping of the file, at least to the end of the last row
    /// @param endRow the row behind the last
    Extent(ExtentName name, ExtentLayout layout, MappedFile mapping, long endRow) {
        this.name = name;
        this.layout = layout;
        this.mapping = mapping;
        this.endRow = endRow;
    }

    /// The size of a file that holds the rows below `endRow` and no more.
    static long sizeOf(ExtentName name, ExtentLayout layout, long endRow) {
        long rows = endRow - layout.firstRowOf(name.sequence());
        return ExtentFormat.HEADER_SIZE + rows * layout.rows().strideBytes();
    }

    public long sequence() {
        return name.sequence();
    }

    /// The first row that the extent may hold.
    public long firstRow() {
        return layout.firstRowOf(name.sequence());
    }

    /// The row behind the last that the extent holds.
    public long endRow() {
        return endRow;
    }

    /// The path of the file in the storage directory.
    public String file() {
        return name.path().toString();
    }

    /// Whether the extent is full: its file has a footer and never grows.
    public boolean isSealed() {
        return endRow == layout.firstRowOf(name.sequence() + 1);
    }

    /// Where a row starts in the file, in bytes.
    public long offsetOf(long row) {
        return sizeOf(name, layout, row);
    }

    /// Copies a row into `elements [dimension]`.
    void read(long row, float[] elements) {
        MemorySegment.copy(mapping.segment(), FLOAT, offsetOf(row), elements, 0, elements.length);
    }

    /// The bytes of a row. Usable as long as the extent is.
    MemorySegment bytes(long row) {
        long size = (long) layout.rows().dimension() * Float.BYTES;
        return mapping.segment().asSlice(offsetOf(row), size);
    }

    /// The rows `[fromRow, untilRow)`.
    RowBlock block(long fromRow, long untilRow) {
        int count = Math.toIntExact(untilRow - fromRow);
        return new RowBlock(mapping.segment(), offsetOf(fromRow), fromRow, count, layout.rows());
    }

    /// Gives back what the extent holds of the system. No read may be under way.
    @Override
    public void close() {
        mapping.close();
    }
}
