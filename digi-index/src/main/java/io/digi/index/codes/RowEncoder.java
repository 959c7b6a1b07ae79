package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.FLOAT;
import static io.digi.index.codes.CodeTable.INT;
import static io.digi.index.codes.CodeTable.LONG;
import static io.digi.index.codes.CodeTable.MEMORY;

import java.lang.foreign.ValueLayout;

/// Turns vectors into codes; scratch of one thread.
///
/// A vector's residual from the mean is scaled to length 1 and rotated. The code is the vector of
/// small numbers (odd halves, or integers in bytes) that points most nearly in its direction, of
/// those that rounding gives with a few step sizes. With `c` the code, `o` the direction and `n`
/// the residual's length, `scale = n / (c·o)` makes `scale · (c·q)` an unbiased estimate of the
/// residual's product with any `q`; its standard error is `n · √((1-ρ²)/ρ²) / √(dimension-1)` for
/// `q` of length 1, where `ρ` is the cosine of `c` and `o`.
final class RowEncoder {
    /// Step sizes tried, as shares of the best one for a normal distribution.
    private static final float[] STEP_SHARES = {0.8f, 0.9f, 1f, 1.1f, 1.2f};

    /// For a single bit the step is of no consequence, and bytes hold all values with the largest.
    private static final float[] ONE_STEP = {1f};

    /// 127 of them are finite.
    private static final float STEP_MAX = Float.MAX_VALUE / 128;

    private final CodeModel model;
    private final CodeLayout layout;
    private final Residual residual;
    private final float[] levels;

    RowEncoder(CodeModel model, Rotation rotation) {
        this.model = model;
        this.layout = model.layout();
        this.residual = new Residual(model, rotation);
        this.levels = new float[layout.paddedDimension()];
    }

    void encode(float[] vector, long address) {
        residual.set(vector);
        if (model.rotates()) {
            encodeRotated(address);
        } else {
            encodePlain(address);
        }
    }

    private void encodeRotated(long address) {
        float[] direction = residual.direction();
        double bestCosine = -1;
        float bestStep = 1;
        for (float share : layout.bits() == 1 || layout.bits() == 8 ? ONE_STEP : STEP_SHARES) {
            float step = share * usualStep(direction);
            round(direction, step);
            double cosine = dot(levels, direction) / Math.sqrt(dot(levels, levels));
            if (cosine > bestCosine) {
                bestCosine = cosine;
                bestStep = step;
            }
        }
        round(direction, bestStep);
        writeLevels(address);
        writeFactors(address, dot(levels, direction), Math.sqrt(dot(levels, levels)));
    }

    private void writeFactors(long address, double product, double length) {
        double norm = residual.length();
        double cosine = Math.min(1, product / length);
        double error = norm * Math.sqrt((1 - cosine * cosine) / (levels.length - 1)) / cosine;
        double shift =
                switch (model.metric()) {
                    case DOT -> residual.meanProduct();
                    case EUCLID -> -norm * norm;
                    case MANHATTAN -> 0;
                };
        boolean found = product > 0 && norm > 0;
        put(address, CodeLayout.SCALE, found ? norm / product : 0);
        put(address, CodeLayout.SHIFT, shift);
        put(address, CodeLayout.ERROR, found ? error : 0);
        if (layout.bits() < 8) {
            put(address, CodeLayout.LENGTH, found ? norm / cosine : 0);
        }
    }

    /// Manhattan distance: bytes of the residual itself, the largest value being 127 steps. The
    /// error is not a standard error but a bound: what all values together were rounded by.
    private void encodePlain(long address) {
        float[] values = residual.direction();
        float step = Math.clamp(largest(values) / 127, Float.MIN_NORMAL, STEP_MAX);
        round(values, step);
        writeLevels(address);
        double error = 0;
        for (int i = 0; i < values.length; i++) {
            error += Math.abs((double) values[i] - (double) step * levels[i]);
        }
        put(address, CodeLayout.SCALE, step);
        put(address, CodeLayout.SHIFT, 0);
        put(address, CodeLayout.ERROR, error);
    }

    /// The step that suits values of a normal distribution, or for bytes, all values.
    private float usualStep(float[] direction) {
        float deviation = (float) (1 / Math.sqrt(direction.length));
        return switch (layout.bits()) {
            case 1 -> 1;
            case 2 -> 0.996f * deviation;
            case 4 -> 0.335f * deviation;
            default -> Math.max(largest(direction) / 127, Float.MIN_NORMAL);
        };
    }

    private void round(float[] values, float step) {
        float inverse = 1 / step;
        if (layout.bits() == 8) {
            for (int i = 0; i < values.length; i++) {
                levels[i] = (float) Math.rint(Math.clamp(values[i] * inverse, -127f, 127f));
            }
            return;
        }
        float half = 1 << (layout.bits() - 1);
        for (int i = 0; i < values.length; i++) {
            double floor = Math.floor(values[i] * inverse);
            levels[i] = (float) Math.clamp(floor, -half, half - 1) + 0.5f;
        }
    }

    private void writeLevels(long address) {
        if (layout.bits() == 8) {
            writeBytes(address);
        } else {
            writePlanes(address);
        }
    }

    private void writeBytes(long address) {
        int sum = 0;
        for (int i = 0; i < levels.length; i++) {
            byte level = (byte) levels[i];
            MEMORY.set(ValueLayout.JAVA_BYTE, address + i, level);
            sum += level;
        }
        MEMORY.set(INT, address + layout.factorsOffset() + CodeLayout.SUM, sum);
    }

    private void writePlanes(long address) {
        float offset = (1 << (layout.bits() - 1)) - 0.5f;
        int words = levels.length / 64;
        for (int word = 0; word < words; word++) {
            for (int plane = 0; plane < layout.bits(); plane++) {
                long bits = 0;
                for (int i = 0; i < 64; i++) {
                    int level = (int) (levels[64 * word + i] + offset);
                    bits |= (long) (level >> plane & 1) << i;
                }
                MEMORY.set(LONG, address + 8L * (plane * words + word), bits);
            }
        }
    }

    private void put(long address, int factor, double value) {
        double inside = Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
        MEMORY.set(FLOAT, address + layout.factorsOffset() + factor, (float) inside);
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
