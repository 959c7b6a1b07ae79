package io.digi.wire.grpc;

import io.digi.model.id.VectorName;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import io.digi.proto.Points;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Vectors, which have two forms on the wire: elements of the message itself, as clients up to 1.15
/// send them, and a message of their kind.
final class VectorCodec {
    private static final DenseVector STAND_IN = new DenseVector(0f);
    private static final String ONE_DENSE = "send one dense vector, as a list of numbers";
    private static final String NO_INFERENCE = "send the vector itself, not what to make it from";

    private VectorCodec() {}

    static Points.DenseVector encode(DenseVector vector) {
        Points.DenseVector.Builder message = Points.DenseVector.newBuilder();
        for (float element : vector.elements()) {
            message.addData(element);
        }
        return message.build();
    }

    static DenseVector decode(Reading in, Points.DenseVector message) {
        float[] elements = new float[message.getDataCount()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = message.getData(i);
        }
        return in.validated(() -> new DenseVector(elements), STAND_IN);
    }

    /// A vector whose elements are the message's own.
    static DenseVector decode(Reading in, List<Float> data) {
        float[] elements = new float[data.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = data.get(i);
        }
        return in.validated(() -> new DenseVector(elements), STAND_IN);
    }

    static Points.Vectors encode(NamedVectors vectors) {
        Points.Vectors.Builder message = Points.Vectors.newBuilder();
        if (isOneUnnamed(vectors)) {
            vectors.byName().values().forEach(only -> message.setVector(input(only)));
            return message.build();
        }
        Points.NamedVectors.Builder named = Points.NamedVectors.newBuilder();
        vectors.byName().forEach((name, vector) -> named.putVectors(name.value(), input(vector)));
        return message.setVectors(named).build();
    }

    static NamedVectors decode(Reading in, Points.Vectors message) {
        return switch (message.getVectorsOptionsCase()) {
            case VECTOR ->
                    new NamedVectors(Map.of(VectorName.DEFAULT, decode(in, message.getVector())));
            case VECTORS -> named(in, message.getVectors());
            case VECTORSOPTIONS_NOT_SET -> throw in.malformed("No Vector Provided");
        };
    }

    static Points.VectorsOutput encodeOutput(NamedVectors vectors) {
        Points.VectorsOutput.Builder message = Points.VectorsOutput.newBuilder();
        if (isOneUnnamed(vectors)) {
            vectors.byName().values().forEach(only -> message.setVector(output(only)));
            return message.build();
        }
        Points.NamedVectorsOutput.Builder named = Points.NamedVectorsOutput.newBuilder();
        vectors.byName().forEach((name, vector) -> named.putVectors(name.value(), output(vector)));
        return message.setVectors(named).build();
    }

    static NamedVectors decodeOutput(Reading in, Points.VectorsOutput message) {
        return switch (message.getVectorsOptionsCase()) {
            case VECTOR ->
                    new NamedVectors(Map.of(VectorName.DEFAULT, decode(in, message.getVector())));
            case VECTORS -> {
                Map<VectorName, DenseVector> byName = new HashMap<>();
                message.getVectors()
                        .getVectorsMap()
                        .forEach((name, vector) ->
                                byName.put(new VectorName(name), decode(in, vector)));
                yield new NamedVectors(byName);
            }
            case VECTORSOPTIONS_NOT_SET -> NamedVectors.NONE;
        };
    }

    private static boolean isOneUnnamed(NamedVectors vectors) {
        return vectors.byName().size() == 1 && vectors.byName().containsKey(VectorName.DEFAULT);
    }

    private static Points.Vector input(DenseVector vector) {
        return Points.Vector.newBuilder().setDense(encode(vector)).build();
    }

    private static Points.VectorOutput output(DenseVector vector) {
        return Points.VectorOutput.newBuilder().setDense(encode(vector)).build();
    }

    private static NamedVectors named(Reading in, Points.NamedVectors message) {
        Map<VectorName, DenseVector> byName = new HashMap<>();
        message.getVectorsMap()
                .forEach((name, vector) ->
                        in.at(
                                name,
                                () -> {
                                    VectorName known =
                                            in.validated(
                                                    () -> new VectorName(name), VectorName.DEFAULT);
                                    return byName.put(known, decode(in, vector));
                                }));
        return new NamedVectors(byName);
    }

    // Elements of the message itself are what older clients send.
    @SuppressWarnings("deprecation")
    static DenseVector decode(Reading in, Points.Vector message) {
        return switch (message.getVectorCase()) {
            case DENSE -> decode(in, message.getDense());
            case VECTOR_NOT_SET -> {
                refuseKinds(in, message.hasIndices(), message.hasVectorsCount());
                yield decode(in, message.getDataList());
            }
            case SPARSE, MULTI_DENSE -> throw in.unsupported("", ONE_DENSE);
            case DOCUMENT, IMAGE, OBJECT -> throw in.unsupported("", NO_INFERENCE);
        };
    }

    // As above.
    @SuppressWarnings("deprecation")
    private static DenseVector decode(Reading in, Points.VectorOutput message) {
        return switch (message.getVectorCase()) {
            case DENSE -> decode(in, message.getDense());
            case VECTOR_NOT_SET -> {
                refuseKinds(in, message.hasIndices(), message.hasVectorsCount());
                yield decode(in, message.getDataList());
            }
            case SPARSE, MULTI_DENSE -> throw in.unsupported("", ONE_DENSE);
        };
    }

    private static void refuseKinds(Reading in, boolean isSparse, boolean isMulti) {
        in.refuse(isSparse || isMulti, "", ONE_DENSE);
    }

    /// The vector that a query is about.
    static DenseVector decode(Reading in, Points.VectorInput message, String supported) {
        return switch (message.getVariantCase()) {
            case DENSE -> decode(in, message.getDense());
            case ID, SPARSE, MULTI_DENSE, DOCUMENT, IMAGE, OBJECT ->
                    throw in.unsupported("", supported);
            case VARIANT_NOT_SET -> throw in.malformed("No variant in VectorInput provided");
        };
    }
}
