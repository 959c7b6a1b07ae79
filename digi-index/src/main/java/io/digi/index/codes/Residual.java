package io.digi.index.codes;

import java.util.Arrays;

/// What is left of a vector when the mean is taken away: its length and its rotated direction.
/// Scratch of one thread. For Manhattan distance the direction is the residual itself.
final class Residual {
    private static final FloatLoops LOOPS = FloatLoops.chosen();
    private static final FloatLoops PLAIN = new PlainFloatLoops();

    /// Lengths whose squares float32 adds up safely.
    private static final double ORDINARY_MIN = 1e-15;

    private static final double ORDINARY_MAX = 1e15;

    private final CodeModel model;
    private final float[] mean;
    private final Rotation rotation;
    private final float[] direction;
    private double length;
    private double meanProduct;
    private boolean finite;

    Residual(CodeModel model, Rotation rotation) {
        this.model = model;
        this.rotation = rotation;
        this.mean = Arrays.copyOf(model.mean(), model.layout().paddedDimension());
        this.direction = new float[model.layout().paddedDimension()];
    }

    void set(float[] vector) {
        CodeModel.requireDimension(model.dimension(), vector);
        System.arraycopy(vector, 0, direction, 0, vector.length);
        Arrays.fill(direction, vector.length, direction.length, 0);
        LOOPS.subtract(direction, mean, direction);
        length = Math.sqrt(LOOPS.dot(direction, direction));
        meanProduct = LOOPS.dot(direction, mean);
        finite = true;
        if (!(length > ORDINARY_MIN && length < ORDINARY_MAX)) {
            measureInDouble();
        }
        if (model.rotates()) {
            scaleToUnit();
            rotation.applyInPlace(direction);
        }
    }

    /// For lengths whose squares are beyond float32. What is not finite becomes the largest value.
    private void measureInDouble() {
        for (int i = 0; i < direction.length; i++) {
            if (!Float.isFinite(direction[i])) {
                finite = false;
                direction[i] = Float.MAX_VALUE;
            }
        }
        length = Math.sqrt(PLAIN.dot(direction, direction));
        meanProduct = PLAIN.dot(direction, mean);
    }

    private void scaleToUnit() {
        double inverse = length > 0 ? 1 / length : 0;
        if (inverse < ORDINARY_MAX) {
            LOOPS.scale(direction, (float) inverse);
            return;
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (direction[i] * inverse);
        }
    }

    /// `[paddedDimension]`, of length 1 unless the residual is zero; valid until the next `set`.
    float[] direction() {
        return direction;
    }

    /// The Euclidean length of the residual.
    double length() {
        return length;
    }

    /// Whether all of the residual's elements are numbers within float32.
    boolean isFinite() {
        return finite;
    }

    /// The dot product of the residual and the mean.
    double meanProduct() {
        return meanProduct;
    }
}
