package io.digi.index.codes;

import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.Metric;

/// Sums over codes: `Σ cᵢ·qᵢ`, or `Σ |qᵢ - scale·cᵢ|` for Manhattan distance. Holds one query at a
/// time, for one thread.
abstract sealed class CodeKernel
        permits PlainByteDot,
                PlainByteGap,
                PlainPlanes,
                VectorByteDot,
                VectorByteGap,
                VectorPlanes {
    /// Takes `query [paddedDimension]`, which the caller may change afterwards.
    abstract void prepare(float[] query);

    /// The sums over the codes at `addresses[0 .. count)` into `sums[0 .. count)`.
    abstract void sums(long[] addresses, int count, float[] sums);

    /// What a query's values were rounded to multiples of; 0 if they were not rounded.
    double queryStep() {
        return 0;
    }

    static CodeKernel of(CodeModel model) {
        return Kernels.vectorised() ? vectorised(model) : plain(model);
    }

    static CodeKernel plain(CodeModel model) {
        CodeLayout layout = model.layout();
        if (model.metric() == Metric.MANHATTAN) {
            return new PlainByteGap(layout);
        }
        return layout.bits() == 8
                ? new PlainByteDot(layout.paddedDimension())
                : new PlainPlanes(layout);
    }

    static CodeKernel vectorised(CodeModel model) {
        CodeLayout layout = model.layout();
        if (model.metric() == Metric.MANHATTAN) {
            return VectorCodes.byteGap(layout);
        }
        return layout.bits() == 8
                ? VectorCodes.byteDot(layout.paddedDimension())
                : VectorCodes.planes(layout);
    }
}
