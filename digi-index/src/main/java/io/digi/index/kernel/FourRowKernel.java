package io.digi.index.kernel;

import io.digi.index.address.AllMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.util.Objects;

/// The frame of all kernels: rows are scored four at a time, so each load of the query serves four
/// rows and four independent sums hide the latency of the additions.
///
/// The two loops are shared; what depends on the metric is one virtual call per four rows, about 1
/// ns per row. No vector crosses that call: C2 would allocate it.
abstract sealed class FourRowKernel implements RowKernel
        permits PlainDot, PlainEuclid, PlainManhattan, VectorDot, VectorEuclid, VectorManhattan {
    static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final MemorySegment MEMORY = AllMemory.SEGMENT;

    private final Metric metric;

    FourRowKernel(Metric metric) {
        this.metric = metric;
    }

    @Override
    public final Metric metric() {
        return metric;
    }

    @Override
    public final void scoreRows(
            float[] query,
            MemorySegment rows,
            long offset,
            long stride,
            int rowCount,
            float[] scores) {
        RowBounds.requireReadable(rows);
        Objects.checkFromIndexSize(0, rowCount, scores.length);
        RowBounds.requireInside(offset, stride, rowCount, rows.byteSize() - 4L * query.length);
        try {
            scoreStrided(query, rows.address() + offset, stride, rowCount, scores);
        } finally {
            Reference.reachabilityFence(rows);
        }
    }

    @Override
    public final void scoreOffsets(
            float[] query, MemorySegment rows, long[] offsets, int count, float[] scores) {
        RowBounds.requireReadable(rows);
        Objects.checkFromIndexSize(0, count, scores.length);
        RowBounds.requireInside(offsets, count, rows.byteSize() - 4L * query.length);
        try {
            scoreScattered(query, rows.address(), offsets, count, scores);
        } finally {
            Reference.reachabilityFence(rows);
        }
    }

    private void scoreScattered(
            float[] query, long base, long[] offsets, int count, float[] scores) {
        int fours = count & ~3;
        for (int i = 0; i < fours; i += 4) {
            long address0 = base + offsets[i];
            long address1 = base + offsets[i + 1];
            long address2 = base + offsets[i + 2];
            scoreFour(query, address0, address1, address2, base + offsets[i + 3], scores, i);
        }
        for (int i = fours; i < count; i++) {
            scores[i] = scoreOne(query, base + offsets[i]);
        }
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(scores[i])) {
                scores[i] = (float) scoreInDouble(query, base + offsets[i]);
            }
        }
    }

    private void scoreStrided(
            float[] query, long address, long stride, int rowCount, float[] scores) {
        int fours = rowCount & ~3;
        long at = address;
        for (int i = 0; i < fours; i += 4, at += 4 * stride) {
            long at2 = at + 2 * stride;
            scoreFour(query, at, at + stride, at2, at2 + stride, scores, i);
        }
        for (int i = fours; i < rowCount; i++, at += stride) {
            scores[i] = scoreOne(query, at);
        }
        for (int i = 0; i < rowCount; i++) {
            if (!Float.isFinite(scores[i])) {
                scores[i] = (float) scoreInDouble(query, address + i * stride);
            }
        }
    }

    /// Scores the rows at four addresses into `scores[at .. at + 4)`. Seven parameters, because
    /// anything that bundled them would be allocated or read back in the innermost call.
    abstract void scoreFour(
            float[] query,
            long address0,
            long address1,
            long address2,
            long address3,
            float[] scores,
            int at);

    abstract float scoreOne(float[] query, long address);

    /// The score without overflow on the way.
    private double scoreInDouble(float[] query, long address) {
        double sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += term(query[i], MEMORY.get(FLOAT, address + 4L * i));
        }
        return sum;
    }

    private double term(double query, double element) {
        return switch (metric) {
            case DOT -> query * element;
            case EUCLID -> 0 - (query - element) * (query - element);
            case MANHATTAN -> 0 - Math.abs(query - element);
        };
    }
}
