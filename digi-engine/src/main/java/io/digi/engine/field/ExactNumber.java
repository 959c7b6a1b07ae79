package io.digi.engine.field;

import java.util.Comparator;

/// A number of either kind, ordered exactly: the nearest double, and how far the number is above
/// it. Rounding keeps the order, so numbers with different nearest doubles are ordered as those
/// are; only integers beyond 2^53 are apart from theirs.
record ExactNumber(double nearest, long offset) implements Comparable<ExactNumber> {
    private static final double TWO_63 = 0x1p63;
    private static final Comparator<ExactNumber> ORDER =
            Comparator.comparingDouble(ExactNumber::nearest).thenComparingLong(ExactNumber::offset);

    ExactNumber {
        // The two zeros are one number.
        nearest += 0.0;
    }

    static ExactNumber of(long number) {
        double nearest = (double) number;
        long offset = nearest == TWO_63 ? number - Long.MAX_VALUE - 1 : number - (long) nearest;
        return new ExactNumber(nearest, offset);
    }

    static ExactNumber of(double number) {
        return new ExactNumber(number, 0);
    }

    /// No number is between this one and that.
    ExactNumber next() {
        return new ExactNumber(nearest, offset + 1);
    }

    /// Likewise.
    ExactNumber previous() {
        return new ExactNumber(nearest, offset - 1);
    }

    @Override
    public int compareTo(ExactNumber other) {
        return ORDER.compare(this, other);
    }
}
