package io.digi.wire.json;

/// The shortest text that reads back as the same number, in the form that Qdrant's encoder gives
/// it: always with a fraction or an exponent, plain from about 1e-5 to 1e16 (doubles) or from 1e-6
/// to 1e13 (floats), else `1.5e20`.
final class NumberText {
    private static final int DOUBLE_POINT_MIN = -5;
    private static final int DOUBLE_POINT_MAX = 16;
    private static final int FLOAT_POINT_MIN = -6;
    private static final int FLOAT_POINT_MAX = 13;

    private NumberText() {}

    static String of(double number) {
        return reshaped(Double.toString(number), DOUBLE_POINT_MIN, DOUBLE_POINT_MAX);
    }

    static String of(float number) {
        return reshaped(Float.toString(number), FLOAT_POINT_MIN, FLOAT_POINT_MAX);
    }

    /// `text` is plain already, or `d.dddE±x`.
    private static String reshaped(String text, int pointMin, int pointMax) {
        int exponentAt = text.indexOf('E');
        if (exponentAt < 0) {
            return text;
        }
        boolean negative = text.charAt(0) == '-';
        String digits = digits(text.substring(negative ? 1 : 0, exponentAt));
        int point = Integer.parseInt(text, exponentAt + 1, text.length(), 10) + 1;
        String sign = negative ? "-" : "";
        if (point > pointMin && point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        if (point > 0 && point <= pointMax) {
            return sign + plain(digits, point);
        }
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return sign + digits.charAt(0) + fraction + "e" + (point - 1);
    }

    private static String digits(String mantissa) {
        String digits = mantissa.charAt(0) + mantissa.substring(2);
        return digits.endsWith("0") ? digits.substring(0, 1) : digits;
    }

    private static String plain(String digits, int point) {
        return digits.length() <= point
                ? digits + "0".repeat(point - digits.length()) + ".0"
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
