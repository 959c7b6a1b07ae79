package io.digi.engine.snapshot;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Counters;
import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.extent.ExtentLayout;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.model.error.DigiException;
import io.digi.storage.archive.ArchiveEntry;
import io.digi.storage.archive.ArchiveReader;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvBatch;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Writes a collection of an archive into the storage under another number, where nothing refers to
/// it yet. Each entry is checked as far as it can be by itself; how all of it fits together is for
/// `verify` to say afterwards.
public final class CollectionUnpacking {
    private static final int BATCH_SIZE = 2 << 20;

    private final ArchiveReader archive;
    private final ArchivedCollection source;
    private final Definition target;
    private final FileStore files;
    private final Consumer<KvBatch> commit;
    private final SnapshotWatch watch;
    private final Map<Integer, ExtentLayout> layouts = new HashMap<>();
    private KvBatch batch = new KvBatch();
    private int lastSlot = -1;
    private int lastVector = -1;
    private long lastRow = -1;

    /// @param target the number under which it is written
    /// @param commit brings a batch of a few megabytes to stable storage
    public CollectionUnpacking(
            ArchiveReader archive,
            ArchivedCollection source,
            Definition target,
            FileStore files,
            Consumer<KvBatch> commit,
            SnapshotWatch watch) {
        this.archive = archive;
        this.source = source;
        this.target = target;
        this.files = files;
        this.commit = commit;
        this.watch = watch;
        target.places().forEach((name, place) -> layouts.put(place.number(), target.layout(name)));
    }

    /// Throws [io.digi.model.error.Problem.BadRequest] for what no snapshot of ours has; what was
    /// written so far is then to be cleared away.
    public void unpack() {
        for (ArchiveEntry file : source.files()) {
            String[] names = file.path().split("/", -1);
            switch (names[2]) {
                case "extents" -> unpackExtent(file, names[3], names[4]);
                case SnapshotPaths.ROWS -> unpackParts(file, this::row);
                default -> unpackParts(file, this::record);
            }
            watch.moved(file.size());
        }
        batch.put(Families.META, Keys.counters(target.number()), source.counters().encode());
        commit();
    }

    private void unpackExtent(ArchiveEntry file, String vectorText, String sequenceText) {
        int vector = Integer.parseInt(vectorText);
        ExtentLayout layout = layouts.get(vector);
        if (layout == null) {
            throw archive.refusal(file, "the collection has no such vector");
        }
        long sequence = Long.parseLong(sequenceText);
        long drained = source.counters().rows(vector).drained();
        long extents = (drained + layout.rowCapacity() - 1) / layout.rowCapacity();
        if (sequence >= extents) {
            throw archive.refusal(file, "no row of it counts");
        }
        long endRow = Math.min(layout.firstRowOf(sequence + 1), drained);
        int number = source.definition().number();
        new ExtentUnpacking(
                        archive,
                        file,
                        new ExtentCopy(files, number, vector, layout, sequence, endRow),
                        new ExtentCopy(files, target.number(), vector, layout, sequence, endRow))
                .unpack(files);
    }

    private interface EntryReader {
        void read(ArchiveEntry file, ByteBuffer part);
    }

    private void unpackParts(ArchiveEntry file, EntryReader reader) {
        ByteBuffer part = ByteBuffer.wrap(archive.content(file, PartWriter.SIZE_MAX));
        try {
            while (part.hasRemaining()) {
                reader.read(file, part);
                if (batch.sizeBytes() >= BATCH_SIZE) {
                    commit();
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw archive.refusal(file, "it cannot be read: " + e.getMessage());
        }
    }

    private void row(ArchiveEntry file, ByteBuffer part) {
        int vector = part.getShort();
        long row = part.getLong();
        byte[] elements = bytes(part);
        ExtentLayout layout = layouts.get(vector);
        boolean isInOrder = vector > lastVector || (vector == lastVector && row > lastRow);
        if (layout == null || !isInOrder) {
            throw archive.refusal(
                    file, "row %d of vector %d is out of place".formatted(row, vector));
        }
        Counters.RowCounters counters = source.counters().rows(vector);
        if (row < counters.drained()
                || row >= counters.end()
                || elements.length != layout.rows().dimension() * Float.BYTES
                || !ExtentUnpacking.isFinite(ByteBuffer.wrap(elements))) {
            throw archive.refusal(file, "row %d of vector %d cannot be".formatted(row, vector));
        }
        lastVector = vector;
        lastRow = row;
        batch.put(Families.ROWS, Keys.row(target.number(), vector, row), elements);
    }

    private void record(ArchiveEntry file, ByteBuffer part) {
        int slot = part.getInt();
        byte[] record = bytes(part);
        if (slot <= lastSlot || slot >= source.counters().slotEnd()) {
            throw archive.refusal(file, "the point in slot %d is out of place".formatted(slot));
        }
        lastSlot = slot;
        StoredPoint point = decode(file, slot, record);
        byte[] id = Keys.id(target.number(), point.name().tenant(), point.name().id());
        batch.put(Families.IDS, id, ByteBuffer.allocate(Integer.BYTES).putInt(slot).array());
        batch.put(Families.RECORDS, Keys.record(target.number(), slot), record);
    }

    private StoredPoint decode(ArchiveEntry file, int slot, byte[] record) {
        StoredPoint point;
        try {
            point = RecordCodec.decode(record);
            // Read when it is asked for, so asked for here.
            var _ = point.payload();
        } catch (DigiException e) {
            throw archive.refusal(
                    file, "the point in slot %d: %s".formatted(slot, e.problem().message()));
        }
        boolean isPossible =
                point.version() >= 0
                        && point.version() <= source.counters().operationNumber()
                        && point.name().tenant().isPresent() == target.hasTenants();
        int last = -1;
        for (StoredVector vector : point.vectors()) {
            isPossible &=
                    vector.vector() > last
                            && layouts.containsKey(vector.vector())
                            && vector.row() >= 0
                            && vector.row() < source.counters().rows(vector.vector()).end();
            last = vector.vector();
        }
        if (!isPossible) {
            throw archive.refusal(file, "the point in slot %d cannot be".formatted(slot));
        }
        return point;
    }

    private static byte[] bytes(ByteBuffer part) {
        int size = part.getInt();
        if (size < 0 || size > part.remaining()) {
            throw new IllegalArgumentException("size %d runs over the end".formatted(size));
        }
        byte[] bytes = new byte[size];
        part.get(bytes);
        return bytes;
    }

    private void commit() {
        commit.accept(batch);
        batch = new KvBatch();
    }
}
