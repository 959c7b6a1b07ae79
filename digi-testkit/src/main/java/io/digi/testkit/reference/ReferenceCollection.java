package io.digi.testkit.reference;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// The state of one collection. Not thread-safe: [ReferenceEngine] guards it.
final class ReferenceCollection {
    final CollectionName name;
    final NavigableMap<PointKey, StoredPoint> points = new TreeMap<>();
    final Map<JsonPath, PayloadIndexConfig> payloadIndexes = new LinkedHashMap<>();
    CollectionConfig config;
    private long lastOperation;

    ReferenceCollection(CollectionName name, CollectionConfig config) {
        this.name = name;
        this.config = config;
    }

    /// The same state under another name.
    ReferenceCollection copy(CollectionName other) {
        ReferenceCollection copy = new ReferenceCollection(other, config);
        copy.points.putAll(points);
        copy.payloadIndexes.putAll(payloadIndexes);
        copy.lastOperation = lastOperation;
        return copy;
    }

    /// The number that the next change gets if it is not refused.
    long upcomingOperation() {
        return lastOperation + 1;
    }

    /// Counts a change that was applied, and returns its number.
    long completeOperation() {
        return ++lastOperation;
    }

    VectorConfig vector(VectorName vector) {
        VectorConfig found = config.vectors().get(vector);
        if (found == null) {
            throw new DigiException(new Problem.UnknownVector(vector));
        }
        return found;
    }

    void requireVectors(Set<VectorName> names) {
        names.stream().sorted().forEach(this::vector);
    }

    void requireFitting(NamedVectors vectors) {
        vectors.byName().forEach(this::requireFitting);
    }

    void requireFitting(VectorName name, DenseVector vector) {
        int expected = vector(name).dimension();
        if (vector.dimension() != expected) {
            throw new DigiException(new Problem.WrongDimension(name, expected, vector.dimension()));
        }
    }
}
