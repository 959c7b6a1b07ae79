package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.FLOAT;
import static io.digi.index.codes.CodeTable.MEMORY;

import io.digi.index.address.NativeCode;
import io.digi.index.kernel.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What scorers against queries and against nodes share: from sums over codes to scores.
///
/// `score = weight · scale · sum + shift + offset`, of which scale and shift belong to the node,
/// weight and offset to the query. In double, so that no step overflows into NaN.
abstract sealed class CodeScorer implements NodeScorer permits QueryScorer, PairScorer {
    private static final int FIRST_BATCH = 64;
    private static final int LINE_BYTES = 64;
    private static final int TOUCHED_LINES = 3;

    /// More would push the first of them out of the caches before they are scored, and hold up the
    /// garbage collector, which waits for native calls.
    private static final int PREFETCHED_BYTES_MAX = 64 << 10;

    final CodePlaces places;
    final CodeLayout layout;
    final CodeKernel kernel;
    final Metric metric;
    private final int factorsOffset;
    private final int touchedBytes;
    private final int prefetchedCountMax;
    private long[] addresses = new long[FIRST_BATCH];
    private MemorySegment addressMemory = MemorySegment.ofArray(addresses);
    private double weight;
    private double offset;

    /// Keeps the loads of [#touch] from being left out.
    @SuppressWarnings("unused")
    private int touched;

    CodeScorer(CodePlaces places, CodeKernel kernel) {
        this.places = places;
        this.layout = places.model().layout();
        this.kernel = kernel;
        this.metric = places.model().metric();
        this.factorsOffset = layout.factorsOffset();
        this.touchedBytes = Math.min(layout.rowBytes(), TOUCHED_LINES * LINE_BYTES);
        this.prefetchedCountMax = Math.max(1, PREFETCHED_BYTES_MAX / layout.rowBytes());
    }

    @Override
    public final void prefetch(int[] nodes, int count) {
        int first = Math.min(count, prefetchedCountMax);
        resolve(nodes, first);
        if (NativeCode.prefetches()) {
            NativeCode.prefetch(addressMemory, first, layout.rowBytes());
        } else {
            touch(first);
        }
    }

    /// Without a prefetch: a load of the first lines whose result nobody waits for. The processor
    /// has the others on their way by then.
    private void touch(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            long address = addresses[i];
            for (int line = 0; line < touchedBytes; line += LINE_BYTES) {
                sum += MEMORY.get(ValueLayout.JAVA_BYTE, address + line);
            }
        }
        touched = sum;
    }

    private void resolve(int[] nodes, int count) {
        if (addresses.length < count) {
            addresses = new long[Math.max(count, 2 * addresses.length)];
            addressMemory = MemorySegment.ofArray(addresses);
        }
        places.addressesOf(nodes, count, addresses);
    }

    @Override
    public final void score(int[] nodes, int count, float[] scores) {
        resolve(nodes, count);
        kernel.sums(addresses, count, scores);
        if (metric == Metric.MANHATTAN) {
            negate(scores, count);
        } else {
            finish(scores, count);
        }
    }

    private void finish(float[] scores, int count) {
        for (int i = 0; i < count; i++) {
            long factors = addresses[i] + factorsOffset;
            double scale = MEMORY.get(FLOAT, factors + CodeLayout.SCALE);
            double shift = MEMORY.get(FLOAT, factors + CodeLayout.SHIFT);
            scores[i] = (float) (weight * scale * scores[i] + shift + offset);
        }
    }

    private static void negate(float[] scores, int count) {
        for (int i = 0; i < count; i++) {
            scores[i] = 0f - scores[i];
        }
    }

    /// The terms of a query whose residual has `length` and stands against `terms` alone.
    final void setTerms(double length, double terms) {
        weight = metric == Metric.EUCLID ? 2 * length : length;
        offset = terms;
    }

    final double weight() {
        return weight;
    }

    final float factor(int node, int factor) {
        return MEMORY.get(FLOAT, places.addressOf(node) + factorsOffset + factor);
    }

    /// The dot product of the mean with itself.
    static double meanSquare(CodeModel model) {
        float[] mean = model.mean();
        double sum = 0;
        for (float element : mean) {
            sum += (double) element * element;
        }
        return sum;
    }
}
