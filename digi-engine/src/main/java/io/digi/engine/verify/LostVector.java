package io.digi.engine.verify;

/// A vector whose elements are not what its record says.
///
/// @param number of the named vector in its collection
/// @param file where the elements should be
record LostVector(int number, long row, String file, long offset, String detail) {}
