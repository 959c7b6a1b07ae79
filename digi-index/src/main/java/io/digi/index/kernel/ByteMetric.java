package io.digi.index.kernel;

/// How vectors of bytes are compared. Scores are larger the nearer.
public enum ByteMetric {
    /// The dot product.
    DOT,
    /// The dot product of the directions: bytes cannot be scaled to length 1. 0 for zeros.
    COSINE,
    /// The squared Euclidean distance, negated.
    EUCLID,
    /// The sum of absolute differences, negated.
    MANHATTAN
}
