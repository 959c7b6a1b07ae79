package io.digi.index.kernel;

import java.lang.foreign.MemorySegment;

/// Scores rows of float32 values, little-endian, against a query of the same dimension.
///
/// Shapes: `query [dimension]`, a row `[dimension]` at any byte offset; nothing beyond a row's last
/// value is read. Scores are those of the kernel's [Metric], larger is nearer.
///
/// **Rounding.** Sums run in float32, in an order that differs between kernels, so two kernels
/// agree within about `dimension · 2⁻²⁴ · Σ |terms|`, not bit by bit.
///
/// **Overflow.** For finite values a score is never NaN, and it is infinite only if the exact value
/// lies beyond float32: a sum that leaves the range on the way is repeated in double. If a query or
/// row holds NaN or infinity the score may be NaN.
///
/// **Memory.** Rows are native or mapped memory of any arena. Bounds are checked once per call, and
/// that the memory is open; behind that the values are read by address. So the caller keeps memory
/// and mapping open until the call returns, as one does who holds a view.
///
/// Kernels have no state and are safe for all threads.
public sealed interface RowKernel permits FourRowKernel {
    Metric metric();

    /// Scores `rowCount` rows that start at `offset`, `offset + stride`, … bytes into `scores[0 ..
    /// rowCount)`. Rows may overlap (a stride below the row's size).
    void scoreRows(
            float[] query,
            MemorySegment rows,
            long offset,
            long stride,
            int rowCount,
            float[] scores);

    /// Scores the rows at `offsets[0 .. count)` bytes into `scores[0 .. count)`.
    void scoreOffsets(float[] query, MemorySegment rows, long[] offsets, int count, float[] scores);
}
