package io.digi.index.kernel;

/// Dot product in plain Java: the fallback without the vector module, and the twin of [VectorDot]
/// in the tests.
final class PlainDot extends FourRowKernel {
    PlainDot() {
        super(Metric.DOT);
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
        scores[at] = sum0;
        scores[at + 1] = sum1;
        scores[at + 2] = sum2;
        scores[at + 3] = sum3;
    }

    @Override
    float scoreOne(float[] query, long address) {
        float sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += term(query[i], MEMORY.get(FLOAT, address + 4L * i));
        }
        return sum;
    }

    static float term(float query, float element) {
        return query * element;
    }
}
