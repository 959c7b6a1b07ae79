package io.digi.engine.snapshot;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.Counters;
import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.extent.RowSpans;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A collection at one moment, as a snapshot takes it: its files, which must be kept where they
/// are, and a view of the store, which whoever made this closes. It holds nothing in memory that
/// the collection itself could want to release.
///
/// @param extents by vector and row
public record PackedCollection(
        Definition definition, Counters counters, List<ExtentCopy> extents, KvView kv) {
    /// About what a stored point takes.
    private static final long POINT_SIZE = 256;

    public PackedCollection {
        extents = List.copyOf(extents);
    }

    /// Throws [Problem.Corrupt] if points are known to be damaged.
    public static PackedCollection of(CollectionState state, FileStore files, KvView kv) {
        Definition definition = state.definition();
        if (!state.damaged().isEmpty()) {
            throw new DigiException(
                    new Problem.Corrupt(
                            "extents/" + definition.number(),
                            0,
                            ("%d points of collection `%s` have lost a vector; a snapshot would lack"
                                            + " them: see `digi verify` and `digi repair`")
                                    .formatted(
                                            state.damaged().cardinality(),
                                            definition.name().value())));
        }
        List<ExtentCopy> extents = new ArrayList<>();
        new TreeMap<>(state.vectors())
                .forEach((number, vector) -> {
                    RowSpans spans = vector.spans();
                    spans.extents()
                            .forEach(extent ->
                                    extents.add(
                                            new ExtentCopy(
                                                    files,
                                                    definition.number(),
                                                    number,
                                                    spans.layout(),
                                                    extent.sequence(),
                                                    extent.endRow())));
                });
        return new PackedCollection(definition, Counters.of(state), extents, kv);
    }

    /// About how large its part of an archive becomes.
    public long sizeEstimateBytes() {
        long waiting =
                definition.places().entrySet().stream()
                        .mapToLong(place -> {
                            Counters.RowCounters rows = counters.rows(place.getValue().number());
                            long stride = definition.layout(place.getKey()).rows().strideBytes();
                            return (rows.end() - rows.drained()) * stride;
                        })
                        .sum();
        return extents.stream().mapToLong(ExtentCopy::size).sum()
                + waiting
                + counters.pointCount() * POINT_SIZE;
    }
}
