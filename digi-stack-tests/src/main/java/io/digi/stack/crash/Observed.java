package io.digi.stack.crash;

/// A point as the server shows it.
///
/// @param vectorExact whether the vector is, bit by bit, that of this id and version
/// @param payloadExact whether the payload is that of this id and state, and nothing more
record Observed(long id, PointState state, boolean vectorExact, boolean payloadExact) {}
