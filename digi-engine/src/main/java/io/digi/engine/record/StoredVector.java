package io.digi.engine.record;

/// Where the elements of one vector of a point are, and what tells whether they are intact.
///
/// @param vector number of the named vector in its collection
/// @param row where the elements are
/// @param norm Euclidean length before normalisation, for a vector compared by cosine; else 1
/// @param crc CRC32C of the elements as stored, float32 little-endian
public record StoredVector(int vector, long row, float norm, int crc) {}
