package io.digi.engine.snapshot;

import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.extent.ExtentLayout;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.StoredVector;
import io.digi.engine.record.VectorBytes;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tells whether the rows of a collection's points are there, and intact where no extent's
/// checksums have told that already.
final class PackedRows implements AutoCloseable {
    private final PackedCollection source;
    private final FileStore files;
    private final Map<Integer, ExtentLayout> layouts = new HashMap<>();
    private final Map<Integer, Map<Long, ExtentCopy>> extents = new HashMap<>();

    /// Those that still grow: at most one of each vector.
    private final Map<ExtentCopy, StoredFile> open = new HashMap<>();

    PackedRows(PackedCollection source, FileStore files) {
        this.source = source;
        this.files = files;
        source.definition()
                .places()
                .forEach((name, place) ->
                        layouts.put(place.number(), source.definition().layout(name)));
        source.extents()
                .forEach(extent ->
                        extents.computeIfAbsent(extent.vector(), _ -> new HashMap<>())
                                .put(extent.sequence(), extent));
    }

    /// Throws [Problem.Corrupt].
    void check(StoredVector vector) {
        ExtentLayout layout = layouts.get(vector.vector());
        if (layout == null) {
            throw lost(vector, "kv/records", "the collection has no such vector");
        }
        if (vector.row() >= source.counters().rows(vector.vector()).drained()) {
            byte[] key = Keys.row(source.definition().number(), vector.vector(), vector.row());
            check(vector, "kv/rows", source.kv().get(Families.ROWS, key));
            return;
        }
        ExtentCopy extent =
                extents.getOrDefault(vector.vector(), Map.of())
                        .get(layout.sequenceOf(vector.row()));
        if (extent == null) {
            throw lost(vector, "extents", "its extent is missing");
        }
        if (!extent.isSealed()) {
            StoredFile file = open.computeIfAbsent(extent, e -> files.open(e.path()));
            check(vector, extent.path().toString(), extent.elements(file, vector.row()));
        }
    }

    private static void check(StoredVector vector, String place, Optional<byte[]> elements) {
        if (elements.isEmpty()) {
            throw lost(vector, place, "it is missing");
        }
        if (VectorBytes.checksum(elements.get()) != vector.crc()) {
            throw lost(vector, place, "its elements fail their checksum");
        }
    }

    private static DigiException lost(StoredVector vector, String place, String why) {
        return new DigiException(
                new Problem.Corrupt(
                        place,
                        0,
                        "row %d of vector %d: %s; a snapshot would lack it"
                                .formatted(vector.row(), vector.vector(), why)));
    }

    @Override
    public void close() {
        open.values().forEach(StoredFile::close);
    }
}
