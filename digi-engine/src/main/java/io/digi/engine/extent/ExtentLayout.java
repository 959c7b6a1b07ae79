package io.digi.engine.extent;

import io.digi.index.memory.RowLayout;

/// Where the rows of one named vector lie in its extents: row `r` is number `r % rowCapacity` of
/// the extent with sequence number `r / rowCapacity`.
///
/// @param rows how the rows lie in an extent, and in memory
/// @param rowCapacity rows in a full extent; fixed when the collection is created
public record ExtentLayout(RowLayout rows, int rowCapacity) {
    public ExtentLayout {
        if (rowCapacity < 1) {
            throw new IllegalArgumentException("an extent holds at least one row");
        }
    }

    /// The layout of extents of about a size.
    ///
    /// @param extentSizeBytes about how large a full extent is
    public static ExtentLayout of(int dimension, long extentSizeBytes) {
        RowLayout rows = new RowLayout(dimension);
        long capacity = Math.max(1, extentSizeBytes / rows.strideBytes());
        return new ExtentLayout(rows, (int) Math.min(capacity, Integer.MAX_VALUE));
    }

    public long sequenceOf(long row) {
        return row / rowCapacity;
    }

    public long firstRowOf(long sequence) {
        return sequence * rowCapacity;
    }
}
