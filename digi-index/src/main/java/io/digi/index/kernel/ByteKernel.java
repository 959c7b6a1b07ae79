package io.digi.index.kernel;

import io.digi.index.address.AllMemory;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;

/// Scores rows of bytes against a query of bytes of the same dimension, 1 to 65,536. Bytes are
/// numbers from -128 to 127, or from 0 to 255 where they are unsigned.
///
/// Sums are of integers and exact; a score is the float nearest to the exact one, so that all
/// kernels give the same. Memory, shapes and threads are as with [RowKernel].
public abstract sealed class ByteKernel permits PlainByteKernel, VectorByteKernel {
    static final MemorySegment MEMORY = AllMemory.SEGMENT;

    private final ByteMetric metric;
    private final boolean unsigned;

    ByteKernel(ByteMetric metric, boolean unsigned) {
        this.metric = metric;
        this.unsigned = unsigned;
    }

    public final ByteMetric metric() {
        return metric;
    }

    final boolean isUnsigned() {
        return unsigned;
    }

    /// Scores `rowCount` rows that start at `offset`, `offset + stride`, … bytes into `scores[0 ..
    /// rowCount)`.
    public final void scoreRows(
            byte[] query,
            MemorySegment rows,
            long offset,
            long stride,
            int rowCount,
            float[] scores) {
        RowBounds.requireReadable(rows);
        Objects.checkFromIndexSize(0, rowCount, scores.length);
        RowBounds.requireInside(offset, stride, rowCount, rows.byteSize() - query.length);
        try {
            long own = own(query);
            long address = rows.address() + offset;
            for (int i = 0; i < rowCount; i++) {
                scores[i] = score(query, own, address + i * stride);
            }
        } finally {
            Reference.reachabilityFence(rows);
        }
    }

    /// Scores the rows at `offsets[0 .. count)` bytes into `scores[0 .. count)`.
    public final void scoreOffsets(
            byte[] query, MemorySegment rows, long[] offsets, int count, float[] scores) {
        RowBounds.requireReadable(rows);
        Objects.checkFromIndexSize(0, count, scores.length);
        RowBounds.requireInside(offsets, count, rows.byteSize() - query.length);
        try {
            long own = own(query);
            for (int i = 0; i < count; i++) {
                scores[i] = score(query, own, rows.address() + offsets[i]);
            }
        } finally {
            Reference.reachabilityFence(rows);
        }
    }

    /// What the score takes of the query alone.
    private long own(byte[] query) {
        long sum = 0;
        for (int i = 0; i < query.length && metric == ByteMetric.COSINE; i++) {
            long value = value(query[i]);
            sum += value * value;
        }
        return sum;
    }

    private float score(byte[] query, long own, long address) {
        return switch (metric) {
            case DOT -> dot(query, address);
            case COSINE -> cosine(dot(query, address), own, squares(address, query.length));
            case EUCLID -> -squaredGaps(query, address);
            case MANHATTAN -> -gaps(query, address);
        };
    }

    private static float cosine(long product, long own, long other) {
        double lengths = Math.sqrt((double) own) * Math.sqrt((double) other);
        return lengths == 0 ? 0 : (float) (product / lengths);
    }

    final int value(byte element) {
        return unsigned ? element & 0xff : element;
    }

    /// `Σ queryᵢ · rowᵢ`.
    abstract long dot(byte[] query, long address);

    /// `Σ rowᵢ²` of a row of so many bytes.
    abstract long squares(long address, int count);

    /// `Σ (queryᵢ - rowᵢ)²`.
    abstract long squaredGaps(byte[] query, long address);

    /// `Σ |queryᵢ - rowᵢ|`.
    abstract long gaps(byte[] query, long address);
}
