package io.digi.engine.catalog;

/// How the keys and files of a collection refer to one of its named vectors.
///
/// @param number of the vector in its collection
/// @param extentCapacity rows in a full extent
public record VectorPlace(int number, int extentCapacity) {}
