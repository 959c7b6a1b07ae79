package io.digi.wire.json;

import io.digi.model.id.VectorName;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads vectors straight into the arrays they will keep. One reader serves one body: it makes each
/// array as long as the vector before, so vectors of equal dimension are never copied.
final class VectorReader {
    private static final int DIMENSION_MAX = 65_536;
    private static final DenseVector STAND_IN = new DenseVector(0f);

    private final JsonReader in;
    private int expectedDimension = 16;

    VectorReader(JsonReader in) {
        this.in = in;
    }

    /// The vectors of a point: one array for the unnamed vector, or an object by name.
    NamedVectors ofPoint() {
        if (in.token() == JsonToken.START_ARRAY) {
            return new NamedVectors(Map.of(VectorName.DEFAULT, dense()));
        }
        Map<VectorName, DenseVector> byName = new HashMap<>();
        in.object(
                "a vector or vectors by name",
                name -> {
                    refuseInference(name);
                    byName.put(name(name), namedDense());
                    return true;
                });
        return new NamedVectors(byName);
    }

    /// The vectors of many points in columns: a list for the unnamed vector, or lists by name.
    Map<VectorName, List<DenseVector>> columns() {
        if (in.token() == JsonToken.START_ARRAY) {
            return Map.of(VectorName.DEFAULT, in.list("a list of vectors", this::namedDense));
        }
        Map<VectorName, List<DenseVector>> columns = new HashMap<>();
        in.object(
                "lists of vectors",
                name -> {
                    refuseInference(name);
                    columns.put(name(name), in.list("a list of vectors", this::namedDense));
                    return true;
                });
        return columns;
    }

    /// One vector, from the first token of its array on.
    DenseVector dense() {
        in.expect(JsonToken.START_ARRAY, "a vector");
        float[] elements = elements();
        return in.validated(() -> new DenseVector(elements), STAND_IN);
    }

    /// The vector that a value stands for where Qdrant has several kinds.
    DenseVector namedDense() {
        if (in.token() == JsonToken.START_OBJECT) {
            throw in.unsupported("", "send dense vectors, as a list of numbers");
        }
        return dense();
    }

    private VectorName name(String name) {
        return in.validated(() -> new VectorName(name), VectorName.DEFAULT);
    }

    private void refuseInference(String name) {
        if (in.token() == JsonToken.VALUE_STRING && (name.equals("text") || name.equals("model"))) {
            throw in.unsupported("", "send the vector itself, not what to make it from");
        }
    }

    private float[] elements() {
        JsonParser parser = in.parser();
        float[] elements = new float[expectedDimension];
        int count = 0;
        JsonToken token = in.next();
        while (token != JsonToken.END_ARRAY) {
            if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
                throw notANumber();
            }
            if (count == elements.length) {
                elements = grown(elements);
            }
            float element = parser.getFloatValue();
            if (!Float.isFinite(element)) {
                throw in.malformed("number out of range of a 32-bit float");
            }
            elements[count++] = element;
            token = in.next();
        }
        expectedDimension = Math.max(1, count);
        return count == elements.length ? elements : Arrays.copyOf(elements, count);
    }

    private float[] grown(float[] elements) {
        if (elements.length == DIMENSION_MAX) {
            throw in.malformed("a vector has more than %d elements".formatted(DIMENSION_MAX));
        }
        return Arrays.copyOf(elements, Math.min(DIMENSION_MAX, elements.length * 2));
    }

    private RuntimeException notANumber() {
        return in.token() == JsonToken.START_ARRAY
                ? in.unsupported("", "send one dense vector, multivectors cannot be stored")
                : in.wrongType("f32");
    }
}
