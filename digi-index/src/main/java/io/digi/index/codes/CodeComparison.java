package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.FLOAT;
import static io.digi.index.codes.CodeTable.LONG;
import static io.digi.index.codes.CodeTable.MEMORY;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// Holds a code against a vector. Kernels round differently in the last bit, which now and then
/// makes another number or another step size of it; so a code is right if it points where the
/// vector's own does and says the same of its length.
final class CodeComparison {
    /// Of the cosine of two codes of one vector. With 1 bit, one in forty may differ.
    private static final double COSINE_MIN = 0.95;

    /// Part of a length that may be lost by other rounding.
    private static final double LENGTH_TOLERANCE = 0.01;

    private final CodeTable table;
    private final CodeLayout layout;

    CodeComparison(CodeTable table) {
        this.table = table;
        this.layout = table.model().layout();
    }

    boolean isCodeOf(int node, float[] vector) {
        try (Arena arena = Arena.ofConfined()) {
            long own = arena.allocate(layout.rowBytes(), Long.BYTES).address();
            new RowEncoder(table.model(), table.model().rotation()).encode(vector, own);
            return isSame(table.addressOf(node), own);
        }
    }

    private boolean isSame(long code, long own) {
        float[] a = numbers(code);
        float[] b = numbers(own);
        double product = product(a, b);
        double lengthA = Math.sqrt(product(a, a));
        double lengthB = Math.sqrt(product(b, b));
        double scaleA = factor(code, CodeLayout.SCALE);
        double scaleB = factor(own, CodeLayout.SCALE);
        boolean pointsThere = product >= COSINE_MIN * lengthA * lengthB;
        boolean hasNoDirection = scaleA == 0 && scaleB == 0;
        return (pointsThere || hasNoDirection)
                && isNear(scaleA * lengthA, scaleB * lengthB)
                && isNear(factor(code, CodeLayout.SHIFT), factor(own, CodeLayout.SHIFT));
    }

    /// Shifts may cancel out to almost nothing.
    private static boolean isNear(double a, double b) {
        double most = Math.max(Math.abs(a), Math.abs(b));
        return Math.abs(a - b) <= LENGTH_TOLERANCE * Math.max(most, LENGTH_TOLERANCE);
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /// What the bits stand for, before it is scaled.
    private float[] numbers(long code) {
        float[] numbers = new float[layout.paddedDimension()];
        float middle = ((1 << layout.bits()) - 1) / 2f;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                    layout.bits() == 8
                            ? MEMORY.get(ValueLayout.JAVA_BYTE, code + i)
                            : planeNumber(code, i) - middle;
        }
        return numbers;
    }

    private int planeNumber(long code, int at) {
        int number = 0;
        for (int plane = 0; plane < layout.bits(); plane++) {
            long address = code + (long) plane * layout.planeBytes() + (at >>> 6) * 8L;
            long word = MEMORY.get(LONG, address);
            number |= (int) (word >>> at & 1) << plane;
        }
        return number;
    }

    private float factor(long code, int factor) {
        return MEMORY.get(FLOAT, code + layout.factorsOffset() + factor);
    }
}
