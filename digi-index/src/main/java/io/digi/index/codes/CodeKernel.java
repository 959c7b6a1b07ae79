package io.digi.index.codes;

import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.Metric;

/// Sums over codes: `Σ cᵢ·qᵢ`, or `Σ |qᵢ - scale·cᵢ|` for Manhattan distance. Holds one query at a
/// time, for one thread.
abstract sealed class CodeKernel permits PlainByteDot, PlainByteGap, VectorByteDot, VectorByteGap {
    /// Takes `query [paddedDimension]`, which the caller may change afterwards.
    abstract void prepare(float[] query);

    /// The sums over the codes at `addresses[0 .. count)` into `sums[0 .. count)`.
    abstract void sums(long[] addresses, int count, float[] sums);

    static CodeKernel of(CodeModel model) {
        if (model.bits() != 8) {
            throw new IllegalArgumentException(
                    "codes of 8 bits have a kernel so far, not of " + model.bits());
        }
        return Kernels.vectorised() ? vectorised(model) : plain(model);
    }

    static CodeKernel plain(CodeModel model) {
        CodeLayout layout = model.layout();
        return model.metric() == Metric.MANHATTAN
                ? new PlainByteGap(layout)
                : new PlainByteDot(layout.paddedDimension());
    }

    static CodeKernel vectorised(CodeModel model) {
        CodeLayout layout = model.layout();
        return model.metric() == Metric.MANHATTAN
                ? VectorCodes.byteGap(layout)
                : VectorCodes.byteDot(layout.paddedDimension());
    }
}
