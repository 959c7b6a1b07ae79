package io.digi.engine.record;

import io.digi.model.vector.DenseVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The elements of a vector as stored: float32, little-endian.
public final class VectorBytes {
    private VectorBytes() {}

    /// Euclidean length, summed in double precision.
    public static float norm(DenseVector vector) {
        double sum = 0;
        for (float x : vector.elements()) {
            sum += (double) x * x;
        }
        return (float) Math.sqrt(sum);
    }

    /// The elements divided by `norm`, `[dimension]`; as they are if it is 0 or 1.
    public static float[] scaled(DenseVector vector, float norm) {
        float[] elements = vector.elements().clone();
        if (norm != 0 && norm != 1) {
            for (int i = 0; i < elements.length; i++) {
                elements[i] = (float) (elements[i] / (double) norm);
            }
        }
        return elements;
    }

    public static byte[] of(float[] elements) {
        byte[] bytes = new byte[elements.length * Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(elements);
        return bytes;
    }

    public static float[] read(byte[] bytes) {
        float[] elements = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(elements);
        return elements;
    }

    public static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }
}
