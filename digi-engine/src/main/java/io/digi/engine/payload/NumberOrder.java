package io.digi.engine.payload;

/// The exact order between integers and doubles. A 64-bit integer is never rounded to a double:
/// beyond 2^53 that would make neighbours equal. NaN, which only a bound can be, comes last.
public final class NumberOrder {
    private static final double TWO_63 = 0x1p63;

    private NumberOrder() {}

    public static int compare(long a, double b) {
        if (Double.isNaN(b) || b >= TWO_63) {
            return -1;
        }
        if (b < -TWO_63) {
            return 1;
        }
        long whole = (long) b;
        return a != whole ? Long.compare(a, whole) : Double.compare((double) whole - b, 0.0);
    }

    /// Unlike [Double#compare], has both zeros equal.
    public static int compare(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }
}
