package io.digi.engine.collection;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.catalog.Definition;
import io.digi.engine.catalog.VectorPlace;
import io.digi.engine.changes.ChangedSlots;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredVector;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What is derived from stored points, written now and then so that opening a collection need not
/// read them all: the file `derived/<collection>/state`, replaced in one step.
///
/// ```text
/// 1    format, 2
/// 8    operation number that it is complete to
///      live slots                        as SlotSet
///      count of vectors, then for each:  number · slots that have it · their rows, as differences
///      1 and the tenants' index, or 0
///      count of payload indexes, then for each: path · size of the index · index
/// 4    CRC32C of all bytes before, big-endian
/// ```
///
/// An index that the collection has and the file lacks, or has of other contents, is built anew. In
/// format 1 the sizes are missing, so that an index that the collection does not have cannot be
/// passed over: then the file is of no use.
public final class Checkpoints {
    private static final int FORMAT = 2;
    private static final int FORMAT_WITHOUT_SIZES = 1;
    private static final int SIZE_MAX = 1 << 30;

    private final FileStore files;
    private final KvReads kv;
    private final Consumer<Problem.Corrupt> damage;

    /// @param damage hears of a file that is not what was written; it was moved to `quarantine`
    public Checkpoints(FileStore files, KvReads kv, Consumer<Problem.Corrupt> damage) {
        this.files = files;
        this.kv = kv;
        this.damage = damage;
    }

    /// The operation that a state is complete to. Of its last operation it may have some pieces
    /// only, and rows may have moved since; the log of changes tells the rest.
    public static long completeTo(CollectionState state) {
        return Math.max(0, state.operationNumber() - 1);
    }

    /// Writes what a state derives. Where a slot's row is newer than the state, the stored point
    /// tells which it was; if that is newer too, the changes since tell it.
    public void write(CollectionState state, VectorRows rows) {
        ByteWriter out = new ByteWriter();
        out.writeByte(FORMAT);
        out.writeLong(completeTo(state));
        state.live().writeTo(out);
        out.writeVarint(state.vectors().size());
        new TreeMap<>(state.vectors())
                .forEach((number, vector) ->
                        writeRows(out, state.definition().number(), vector, rows.of(number)));
        out.writeByte(state.tenants().isPresent() ? 1 : 0);
        state.tenants().ifPresent(index -> index.writeTo(out));
        out.writeVarint(state.fields().size());
        state.fields()
                .forEach((path, index) -> {
                    out.writeText(path.toString());
                    ByteWriter part = new ByteWriter();
                    index.writeTo(part);
                    out.writePart(part);
                });
        byte[] content = out.toBytes();
        ByteBuffer file = ByteBuffer.allocate(content.length + Integer.BYTES);
        file.put(content).putInt(Crc32c.of(content));
        files.createDirectories(directory(state.definition().number()));
        files.replace(path(state.definition().number()), file.array());
    }

    /// What the last checkpoint holds; the rows of its slots go to `rows`. Empty if there is none
    /// that is of use.
    Optional<StateLoader> read(Definition definition, VectorRows rows) {
        if (!exists(definition.number())) {
            return Optional.empty();
        }
        try {
            return readIntact(definition, rows);
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt problem) {
                quarantine(definition.number());
                damage.accept(problem);
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The same of a file that is there. Throws [Problem.Corrupt] and leaves a damaged one where it
    /// is.
    Optional<StateLoader> readIntact(Definition definition, VectorRows rows) {
        return decode(definition, rows, verified(path(definition.number())))
                .map(derived -> new StateLoader(derived, rows));
    }

    /// Whether a collection has a checkpoint.
    public boolean exists(int collection) {
        return files.exists(path(collection));
    }

    /// Removes what a collection has, so that it is made anew from the stored points.
    public void delete(int collection) {
        if (files.delete(path(collection))) {
            files.forceDirectory(directory(collection));
        }
    }

    /// Removes what a dropped collection has, and where it was.
    public void deleteAll(int collection) {
        files.deleteLeftovers(directory(collection));
        for (Path file : files.list(directory(collection))) {
            files.delete(file);
        }
        if (files.deleteDirectory(directory(collection))) {
            files.forceDirectory(Path.of("derived"));
        }
    }

    /// The slots that operations after this one changed.
    SlotSet changedSince(int collection, long operationNumber) {
        SlotSetEditor changed = SlotSet.empty().edit();
        byte[] first = Keys.change(collection, operationNumber + 1, 0);
        KvRange all = KvRange.prefix(Keys.collection(collection));
        KvRange range =
                all.upper()
                        .map(upper -> KvRange.between(first, upper))
                        .orElseGet(() -> KvRange.from(first));
        try (KvCursor changes = kv.scan(Families.CHANGES, range)) {
            while (changes.next()) {
                ChangedSlots.forEach(changes.value(), changed::add);
            }
        }
        return changed.build();
    }

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

    private Optional<Derived> decode(Definition definition, VectorRows rows, byte[] content) {
        ByteReader in = new ByteReader(content, path(definition.number()).toString());
        int format = in.readByte();
        if (format != FORMAT && format != FORMAT_WITHOUT_SIZES) {
            throw in.damaged("format %d, expected %d".formatted(format, FORMAT));
        }
        long operationNumber = in.readLong();
        SlotSet live = SlotSet.readFrom(in);
        Map<Integer, SlotSet> present = new HashMap<>();
        for (int left = in.readCount(/* bytesEach= */ 2); left > 0; left--) {
            int number = (int) in.readVarint();
            present.put(number, readRows(in, rows.of(number)));
        }
        Optional<FieldIndex> tenants =
                in.readByte() == 0
                        ? Optional.empty()
                        : Optional.of(FieldIndex.readFrom(in, PayloadIndexConfig.keyword()));
        Optional<Map<JsonPath, FieldIndex>> fields = readFields(in, format, definition);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        in.expectEnd();
        boolean complete =
                operationNumber > 0
                        && tenants.map(FieldIndex::key).equals(tenantPath(definition))
                        && present.keySet().equals(numbers(definition));
        return complete
                ? Optional.of(
                        new Derived(
                                definition, operationNumber, live, present, tenants, fields.get()))
                : Optional.empty();
    }

    /// The indexes that the collection has; empty if the rest of the file cannot be read.
    private static Optional<Map<JsonPath, FieldIndex>> readFields(
            ByteReader in, int format, Definition definition) {
        Map<JsonPath, FieldIndex> fields = new HashMap<>();
        for (int left = in.readCount(/* bytesEach= */ 2); left > 0; left--) {
            JsonPath path = JsonPath.parse(in.readText());
            PayloadIndexConfig config = definition.payloadIndexes().get(path);
            ByteReader index = format == FORMAT ? in.readPart() : in;
            if (config != null && FieldIndex.isOf(index.copy(), config)) {
                fields.put(path, FieldIndex.readFrom(index, config));
                if (format == FORMAT) {
                    index.expectEnd();
                }
            } else if (format != FORMAT) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }

    private static Optional<JsonPath> tenantPath(Definition definition) {
        return definition.config().tenantField().map(JsonPath::ofKey);
    }

    private static java.util.Set<Integer> numbers(Definition definition) {
        return definition.places().values().stream()
                .map(VectorPlace::number)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static SlotSet readRows(ByteReader in, RowStore rows) {
        SlotSet slots = SlotSet.readFrom(in);
        long[] row = {0};
        slots.forEach(slot -> {
            row[0] += in.readSigned();
            rows.assign(slot, row[0]);
        });
        return slots;
    }

    private byte[] verified(Path path) {
        byte[] file = files.read(path, SIZE_MAX);
        int end = file.length - Integer.BYTES;
        if (end < 0 || ByteBuffer.wrap(file).getInt(end) != Crc32c.of(file, 0, end)) {
            throw new DigiException(
                    new Problem.Corrupt(path.toString(), Math.max(0, end), "checksum fails"));
        }
        return Arrays.copyOf(file, end);
    }

    private void quarantine(int collection) {
        files.createDirectories(Path.of("quarantine"));
        files.rename(path(collection), Path.of("quarantine", collection + "-state"));
    }

    private static Path directory(int collection) {
        return Path.of("derived", Integer.toString(collection));
    }

    private static Path path(int collection) {
        return directory(collection).resolve("state");
    }
}
