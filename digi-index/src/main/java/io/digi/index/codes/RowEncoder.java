package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.FLOAT;
import static io.digi.index.codes.CodeTable.INT;
import static io.digi.index.codes.CodeTable.LONG;
import static io.digi.index.codes.CodeTable.MEMORY;

import java.lang.foreign.MemorySegment;
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
    private static final FloatLoops LOOPS = FloatLoops.chosen();

    /// Step sizes tried, as shares of the best one for a normal distribution.
    private static final float[] STEP_SHARES = {0.8f, 0.9f, 1f, 1.1f, 1.2f};

    /// For a single bit the step is of no consequence, and bytes hold all values with the largest.
    private static final float[] ONE_STEP = {1f};

    /// 127 of them are finite.
    private static final float STEP_MAX = Float.MAX_VALUE / 128;

    private final CodeModel model;
    private final CodeLayout layout;
    private final Residual residual;
    private final Rounding rounding;

    /// What a number less its middle stands for: the odd halves of planes.
    private final float middle;

    private final int[] numbers;
    private final byte[] bytes;
    private final long[] words;

    RowEncoder(CodeModel model, Rotation rotation) {
        this.model = model;
        this.layout = model.layout();
        this.residual = new Residual(model, rotation);
        this.rounding =
                layout.bits() == 8 ? Rounding.toNearest(127) : Rounding.ofPlanes(layout.bits());
        this.middle = layout.bits() == 8 ? 0 : ((1 << layout.bits()) - 1) / 2f;
        this.numbers = new int[layout.paddedDimension()];
        this.bytes = new byte[layout.bits() == 8 ? numbers.length : 0];
        this.words = new long[layout.bits() == 8 ? 0 : layout.factorsOffset() / 8];
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
        float usual = usualStep(direction);
        double bestCosine = -1;
        float best = usual;
        for (float share : layout.bits() == 1 || layout.bits() == 8 ? ONE_STEP : STEP_SHARES) {
            LOOPS.round(direction, 1 / (share * usual), rounding, numbers);
            double length = Math.sqrt(LOOPS.squares(numbers, middle));
            double cosine = LOOPS.dot(numbers, middle, direction) / length;
            if (cosine > bestCosine) {
                bestCosine = cosine;
                best = share * usual;
            }
        }
        write(address, LOOPS.round(direction, 1 / best, rounding, numbers));
        double length = Math.sqrt(LOOPS.squares(numbers, middle));
        writeFactors(address, LOOPS.dot(numbers, middle, direction), length);
    }

    private void writeFactors(long address, double product, double length) {
        double norm = residual.length();
        double cosine = Math.min(1, product / length);
        double error = norm * Math.sqrt((1 - cosine * cosine) / (numbers.length - 1)) / cosine;
        double shift =
                switch (model.metric()) {
                    case DOT -> residual.meanProduct();
                    case EUCLID -> -norm * norm;
                    case MANHATTAN -> 0;
                };
        boolean found = product > 0 && norm > 0 && residual.isFinite();
        put(address, CodeLayout.SCALE, found ? norm / product : 0);
        put(address, CodeLayout.SHIFT, residual.isFinite() ? shift : -Float.MAX_VALUE);
        put(address, CodeLayout.ERROR, found ? error : 0);
        if (layout.bits() < 8) {
            put(address, CodeLayout.LENGTH, found ? norm / cosine : 0);
        }
    }

    /// Manhattan distance: bytes of the residual itself, the largest value being 127 steps. The
    /// error is not a standard error but a bound: what all values together were rounded by.
    private void encodePlain(long address) {
        float[] values = residual.direction();
        float step = Math.clamp(LOOPS.largest(values) / 127, Float.MIN_NORMAL, STEP_MAX);
        write(address, LOOPS.round(values, 1 / step, rounding, numbers));
        double error = 0;
        for (int i = 0; i < values.length; i++) {
            error += Math.abs((double) values[i] - (double) step * numbers[i]);
        }
        put(address, CodeLayout.SCALE, step);
        put(address, CodeLayout.SHIFT, 0);
        put(address, CodeLayout.ERROR, error);
    }

    /// The step that suits values of a normal distribution, or for bytes, all values.
    private float usualStep(float[] direction) {
        float deviation = (float) (1 / Math.sqrt(direction.length));
        return switch (layout.bits()) {
            case 1 -> deviation;
            case 2 -> 0.996f * deviation;
            case 4 -> 0.335f * deviation;
            default -> Math.max(LOOPS.largest(direction) / 127, Float.MIN_NORMAL);
        };
    }

    private void write(long address, int sum) {
        if (layout.bits() == 8) {
            for (int i = 0; i < numbers.length; i++) {
                bytes[i] = (byte) numbers[i];
            }
            MemorySegment.copy(bytes, 0, MEMORY, ValueLayout.JAVA_BYTE, address, bytes.length);
            MEMORY.set(INT, address + layout.factorsOffset() + CodeLayout.SUM, sum);
        } else {
            LOOPS.pack(numbers, layout.bits(), words, numbers.length / 64);
            MemorySegment.copy(words, 0, MEMORY, LONG, address, words.length);
        }
    }

    private void put(long address, int factor, double value) {
        double inside = Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
        MEMORY.set(FLOAT, address + layout.factorsOffset() + factor, (float) inside);
    }
}
