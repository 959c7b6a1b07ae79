package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Counters;
import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.extent.ExtentLayout;
import io.digi.storage.file.FileStore;
import java.util.HashMap;
import java.util.Map;

/// The extents that a collection should have, by vector and row.
final class Extents {
    private final FileStore files;
    private final int collection;
    private final Counters counters;
    private final Map<Integer, ExtentLayout> layouts = new HashMap<>();

    Extents(FileStore files, Definition definition, Counters counters) {
        this.files = files;
        this.collection = definition.number();
        this.counters = counters;
        definition
                .places()
                .forEach((name, place) -> layouts.put(place.number(), definition.layout(name)));
    }

    Map<Integer, ExtentLayout> layouts() {
        return layouts;
    }

    boolean hasVector(int vector) {
        return layouts.containsKey(vector);
    }

    ExtentLayout layout(int vector) {
        ExtentLayout layout = layouts.get(vector);
        if (layout == null) {
            throw new IllegalArgumentException("no vector has the number " + vector);
        }
        return layout;
    }

    /// Rows of a vector below this one are in extents.
    long drainedRows(int vector) {
        return counters.rows(vector).drained();
    }

    ExtentCopy ofRow(int vector, long row) {
        return ofSequence(vector, layout(vector).sequenceOf(row));
    }

    ExtentCopy ofSequence(int vector, long sequence) {
        ExtentLayout layout = layout(vector);
        long endRow = Math.min(layout.firstRowOf(sequence + 1), drainedRows(vector));
        return new ExtentCopy(files, collection, vector, layout, sequence, endRow);
    }

    /// How many extents a vector has, those included that were removed for having no live row.
    long count(int vector) {
        long capacity = layout(vector).rowCapacity();
        return (drainedRows(vector) + capacity - 1) / capacity;
    }
}
