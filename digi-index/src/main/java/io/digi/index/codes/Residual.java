package io.digi.index.codes;

import java.util.Arrays;

/// What is left of a vector when the mean is taken away: its length and its rotated direction.
/// Scratch of one thread. For Manhattan distance the direction is the residual itself.
final class Residual {
    private final CodeModel model;
    private final Rotation rotation;
    private final float[] direction;
    private double length;
    private double meanProduct;

    Residual(CodeModel model, Rotation rotation) {
        this.model = model;
        this.rotation = rotation;
        this.direction = new float[model.layout().paddedDimension()];
    }

    void set(float[] vector) {
        CodeModel.requireDimension(model.dimension(), vector);
        float[] mean = model.mean();
        double squares = 0;
        double products = 0;
        for (int i = 0; i < vector.length; i++) {
            float gap = Math.clamp(vector[i] - mean[i], -Float.MAX_VALUE, Float.MAX_VALUE);
            direction[i] = gap;
            squares += (double) gap * gap;
            products += (double) gap * mean[i];
        }
        Arrays.fill(direction, vector.length, direction.length, 0);
        length = Math.sqrt(squares);
        meanProduct = products;
        if (model.rotates()) {
            scaleToUnit();
            rotation.applyInPlace(direction);
        }
    }

    private void scaleToUnit() {
        double inverse = length > 0 ? 1 / length : 0;
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

    /// The dot product of the residual and the mean.
    double meanProduct() {
        return meanProduct;
    }
}
