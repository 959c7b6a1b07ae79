package io.digi.engine.collection;

import java.util.Map;

/// The rows of a collection by the number of the vector.
public record VectorRows(Map<Integer, RowStore> byNumber) implements AutoCloseable {
    public VectorRows {
        byNumber = Map.copyOf(byNumber);
    }

    public RowStore of(int number) {
        RowStore rows = byNumber.get(number);
        if (rows == null) {
            throw new IllegalArgumentException("no vector has the number " + number);
        }
        return rows;
    }

    @Override
    public void close() {
        byNumber.values().forEach(RowStore::close);
    }
}
