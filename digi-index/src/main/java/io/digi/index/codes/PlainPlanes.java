package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.LONG;
import static io.digi.index.codes.CodeTable.MEMORY;

/// Products of bit planes in plain Java: the fallback, and the twin of [VectorPlanes].
final class PlainPlanes extends CodeKernel {
    private final PlaneQuery query;
    private final int codePlanes;
    private final int codeWords;

    PlainPlanes(CodeLayout layout) {
        this.query = new PlaneQuery(layout);
        this.codePlanes = layout.bits();
        this.codeWords = layout.paddedDimension() / 64;
    }

    @Override
    void prepare(float[] query) {
        this.query.set(query);
    }

    @Override
    double queryStep() {
        return query.step();
    }

    @Override
    void sums(long[] addresses, int count, float[] sums) {
        for (int i = 0; i < count; i++) {
            sums[i] = query.sum(commonBits(addresses[i]));
        }
    }

    /// The bits that a plane of the code and one of the query have in common, weighted by both.
    private long commonBits(long address) {
        long sum = 0;
        for (int plane = 0; plane < codePlanes; plane++) {
            for (int word = 0; word < codeWords; word++) {
                long bits = MEMORY.get(LONG, address + 8L * (plane * codeWords + word));
                sum += weightedCount(bits, word) << plane;
            }
        }
        return sum;
    }

    private long weightedCount(long bits, int word) {
        int last = query.planeCount() - 1;
        long[] words = query.words();
        int at = word;
        long sum = 0;
        for (int plane = 0; plane < last; plane++, at += query.planeWords()) {
            sum += (long) Long.bitCount(bits & words[at]) << plane;
        }
        return sum - ((long) Long.bitCount(bits & words[at]) << last);
    }
}
