package io.digi.engine.collection;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.catalog.Definition;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.FieldReference;
import io.digi.engine.field.PostingFile;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredVector;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import io.digi.storage.kv.KvReads;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Puts a state into the bytes of a checkpoint, as [Checkpoints] has them, as far as they may be so
/// many: payload indexes that do not fit are left out, the largest first.
final class CheckpointEncoder {
    /// What besides its own bytes an index takes: its key's length and its own.
    private static final int FRAME_SIZE = 16;

    private final KvReads kv;
    private final int sizeMax;

    CheckpointEncoder(KvReads kv, int sizeMax) {
        this.kv = kv;
        this.sizeMax = sizeMax;
    }

    /// @param content of the file, without its checksum
    /// @param leftOut keys of indexes that it does not have
    /// @param files ids of the files of indexes that it refers to
    record Encoded(ByteWriter content, Set<JsonPath> leftOut, Set<Long> files) {}

    /// Empty if even without payload indexes there is too much of it.
    Optional<Encoded> encode(CollectionState state, VectorRows rows) {
        ByteWriter out = new ByteWriter(sizeMax - Integer.BYTES);
        try {
            writePoints(state, rows, out);
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.OutOfMemory) {
                return Optional.empty();
            }
            throw e;
        }
        Map<JsonPath, ByteWriter> indexes = fitting(state, out.size());
        out.writeVarint(indexes.size());
        indexes.forEach((path, index) -> {
            out.writeText(path.toString());
            out.writePart(index);
        });
        Set<JsonPath> leftOut = new HashSet<>(state.fields().keySet());
        leftOut.removeAll(indexes.keySet());
        return Optional.of(new Encoded(out, leftOut, files(state, indexes.keySet())));
    }

    private static Set<Long> files(CollectionState state, Set<JsonPath> keys) {
        return keys.stream()
                .flatMap(key -> Objects.requireNonNull(state.fields().get(key)).file().stream())
                .map(PostingFile::id)
                .collect(Collectors.toSet());
    }

    private void writePoints(CollectionState state, VectorRows rows, ByteWriter out) {
        out.writeByte(Checkpoints.FORMAT);
        out.writeLong(Checkpoints.completeTo(state));
        state.live().writeTo(out);
        out.writeVarint(state.vectors().size());
        new TreeMap<>(state.vectors())
                .forEach((number, vector) ->
                        writeRows(out, state.definition().number(), vector, rows.of(number)));
        out.writeByte(state.tenants().isPresent() ? 1 : 0);
        state.tenants().ifPresent(index -> index.writeTo(out));
        // Room for the count of indexes, whether there are any or not.
        if (out.size() > sizeMax - FRAME_SIZE) {
            throw new DigiException(
                    new Problem.OutOfMemory("a checkpoint", out.size(), 0, sizeMax));
        }
    }

    /// The indexes that fit behind `used` bytes, the smallest first.
    private Map<JsonPath, ByteWriter> fitting(CollectionState state, int used) {
        List<Map.Entry<JsonPath, FieldIndex>> bySize =
                state.fields().entrySet().stream()
                        .sorted(Comparator.comparingLong(field -> field.getValue().memoryBytes()))
                        .toList();
        Map<JsonPath, ByteWriter> fitting = new LinkedHashMap<>();
        int left = sizeMax - FRAME_SIZE - used;
        for (Map.Entry<JsonPath, FieldIndex> field : bySize) {
            int keySize = 4 * field.getKey().toString().length() + FRAME_SIZE;
            boolean isOnDisk = isOnDisk(state.definition(), field.getKey());
            Optional<ByteWriter> part = encoded(field.getValue(), isOnDisk, left - keySize);
            if (part.isPresent()) {
                fitting.put(field.getKey(), part.get());
                left -= part.get().size() + keySize;
            }
        }
        return fitting;
    }

    private static boolean isOnDisk(Definition definition, JsonPath key) {
        PayloadIndexConfig config = definition.payloadIndexes().get(key);
        return config != null && config.onDisk();
    }

    /// Empty also for an index whose file cannot be read: it is built anew.
    private static Optional<ByteWriter> encoded(FieldIndex index, boolean isOnDisk, int sizeMax) {
        ByteWriter part = new ByteWriter(Math.max(0, sizeMax));
        try {
            if (isOnDisk && FieldReference.suits(index)) {
                FieldReference.write(index, part);
            } else {
                index.writeTo(part);
            }
            return Optional.of(part);
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.OutOfMemory
                    || e.problem() instanceof Problem.Corrupt) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Where a slot's row is newer than the state, the stored point tells which it was; if that is
    /// newer too, the changes since tell it.
    private void writeRows(ByteWriter out, int collection, VectorState vector, RowStore rows) {
        out.writeVarint(vector.number());
        vector.present().writeTo(out);
        long[] previous = {0};
        vector.present()
                .forEach(slot -> {
                    long row = rows.rowOf(slot);
                    long written =
                            row < vector.rowEnd() ? row : storedRow(collection, vector, slot);
                    out.writeSigned(written - previous[0]);
                    previous[0] = written;
                });
    }

    /// The row of a slot as of the last commit; 0 if that is newer than the state. The write that
    /// gave the slot a newer row may never have been committed, so no change would tell the row.
    private long storedRow(int collection, VectorState vector, int slot) {
        return kv.get(Families.RECORDS, Keys.record(collection, slot))
                .map(RecordCodec::decode)
                .flatMap(point -> point.vector(vector.number()))
                .map(StoredVector::row)
                .filter(row -> row < vector.rowEnd())
                .orElse(0L);
    }
}
