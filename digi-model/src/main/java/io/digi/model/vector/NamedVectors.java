package io.digi.model.vector;

import io.digi.model.id.VectorName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The vectors of a point by name, in the order of their names.
public record NamedVectors(SortedMap<VectorName, DenseVector> byName) {
    public static final NamedVectors NONE = new NamedVectors(new TreeMap<>());

    public NamedVectors {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    public NamedVectors(Map<VectorName, DenseVector> byName) {
        this((SortedMap<VectorName, DenseVector>) new TreeMap<>(byName));
    }

    /// The one unnamed vector of a point.
    public static NamedVectors of(float... elements) {
        return new NamedVectors(Map.of(VectorName.DEFAULT, new DenseVector(elements)));
    }

    public static NamedVectors of(String name, float... elements) {
        return new NamedVectors(Map.of(new VectorName(name), new DenseVector(elements)));
    }

    public Optional<DenseVector> get(VectorName name) {
        return Optional.ofNullable(byName.get(name));
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }
}
