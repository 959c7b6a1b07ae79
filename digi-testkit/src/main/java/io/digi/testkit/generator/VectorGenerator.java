package io.digi.testkit.generator;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/// Draws vectors: of few small integers (which tie), zero, ordinary, very long and very short. The
/// extremes stay where float32 sums of squares neither overflow nor vanish.
public final class VectorGenerator {
    private static final double LONG = 1e15;
    private static final double SHORT = 1e-15;
    private static final int UNKNOWN_DIMENSION = 2;

    private final Draw draw;
    private final CollectionConfig config;

    public VectorGenerator(Draw draw, CollectionConfig config) {
        this.draw = draw;
        this.config = config;
    }

    public DenseVector vector(int dimension) {
        int kind = draw.below(100);
        if (kind < 50) {
            return filled(dimension, () -> draw.between(-2, 2));
        }
        if (kind < 55) {
            return filled(dimension, () -> 0);
        }
        if (kind < 90) {
            return filled(dimension, draw::unit);
        }
        double scale = draw.chance(50) ? LONG : SHORT;
        return filled(dimension, () -> draw.between(-2, 2) * scale);
    }

    /// A vector that fits the collection's vector of that name, but for few that do not.
    public DenseVector fitting(VectorName name) {
        return vector(draw.chance(2) ? dimension(name) + 1 : dimension(name));
    }

    /// Some of the vectors that a point may have; rarely one that it may not have.
    public NamedVectors vectors() {
        Map<VectorName, DenseVector> vectors = new TreeMap<>();
        draw.some(80, config.vectors().keySet())
                .forEach(name -> vectors.put(name, vector(dimension(name))));
        if (draw.chance(2)) {
            VectorName name = name();
            vectors.put(name, fitting(name));
        }
        return new NamedVectors(vectors);
    }

    /// One of the collection's vectors, rarely another.
    public VectorName name() {
        return draw.chance(3) || config.vectors().isEmpty()
                ? Pools.UNKNOWN_VECTOR
                : draw.one(config.vectors().keySet().stream().toList());
    }

    private int dimension(VectorName name) {
        return Optional.ofNullable(config.vectors().get(name))
                .map(VectorConfig::dimension)
                .orElse(UNKNOWN_DIMENSION);
    }

    private static DenseVector filled(int dimension, DoubleSupplier element) {
        float[] elements = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            elements[i] = (float) element.getAsDouble();
        }
        return new DenseVector(elements);
    }
}
