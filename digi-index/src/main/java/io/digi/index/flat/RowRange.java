package io.digi.index.flat;

/// The rows `[fromRow, untilRow)`.
record RowRange(long fromRow, long untilRow) implements RowSet {
    static final RowRange EVERYTHING = new RowRange(0, NONE);

    RowRange {
        if (fromRow < 0 || untilRow < fromRow) {
            throw new IllegalArgumentException(
                    "rows %d to %d are no range".formatted(fromRow, untilRow));
        }
    }

    @Override
    public boolean contains(long row) {
        return row >= fromRow && row < untilRow;
    }

    @Override
    public long nextRow(long from) {
        long next = Math.max(from, fromRow);
        return next < untilRow ? next : NONE;
    }

    @Override
    public long nextGap(long from) {
        return contains(from) ? untilRow : from;
    }
}
