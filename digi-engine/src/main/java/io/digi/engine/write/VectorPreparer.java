package io.digi.engine.write;

import io.digi.engine.catalog.Definition;
import io.digi.engine.record.VectorBytes;
import io.digi.model.config.VectorConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.util.ArrayList;
import java.util.List;

/// Checks vectors against their collection and brings them into the form in which they are stored.
final class VectorPreparer {
    private final Definition definition;

    VectorPreparer(Definition definition) {
        this.definition = definition;
    }

    List<PreparedVector> prepare(NamedVectors given) {
        List<PreparedVector> prepared = new ArrayList<>(given.byName().size());
        given.byName().forEach((name, vector) -> prepared.add(prepare(name, vector)));
        return prepared;
    }

    private PreparedVector prepare(VectorName name, DenseVector vector) {
        VectorConfig config = definition.vector(name);
        if (vector.dimension() != config.dimension()) {
            throw new DigiException(
                    new Problem.WrongDimension(name, config.dimension(), vector.dimension()));
        }
        boolean normalise = config.distance() == Distance.COSINE;
        float norm = normalise ? VectorBytes.norm(vector) : 1;
        return new PreparedVector(definition.vectorNumber(name), vector, norm);
    }
}
