package io.digi.engine.write;

import io.digi.engine.record.StoredVector;
import io.digi.engine.record.VectorBytes;
import io.digi.model.vector.DenseVector;

/// A vector ready to be stored, normalised where its distance is cosine.
final class PreparedVector {
    private final int number;
    private final float[] elements;
    private final byte[] bytes;
    private final float norm;
    private final int crc;

    /// @param number of the named vector
    /// @param norm Euclidean length of `given` to be divided by; 1 for none
    PreparedVector(int number, DenseVector given, float norm) {
        this.number = number;
        this.elements = VectorBytes.scaled(given, norm);
        this.bytes = VectorBytes.of(elements);
        this.norm = norm;
        this.crc = VectorBytes.checksum(bytes);
    }

    int number() {
        return number;
    }

    /// `[dimension]`; not to be changed.
    float[] elements() {
        return elements;
    }

    /// The elements as the store has them; not to be changed.
    byte[] bytes() {
        return bytes;
    }

    StoredVector at(long row) {
        return new StoredVector(number, row, norm, crc);
    }
}
