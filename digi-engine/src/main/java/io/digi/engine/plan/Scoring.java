package io.digi.engine.plan;

import io.digi.engine.generation.IndexPlan;
import io.digi.engine.record.VectorBytes;
import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.RowKernel;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;

/// How a distance is computed on stored rows.
final class Scoring {
    private Scoring() {}

    static RowKernel kernel(Distance distance) {
        return Kernels.of(IndexPlan.metric(distance));
    }

    /// The elements that rows are compared with `[dimension]`.
    static float[] query(Distance distance, DenseVector vector) {
        float norm = distance == Distance.COSINE ? VectorBytes.norm(vector) : 1;
        return VectorBytes.scaled(vector, norm);
    }
}
