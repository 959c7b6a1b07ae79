package io.digi.engine.plan;

import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.RowStore;
import io.digi.engine.record.StoredVector;
import java.util.function.IntToLongFunction;

/// The row that each slot has in one view. The table of rows is ahead of it where a later write
/// gave a slot another one.
///
/// @param vector its number
record ViewRows(ReadView view, RowStore rows, int vector) implements IntToLongFunction {
    @Override
    public long applyAsLong(int slot) {
        long row = rows.rowOf(slot);
        return row >= 0 && row < view.state().vector(vector).rowEnd() ? row : storedRow(slot);
    }

    private long storedRow(int slot) {
        return new PointReader(view).at(slot).vector(vector).map(StoredVector::row).orElseThrow();
    }
}
