package io.digi.index.kernel;

import java.lang.foreign.MemorySegment;

/// Negated Manhattan distance in plain Java: the fallback without the vector module, and the twin
/// of [VectorManhattan] in the tests.
final class PlainManhattan extends FourRowKernel {
    PlainManhattan() {
        super(Metric.MANHATTAN);
    }

    @Override
    void scoreFour(
            float[] query,
            MemorySegment rows,
            long offset0,
            long offset1,
            long offset2,
            long offset3,
            float[] scores,
            int at) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < query.length; i++) {
            float q = query[i];
            long shift = 4L * i;
            sum0 += term(q, rows.get(FLOAT, offset0 + shift));
            sum1 += term(q, rows.get(FLOAT, offset1 + shift));
            sum2 += term(q, rows.get(FLOAT, offset2 + shift));
            sum3 += term(q, rows.get(FLOAT, offset3 + shift));
        }
        scores[at] = 0f - sum0;
        scores[at + 1] = 0f - sum1;
        scores[at + 2] = 0f - sum2;
        scores[at + 3] = 0f - sum3;
    }

    @Override
    float scoreOne(float[] query, MemorySegment rows, long offset) {
        float sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += term(query[i], rows.get(FLOAT, offset + 4L * i));
        }
        return 0f - sum;
    }

    static float term(float query, float element) {
        return Math.abs(query - element);
    }
}
