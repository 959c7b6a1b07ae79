package io.digi.index.flat;

/// Which rows count in a search. Rows are numbers from 0 up to 2⁴⁰. A set does not change while a
/// search uses it and is safe for all threads.
public interface RowSet {
    /// Greater than every row.
    long NONE = Long.MAX_VALUE;

    boolean contains(long row);

    /// The first row of the set at or after `from`; [#NONE] if there is none.
    long nextRow(long from);

    /// The first row at or after `from` that is not in the set; [#NONE] if all are.
    long nextGap(long from);

    /// All rows `[fromRow, untilRow)`.
    static RowSet range(long fromRow, long untilRow) {
        return new RowRange(fromRow, untilRow);
    }

    /// Every row there is.
    static RowSet everything() {
        return RowRange.EVERYTHING;
    }
}
