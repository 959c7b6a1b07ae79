package io.digi.model.id;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Sizes and order of strings as UTF-8 bytes.
final class Utf8 {
    private Utf8() {}

    /// The size in bytes, or -1 if the string has an unpaired surrogate.
    static int size(String value) {
        int size = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                size++;
            } else if (c < 0x800) {
                size += 2;
            } else if (!Character.isSurrogate(c)) {
                size += 3;
            } else if (startsPair(value, i)) {
                size += 4;
                i++;
            } else {
                return -1;
            }
        }
        return size;
    }

    /// Unsigned order of the bytes.
    static int compare(String a, String b) {
        return Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean startsPair(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
    }
}
