package io.digi.engine.embedded;

/// A vector of a collection, by their numbers.
record IndexPlace(int collection, int vector) {}
