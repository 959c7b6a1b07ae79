/// Kernels: how near rows of float32 values are to a query, many rows in a call.
///
/// A *score* is always larger-is-nearer, so one search loop serves all metrics; [Metric] converts a
/// score to the value that users see, and back.
@NullMarked
package io.digi.index.kernel;

import org.jspecify.annotations.NullMarked;
