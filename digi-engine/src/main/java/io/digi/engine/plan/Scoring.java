package io.digi.engine.plan;

import io.digi.engine.record.VectorBytes;
import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.Metric;
import io.digi.index.kernel.RowKernel;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;

/// How a distance is computed on stored rows.
final class Scoring {
    private Scoring() {}

    static RowKernel kernel(Distance distance) {
        return Kernels.of(metric(distance));
    }

    static Metric metric(Distance distance) {
        return switch (distance) {
            case COSINE, DOT -> Metric.DOT;
            case EUCLID -> Metric.EUCLID;
            case MANHATTAN -> Metric.MANHATTAN;
        };
    }

    /// The elements that rows are compared with `[dimension]`.
    static float[] query(Distance distance, DenseVector vector) {
        float norm = distance == Distance.COSINE ? VectorBytes.norm(vector) : 1;
        return VectorBytes.scaled(vector, norm);
    }
}
