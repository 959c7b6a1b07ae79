package io.digi.engine.extent;

import io.digi.index.memory.RowBlock;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;

/// Rows of one named vector in one file, up to a row to which the file was forced. Immutable: a
/// grown file is a new extent of the same sequence number.
public sealed interface Extent extends AutoCloseable permits SealedExtent, OpenExtent {
    long sequence();

    /// The first row that the extent may hold.
    long firstRow();

    /// The row behind the last that the extent holds.
    long endRow();

    /// The path of the file in the storage directory.
    String file();

    /// Whether the extent is full and its file mapped.
    boolean isSealed();

    /// Where a row starts in the file, in bytes.
    long offsetOf(long row);

    /// Copies a row into `elements [dimension]`.
    void read(long row, float[] elements);

    /// The bytes of a row where its file is mapped. Usable as long as the extent is.
    Optional<MemorySegment> mapped(long row);

    /// Copies the bytes of a row into native memory of their size.
    void copy(long row, MemorySegment target);

    /// Hands on the rows `[fromRow, untilRow)` in blocks, in order. A block is valid only until the
    /// consumer returns.
    void forEachBlock(long fromRow, long untilRow, Consumer<RowBlock> consumer);

    /// Gives back what the extent holds of the system. No read may be under way.
    @Override
    void close();
}
