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
/// Kernels have no state and are safe for all threads. The query is an array and rows are meant to
/// be native memory: a third kind of segment would make the accesses inside the loops virtual
/// calls. Rows on the heap are scored correctly, but slow all others down.
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
