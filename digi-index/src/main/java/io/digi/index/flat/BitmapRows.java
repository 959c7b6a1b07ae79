package io.digi.index.flat;

/// Rows as bits: row `firstRow + i` is bit `i % 64` of word `i / 64`. It takes ownership of the
/// words: nobody changes them afterwards.
public final class BitmapRows implements RowSet {
    private final long firstRow;
    private final long[] words;

    public BitmapRows(long firstRow, long[] words) {
        if (firstRow < 0) {
            throw new IllegalArgumentException(
                    "first row is %d, must not be negative".formatted(firstRow));
        }
        this.firstRow = firstRow;
        this.words = words;
    }

    @Override
    public boolean contains(long row) {
        long bit = row - firstRow;
        return bit >= 0 && bit >>> 6 < words.length && (words[(int) (bit >>> 6)] >>> bit & 1) != 0;
    }

    @Override
    public long nextRow(long from) {
        long bit = Math.max(0, from - firstRow);
        long mask = -1L << bit;
        for (long i = bit >>> 6; i < words.length; i++) {
            long word = words[(int) i] & mask;
            if (word != 0) {
                return firstRow + (i << 6) + Long.numberOfTrailingZeros(word);
            }
            mask = -1L;
        }
        return NONE;
    }

    @Override
    public long nextGap(long from) {
        long bit = from - firstRow;
        if (bit < 0) {
            return from;
        }
        long mask = -1L << bit;
        for (long i = bit >>> 6; i < words.length; i++) {
            long gaps = ~words[(int) i] & mask;
            if (gaps != 0) {
                return firstRow + (i << 6) + Long.numberOfTrailingZeros(gaps);
            }
            mask = -1L;
        }
        return Math.max(from, firstRow + ((long) words.length << 6));
    }
}
