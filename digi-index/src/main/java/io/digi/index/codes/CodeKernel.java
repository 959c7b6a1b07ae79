package io.digi.index.codes;

import io.digi.index.address.NativeCode;
import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.Metric;

/// Sums over codes: `Σ cᵢ·qᵢ`, or `Σ |qᵢ - scale·cᵢ|` for Manhattan distance. Holds one query at a
/// time, for one thread.
abstract sealed class CodeKernel
        permits NativeByteDot,
                PlainByteDot,
                PlainByteGap,
                PlainPlanes,
                VectorByteDot,
                VectorByteGap,
                VectorPlanes {
    /// Takes `query [paddedDimension]`, which the caller may change afterwards.
    abstract void prepare(float[] query);

    /// Takes the bytes of the code at `address`, times its scale for Manhattan distance, as query.
    void prepareCode(long address) {
        throw new UnsupportedOperationException("codes of bit planes are no queries");
    }

    /// The sums over the codes at `addresses[0 .. count)` into `sums[0 .. count)`.
    abstract void sums(long[] addresses, int count, float[] sums);

    /// What a query's values were rounded to multiples of; 0 if they were not rounded.
    double queryStep() {
        return 0;
    }

    static CodeKernel of(CodeModel model) {
        if (!Kernels.vectorised()) {
            return plain(model);
        }
        boolean byteProducts = model.bits() == 8 && model.metric() != Metric.MANHATTAN;
        return byteProducts && NativeCode.multipliesBytes()
                ? new NativeByteDot(model.layout())
                : vectorised(model);
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
