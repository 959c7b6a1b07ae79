package io.digi.index.codes;

import io.digi.index.kernel.Metric;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What turns vectors into codes and queries into scorers: immutable, and the same wherever codes
/// are compared with each other.
///
/// In files: int32 `MAGIC` · int8 metric · int8 bits · int16 zero · int32 dimension · int64 seed ·
/// float32 mean `[dimension]`, all little-endian.
public final class CodeModel {
    private static final int MAGIC = 0x314d_4344; // "DCM1"
    private static final int HEAD_BYTES = 20;

    private final Metric metric;
    private final CodeLayout layout;
    private final float[] mean;
    private final long seed;

    private CodeModel(Metric metric, CodeLayout layout, float[] mean, long seed) {
        this.metric = metric;
        this.layout = layout;
        this.mean = mean;
        this.seed = seed;
    }

    /// A model for vectors like those of `sample`, which may be empty. `bits` is 1, 2, 4 or 8;
    /// Manhattan distance, which a rotation would change, always takes 8.
    public static CodeModel train(
            Metric metric, int bits, int dimension, float[][] sample, long seed) {
        CodeLayout layout = layout(metric, dimension, bits);
        double[] sums = new double[dimension];
        for (float[] vector : sample) {
            requireDimension(dimension, vector);
            for (int i = 0; i < dimension; i++) {
                sums[i] += vector[i];
            }
        }
        float[] mean = new float[dimension];
        for (int i = 0; i < dimension && sample.length > 0; i++) {
            mean[i] = (float) (sums[i] / sample.length);
        }
        return new CodeModel(metric, layout, mean, seed);
    }

    /// The model with the same centre and rotation for codes of other size.
    public CodeModel withBits(int bits) {
        return new CodeModel(metric, layout(metric, layout.dimension(), bits), mean, seed);
    }

    public Metric metric() {
        return metric;
    }

    public CodeLayout layout() {
        return layout;
    }

    public int dimension() {
        return layout.dimension();
    }

    public int bits() {
        return layout.bits();
    }

    /// Bytes that [#write(ByteBuffer)] needs.
    public int sizeBytes() {
        return HEAD_BYTES + 4 * dimension();
    }

    public void write(ByteBuffer target) {
        ByteBuffer view = target.slice(target.position(), sizeBytes());
        view.order(ByteOrder.LITTLE_ENDIAN);
        view.putInt(MAGIC).put(codeOf(metric)).put((byte) bits()).putShort((short) 0);
        view.putInt(dimension()).putLong(seed);
        for (float element : mean) {
            view.putFloat(element);
        }
        target.position(target.position() + sizeBytes());
    }

    /// Reads what [#write(ByteBuffer)] wrote. Throws [IllegalArgumentException] for anything else.
    public static CodeModel read(ByteBuffer source) {
        ByteBuffer view = source.slice().order(ByteOrder.LITTLE_ENDIAN);
        requireRemaining(view, HEAD_BYTES);
        require("magic", MAGIC, view.getInt());
        Metric metric = metricOf(view.get());
        int bits = view.get();
        require("reserved field", 0, view.getShort());
        CodeLayout layout = new CodeLayout(view.getInt(), bits);
        require("bits of " + metric, layout(metric, layout.dimension(), bits).bits(), bits);
        long seed = view.getLong();
        requireRemaining(view, 4 * layout.dimension());
        float[] mean = new float[layout.dimension()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = view.getFloat();
            if (!Float.isFinite(mean[i])) {
                throw new IllegalArgumentException(
                        "code model: mean[%d] is %s, expected a finite number"
                                .formatted(i, mean[i]));
            }
        }
        source.position(source.position() + view.position());
        return new CodeModel(metric, layout, mean, seed);
    }

    /// The centre, not to be changed.
    float[] mean() {
        return mean;
    }

    /// Empty turns for Manhattan distance: dimensions stay what they are.
    boolean rotates() {
        return metric != Metric.MANHATTAN;
    }

    Rotation rotation() {
        return new Rotation(dimension(), seed);
    }

    private static CodeLayout layout(Metric metric, int dimension, int bits) {
        CodeLayout layout = new CodeLayout(dimension, bits);
        return metric == Metric.MANHATTAN ? new CodeLayout(dimension, 8) : layout;
    }

    private static byte codeOf(Metric metric) {
        return switch (metric) {
            case DOT -> 1;
            case EUCLID -> 2;
            case MANHATTAN -> 3;
        };
    }

    private static Metric metricOf(byte code) {
        for (Metric metric : Metric.values()) {
            if (codeOf(metric) == code) {
                return metric;
            }
        }
        throw new IllegalArgumentException(
                "code model: metric is %d, expected 1 to 3".formatted(code));
    }

    static void requireDimension(int dimension, float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "vector has %d values, expected %d".formatted(vector.length, dimension));
        }
    }

    private static void require(String what, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException(
                    "code model: %s is %#x, expected %#x".formatted(what, actual, expected));
        }
    }

    private static void requireRemaining(ByteBuffer view, int bytes) {
        if (view.remaining() < bytes) {
            throw new IllegalArgumentException(
                    "code model ends after %d of %d bytes"
                            .formatted(view.limit(), view.position() + bytes));
        }
    }
}
