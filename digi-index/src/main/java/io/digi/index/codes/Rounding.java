package io.digi.index.codes;

/// How values become whole numbers: `⌊clamp(value + shift, 0, top)⌋ - back`.
record Rounding(float shift, float top, int back) {
    /// Planes of a code: `0` to `2ⁿ - 1`, the values around zero becoming the two in the middle.
    static Rounding ofPlanes(int bits) {
        return new Rounding(1 << (bits - 1), (1 << bits) - 1, 0);
    }

    /// To the nearest number from `-max` to `max`.
    static Rounding toNearest(int max) {
        return new Rounding(max + 0.5f, 2 * max, max);
    }
}
