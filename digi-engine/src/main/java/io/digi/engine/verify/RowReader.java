package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.StoredVector;
import io.digi.engine.record.VectorBytes;
import io.digi.storage.kv.KvReads;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Holds the elements of stored vectors against the checksums in their records.
final class RowReader {
    private final KvReads kv;
    private final Definition definition;
    private final Extents extents;
    private final RowSources sources;
    private final Set<Path> damagedExtents;

    /// @param damagedExtents files that are reported and not mended yet: of their rows, only those
    ///   are lost of which there is no copy
    RowReader(
            KvReads kv,
            Definition definition,
            Extents extents,
            RowSources sources,
            Set<Path> damagedExtents) {
        this.kv = kv;
        this.definition = definition;
        this.extents = extents;
        this.sources = sources;
        this.damagedExtents = Set.copyOf(damagedExtents);
    }

    /// What is lost of a vector, if anything.
    Optional<LostVector> lost(StoredVector vector) {
        if (!extents.hasVector(vector.vector())) {
            return lost(vector, "kv/records", 0, "the collection has no such vector");
        }
        return vector.row() < extents.drainedRows(vector.vector())
                ? lostInExtent(vector)
                : lostInStore(vector);
    }

    /// The elements of a vector, where it should be, if they are intact.
    Optional<float[]> elements(StoredVector vector) {
        Optional<byte[]> found =
                vector.row() < extents.drainedRows(vector.vector())
                        ? elementsInExtent(vector)
                        : kv.get(
                                Families.ROWS,
                                Keys.row(definition.number(), vector.vector(), vector.row()));
        return found.filter(bytes -> VectorBytes.checksum(bytes) == vector.crc())
                .map(VectorBytes::read);
    }

    private Optional<byte[]> elementsInExtent(StoredVector vector) {
        ExtentCopy extent = extents.ofRow(vector.vector(), vector.row());
        return sources.elements(extent, extent.path(), vector.row());
    }

    private Optional<LostVector> lostInExtent(StoredVector vector) {
        ExtentCopy extent = extents.ofRow(vector.vector(), vector.row());
        Optional<byte[]> found = sources.elements(extent, extent.path(), vector.row());
        if (found.isPresent() && VectorBytes.checksum(found.get()) == vector.crc()) {
            return Optional.empty();
        }
        boolean copied =
                damagedExtents.contains(extent.path())
                        && sources.elsewhere(extent, vector.row(), vector.crc()).isPresent();
        if (copied) {
            return Optional.empty();
        }
        String detail = found.isPresent() ? "its elements fail their checksum" : "it is missing";
        return lost(vector, extent.path().toString(), extent.offsetOf(vector.row()), detail);
    }

    private Optional<LostVector> lostInStore(StoredVector vector) {
        byte[] key = Keys.row(definition.number(), vector.vector(), vector.row());
        Optional<byte[]> found = kv.get(Families.ROWS, key);
        int size = extents.layout(vector.vector()).rows().dimension() * Float.BYTES;
        if (found.isEmpty()) {
            return lost(vector, "kv/rows", 0, "it is missing");
        }
        if (found.get().length != size) {
            String detail = "it has %d bytes, expected %d".formatted(found.get().length, size);
            return lost(vector, "kv/rows", 0, detail);
        }
        return VectorBytes.checksum(found.get()) == vector.crc()
                ? Optional.empty()
                : lost(vector, "kv/rows", 0, "its elements fail their checksum");
    }

    private static Optional<LostVector> lost(
            StoredVector vector, String file, long offset, String detail) {
        return Optional.of(new LostVector(vector.vector(), vector.row(), file, offset, detail));
    }
}
