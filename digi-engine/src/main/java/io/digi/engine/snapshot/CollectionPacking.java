package io.digi.engine.snapshot;

import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.archive.ArchiveWriter;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import java.nio.ByteBuffer;

/// Writes a collection into an archive. Everything is checked on the way, so that what is damaged
/// is found now and not when it is restored: blocks of full extents by the checksums in their
/// footers, points by their own, and the vectors outside of full extents by those in their points.
public final class CollectionPacking {
    private static final int BUFFER_SIZE = 1 << 20;

    private final PackedCollection source;
    private final FileStore files;
    private final ArchiveWriter archive;
    private final String prefix;
    private final SnapshotWatch watch;

    /// @param index the how many-th collection of the archive, from 0
    public CollectionPacking(
            PackedCollection source,
            FileStore files,
            ArchiveWriter archive,
            int index,
            SnapshotWatch watch) {
        this.source = source;
        this.files = files;
        this.archive = archive;
        this.prefix = SnapshotPaths.collection(index);
        this.watch = watch;
    }

    public void pack() {
        archive.add(prefix + SnapshotPaths.DEFINITION, source.definition().encode());
        archive.add(prefix + SnapshotPaths.COUNTERS, source.counters().encode());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
        source.extents().forEach(extent -> pack(extent, buffer));
        packRows();
        try (PackedRows rows = new PackedRows(source, files)) {
            packRecords(rows);
        }
    }

    private void pack(ExtentCopy extent, ByteBuffer buffer) {
        extent.faults().stream()
                .findFirst()
                .ifPresent(problem -> {
                    throw new DigiException(problem);
                });
        long size = extent.size();
        archive.begin(SnapshotPaths.extent(prefix, extent.vector(), extent.sequence()), size);
        try (StoredFile file = files.open(extent.path())) {
            for (long done = 0; done < size; done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), size - done));
                file.read(done, buffer);
                archive.write(buffer.flip());
                watch.moved(buffer.limit());
            }
        }
        archive.end();
    }

    private void packRows() {
        PartWriter parts = new PartWriter(archive, prefix, SnapshotPaths.ROWS, watch);
        try (KvCursor rows = source.kv().scan(Families.ROWS, all())) {
            while (rows.next()) {
                byte[] key = rows.key();
                byte[] elements = rows.value();
                parts.entry(14 + elements.length)
                        .putShort((short) Keys.readVector(key))
                        .putLong(Keys.readRow(key))
                        .putInt(elements.length)
                        .put(elements);
            }
        }
        parts.end();
    }

    private void packRecords(PackedRows rows) {
        PartWriter parts = new PartWriter(archive, prefix, SnapshotPaths.RECORDS, watch);
        long count = 0;
        try (KvCursor records = source.kv().scan(Families.RECORDS, all())) {
            while (records.next()) {
                byte[] record = records.value();
                StoredPoint point = RecordCodec.decode(record);
                for (StoredVector vector : point.vectors()) {
                    rows.check(vector);
                }
                parts.entry(8 + record.length)
                        .putInt(Keys.readSlot(records.key()))
                        .putInt(record.length)
                        .put(record);
                count++;
            }
        }
        parts.end();
        if (count != source.counters().pointCount()) {
            throw new DigiException(
                    new Problem.Corrupt(
                            "kv/records",
                            0,
                            "collection `%s` has %d points, expected %d"
                                    .formatted(
                                            source.definition().name().value(),
                                            count,
                                            source.counters().pointCount())));
        }
    }

    private KvRange all() {
        return KvRange.prefix(Keys.collection(source.definition().number()));
    }
}
