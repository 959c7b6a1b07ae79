package io.digi.index.codes;

/// A query in bit planes, to meet codes in bit planes: whole numbers from `-(2ⁿ⁻¹-1)` to `2ⁿ⁻¹-1`
/// in two's complement, the last plane counting negative, times one step.
///
/// The sum over a code whose dimension `i` has the bits of `uᵢ` and stands for `uᵢ - middle` is
/// `step · (Σ uᵢ·kᵢ - middle · Σ kᵢ)`, of which planes give the first sum by counting bits.
final class PlaneQuery {
    /// Words of a plane are padded so that no vector load leaves it.
    private static final int WORDS_ALIGNMENT = 8;

    private static final FloatLoops LOOPS = FloatLoops.chosen();

    private final Rounding rounding;
    private final int[] numbers;
    private final long[] words;
    private final int planeWords;
    private final int planeCount;
    private final double middle;
    private double step;
    private long numberSum;

    PlaneQuery(CodeLayout layout) {
        this.planeCount = planeCount(layout.bits());
        this.rounding = Rounding.toNearest((1 << (planeCount - 1)) - 1);
        this.numbers = new int[layout.paddedDimension()];
        this.planeWords = (layout.paddedDimension() / 64 + WORDS_ALIGNMENT - 1) & -WORDS_ALIGNMENT;
        this.words = new long[planeCount * planeWords];
        this.middle = ((1 << layout.bits()) - 1) / 2.0;
    }

    /// Rounding a query to 4 bits adds 1.5 % to the error of codes of 1 bit; finer codes need a
    /// finer query. A multiple of four, as kernels count four planes at a time.
    private static int planeCount(int bits) {
        return bits == 1 ? 4 : 8;
    }

    /// `[planeCount × planeWords]`, lowest plane first; zero behind the dimensions.
    long[] words() {
        return words;
    }

    int planeWords() {
        return planeWords;
    }

    int planeCount() {
        return planeCount;
    }

    /// Takes `query [paddedDimension]`.
    void set(float[] query) {
        float largest = Math.max(LOOPS.largest(query), Float.MIN_NORMAL);
        step = largest / rounding.back();
        numberSum = LOOPS.round(query, (float) (1 / step), rounding, numbers);
        LOOPS.pack(numbers, planeCount, words, planeWords);
    }

    /// The sum over a code for which the weighted count of common bits is `count`.
    float sum(long count) {
        return (float) (step * (count - offset()));
    }

    double offset() {
        return middle * numberSum;
    }

    double step() {
        return step;
    }
}
