package io.digi.index.kernel;

/// Negated Manhattan distance in plain Java: the fallback without the vector module, and the twin
/// of [VectorManhattan] in the tests.
final class PlainManhattan extends FourRowKernel {
    PlainManhattan() {
        super(Metric.MANHATTAN);
    }

    @Override
    void scoreFour(
            float[] query,
            long address0,
            long address1,
            long address2,
            long address3,
            float[] scores,
            int at) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < query.length; i++) {
            float q = query[i];
            long shift = 4L * i;
            sum0 += term(q, MEMORY.get(FLOAT, address0 + shift));
            sum1 += term(q, MEMORY.get(FLOAT, address1 + shift));
            sum2 += term(q, MEMORY.get(FLOAT, address2 + shift));
            sum3 += term(q, MEMORY.get(FLOAT, address3 + shift));
        }
        scores[at] = 0f - sum0;
        scores[at + 1] = 0f - sum1;
        scores[at + 2] = 0f - sum2;
        scores[at + 3] = 0f - sum3;
    }

    @Override
    float scoreOne(float[] query, long address) {
        float sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += term(query[i], MEMORY.get(FLOAT, address + 4L * i));
        }
        return 0f - sum;
    }

    static float term(float query, float element) {
        return Math.abs(query - element);
    }
}
