package io.digi.index.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The frame of all kernels: rows are scored four at a time, so each load of the query serves four
/// rows and four independent sums hide the latency of the additions.
///
/// The two loops are shared; what depends on the metric is one virtual call per four rows, about 1
/// ns per row. No vector crosses that call: C2 would allocate it.
abstract sealed class FourRowKernel implements RowKernel
        permits PlainDot, PlainEuclid, PlainManhattan, VectorDot, VectorEuclid, VectorManhattan {
    static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
        assert rowCount >= 0 && rowCount <= scores.length : rowCount + " > " + scores.length;
        int fours = rowCount & ~3;
        long next = offset;
        for (int i = 0; i < fours; i += 4, next += 4 * stride) {
            scoreFour(
                    query,
                    rows,
                    next,
                    next + stride,
                    next + 2 * stride,
                    next + 3 * stride,
                    scores,
                    i);
        }
        for (int i = fours; i < rowCount; i++, next += stride) {
            scores[i] = scoreOne(query, rows, next);
        }
        for (int i = 0; i < rowCount; i++) {
            if (!Float.isFinite(scores[i])) {
                scores[i] = (float) scoreInDouble(query, rows, offset + i * stride);
            }
        }
    }

    @Override
    public final void scoreOffsets(
            float[] query, MemorySegment rows, long[] offsets, int count, float[] scores) {
        assert count >= 0 && count <= scores.length : count + " > " + scores.length;
        int fours = count & ~3;
        for (int i = 0; i < fours; i += 4) {
            scoreFour(
                    query,
                    rows,
                    offsets[i],
                    offsets[i + 1],
                    offsets[i + 2],
                    offsets[i + 3],
                    scores,
                    i);
        }
        for (int i = fours; i < count; i++) {
            scores[i] = scoreOne(query, rows, offsets[i]);
        }
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(scores[i])) {
                scores[i] = (float) scoreInDouble(query, rows, offsets[i]);
            }
        }
    }

    /// Scores the rows at four offsets into `scores[at .. at + 4)`. Eight parameters, because
    /// anything that bundled them would be allocated or read back in the innermost call.
    abstract void scoreFour(
            float[] query,
            MemorySegment rows,
            long offset0,
            long offset1,
            long offset2,
            long offset3,
            float[] scores,
            int at);

    abstract float scoreOne(float[] query, MemorySegment rows, long offset);

    /// The score without overflow on the way; also the tests' oracle.
    final double scoreInDouble(float[] query, MemorySegment rows, long offset) {
        double sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += term(query[i], rows.get(FLOAT, offset + 4L * i));
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
