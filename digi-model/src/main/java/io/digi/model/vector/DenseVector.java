package io.digi.model.vector;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.util.Arrays;
import java.util.List;

/// A vector of finite float32 values, `[dimension]`. It takes ownership of the array it is made of:
/// neither its maker nor its readers change it afterwards.
public final class DenseVector {
    private static final int DIMENSION_MAX = 65_536;

    private final float[] elements;

    /// Throws [Problem.Invalid] if there are no elements, more than 65,536, or one is not finite.
    public DenseVector(float... elements) {
        if (elements.length == 0) {
            throw invalid("dense vector must not be empty");
        }
        if (elements.length > DIMENSION_MAX) {
            throw invalid(
                    "dense vector has %d elements, must have at most %d"
                            .formatted(elements.length, DIMENSION_MAX));
        }
        for (int i = 0; i < elements.length; i++) {
            if (!Float.isFinite(elements[i])) {
                throw invalid(
                        "dense vector must be finite, element %d is %s".formatted(i, elements[i]));
            }
        }
        this.elements = elements;
    }

    public int dimension() {
        return elements.length;
    }

    /// The vector's own array `[dimension]`, not a copy: readers must not change it.
    public float[] elements() {
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DenseVector that && Arrays.equals(elements, that.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    @Override
    public String toString() {
        return Arrays.toString(elements);
    }

    private static DigiException invalid(String message) {
        return new DigiException(new Problem.Invalid(List.of(new Violation("", message))));
    }
}
