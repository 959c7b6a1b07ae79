package io.digi.bench.service;

import io.digi.model.vector.DenseVector;

/// A point to be stored.
record ServicePoint(int id, DenseVector vector, String tenant) {}
