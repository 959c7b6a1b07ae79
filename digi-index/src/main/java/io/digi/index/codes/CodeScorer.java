package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.FLOAT;
import static io.digi.index.codes.CodeTable.MEMORY;

import io.digi.index.kernel.Metric;

/// What scorers against queries and against nodes share: from sums over codes to scores.
///
/// `score = weight · scale · sum + shift + offset`, of which scale and shift belong to the node,
/// weight and offset to the query. In double, so that no step overflows into NaN.
abstract sealed class CodeScorer implements NodeScorer permits QueryScorer, PairScorer {
    private static final int FIRST_BATCH = 64;

    final CodeTable table;
    final CodeLayout layout;
    final CodeKernel kernel;
    final Metric metric;
    private final int factorsOffset;
    private long[] addresses = new long[FIRST_BATCH];
    private double weight;
    private double offset;

    CodeScorer(CodeTable table, CodeKernel kernel) {
        this.table = table;
        this.layout = table.model().layout();
        this.kernel = kernel;
        this.metric = table.model().metric();
        this.factorsOffset = layout.factorsOffset();
    }

    @Override
    public final void score(int[] nodes, int count, float[] scores) {
        if (addresses.length < count) {
            addresses = new long[Math.max(count, 2 * addresses.length)];
        }
        table.addressesOf(nodes, count, addresses);
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
        return MEMORY.get(FLOAT, table.addressOf(node) + factorsOffset + factor);
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
