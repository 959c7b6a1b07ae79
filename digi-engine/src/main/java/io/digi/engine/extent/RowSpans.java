package io.digi.engine.extent;

import io.digi.index.flat.RowSet;
import io.digi.index.memory.RowBlock;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where the elements of a vector's rows are: extents up to `drainedRows`, memory from there on.
/// Immutable, but for rows that are appended behind the end that a state knows.
///
/// @param extents in the order of their rows; what lies between two of them is gone
/// @param tail in the order of their rows
public record RowSpans(
        ExtentLayout layout, List<Extent> extents, long drainedRows, List<TailRows> tail) {
    public RowSpans {
        extents = List.copyOf(extents);
        tail = List.copyOf(tail);
    }

    /// Copies a row into `elements [dimension]`. Throws [Problem.Corrupt] if no extent has it.
    public void read(long row, float[] elements) {
        if (row >= drainedRows) {
            tailOf(row).read(row, elements);
        } else {
            extentOf(row).read(row, elements);
        }
    }

    /// The bytes of a row where they lie, float32 little-endian `[dimension]`. Throws
    /// [Problem.Corrupt] if no extent has the row.
    public MemorySegment bytes(long row) {
        return row >= drainedRows ? tailOf(row).bytes(row) : extentOf(row).bytes(row);
    }

    /// Whether some extent, or the memory, has the row.
    public boolean has(long row) {
        return row >= drainedRows || find(row).isPresent();
    }

    /// Whether the extents have every row that was drained.
    public boolean isWhole() {
        return extents.stream().mapToLong(e -> e.endRow() - e.firstRow()).sum() == drainedRows;
    }

    /// The file that holds a row; for messages about damage.
    public String placeOf(long row) {
        if (row >= drainedRows) {
            return "kv/rows";
        }
        return find(row)
                .map(Extent::file)
                .orElseGet(() -> "extent %d of the vector".formatted(layout.sequenceOf(row)));
    }

    /// Where a row starts in its file, in bytes; 0 if it is in none.
    public long offsetOf(long row) {
        return find(row).map(extent -> extent.offsetOf(row)).orElse(0L);
    }

    /// Hands on all blocks below `endRow` that may have a row of `wanted`, in order. A block is
    /// valid only until the consumer returns.
    public void forEachBlock(long endRow, RowSet wanted, Consumer<RowBlock> consumer) {
        for (Extent extent : extents) {
            long end = Math.min(extent.endRow(), endRow);
            long first = wanted.nextRow(extent.firstRow());
            if (first < end) {
                consumer.accept(extent.block(first, end));
            }
        }
        for (TailRows part : tail) {
            boolean drained = part.firstRow() < drainedRows;
            if (!drained && wanted.nextRow(part.firstRow()) < endRow) {
                part.blocks(endRow).forEach(consumer);
            }
        }
    }

    private TailRows tailOf(long row) {
        for (TailRows part : tail) {
            if (row >= part.firstRow() && row < part.endRow()) {
                return part;
            }
        }
        throw new IllegalArgumentException("row %d was never written".formatted(row));
    }

    private Extent extentOf(long row) {
        return find(row)
                .orElseThrow(() ->
                        new DigiException(
                                new Problem.Corrupt(
                                        placeOf(row), 0, "row %d is missing".formatted(row))));
    }

    /// The extent that holds a row.
    private Optional<Extent> find(long row) {
        int low = 0;
        int high = extents.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Extent extent = extents.get(middle);
            if (row < extent.firstRow()) {
                high = middle - 1;
            } else if (row >= extent.endRow()) {
                low = middle + 1;
            } else {
                return Optional.of(extent);
            }
        }
        return Optional.empty();
    }
}
