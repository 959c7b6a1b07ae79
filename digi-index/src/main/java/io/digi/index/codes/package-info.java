/// Codes: vectors in 1, 2, 4 or 8 bits a dimension, and how near they are to a query.
///
/// A vector is centred on the mean of a sample, rotated at random, and rounded to a small integer
/// per dimension; a few factors beside the bits make the estimate of its score unbiased, with a
/// known error [1]. Codes are what a search touches; the originals only score the best again.
///
/// - [1] Gao, Long: RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound for
///   Approximate Nearest Neighbor Search. SIGMOD 2024.
@NullMarked
package io.digi.index.codes;

import org.jspecify.annotations.NullMarked;
