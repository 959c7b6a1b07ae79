package io.digi.engine.field;

/// What indexes of strings have in common.
final class TextValues {
    private TextValues() {}

    /// The shortest beginning of `next` that is above `before`.
    static String shortest(String before, String next) {
        int same = 0;
        while (same < before.length() && before.charAt(same) == next.charAt(same)) {
            same++;
        }
        int end = Character.isHighSurrogate(next.charAt(same)) ? same + 2 : same + 1;
        return next.substring(0, Math.min(end, next.length()));
    }

    /// A string of Latin characters has one byte for each.
    static long heapBytes(String value) {
        return 40L + value.length();
    }
}
