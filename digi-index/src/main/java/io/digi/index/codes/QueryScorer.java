package io.digi.index.codes;

import io.digi.index.kernel.Metric;

/// Scores codes against a query: estimates on the scale of the metric's scores, without bias over
/// rotations. For one thread, any number of queries; nothing is allocated per query.
public final class QueryScorer extends CodeScorer {
    private final Residual residual;
    private final double meanSquare;

    QueryScorer(CodePlaces places) {
        this(places, CodeKernel.of(places.model()));
    }

    QueryScorer(CodePlaces places, CodeKernel kernel) {
        super(places, kernel);
        this.residual = new Residual(places.model(), places.model().rotation());
        this.meanSquare = meanSquare(places.model());
    }

    /// Takes `query [dimension]`; what is scored next is scored against it.
    public void prepare(float[] query) {
        residual.set(query);
        kernel.prepare(residual.direction());
        double length = residual.length();
        switch (metric) {
            // The mean's product with the whole query.
            case DOT -> setTerms(length, residual.meanProduct() + meanSquare);
            case EUCLID -> setTerms(length, -length * length);
            case MANHATTAN -> setTerms(1, 0);
        }
    }

    /// How far the score of `node` may be from the exact one. Manhattan distance: a bound. Else one
    /// standard error: 68 % of the estimates are nearer, 95 % within two of it, 99.7 % within
    /// three.
    public float error(int node) {
        float error = factor(node, CodeLayout.ERROR);
        if (metric == Metric.MANHATTAN) {
            return error;
        }
        if (layout.bits() == 8) {
            return (float) (weight() * error);
        }
        // Rounding moves each value of the query by step / √12, at random.
        double length = factor(node, CodeLayout.LENGTH);
        double rounding = length * kernel.queryStep() / Math.sqrt(12);
        return (float) (weight() * Math.sqrt((double) error * error + rounding * rounding));
    }
}
