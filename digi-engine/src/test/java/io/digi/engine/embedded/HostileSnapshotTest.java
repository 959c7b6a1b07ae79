package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.digi.Digi;
import io.digi.engine.collection.Counters;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.job.Job;
import io.digi.model.payload.Payload;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.model.snapshot.SnapshotSource;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.storage.archive.ArchiveEntry;
import io.digi.storage.archive.ArchiveReader;
import io.digi.storage.archive.ArchiveWriter;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LocalFileStore;
import io.digi.storage.file.LockHolder;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives whose checksums are all right and whose contents are not: each is refused, soon, and
/// nothing is changed.
class HostileSnapshotTest {
    private static final CollectionName DOCS = new CollectionName("docs");
    private static final SnapshotOwner OF_DOCS = new SnapshotOwner.Collection(DOCS);
    private static final String PREFIX = "collections/0/";
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(128L << 20)
                    .withExtents(/* extentBytes= */ 4_096, /* drainBytes= */ 2_048);

    @TempDir private Path directory;
    private VectorEngine engine;
    private FileStore files;
    private Map<String, byte[]> contents = Map.of();
    private Contents before;

    @BeforeEach
    void makeSnapshot() {
        engine = Digi.open(directory.resolve("storage"), directory.resolve("s"), SETTINGS);
        files =
                new LocalFileStore(
                        directory.resolve("s"), new FileBudget(10, 1), LockHolder.current());
        engine.collections().create(Call.everything(), DOCS, CollectionConfig.of(4, Distance.DOT));
        upsert(0, 600);
        await().untilAsserted(() -> {
            upsert(600, 601);
            assertThat(engine.status().jobs())
                    .anyMatch(job -> job.kind() == Job.Kind.DRAIN)
                    .noneMatch(job -> job.state() == Job.State.RUNNING);
        });
        SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
        contents = contents(Path.of("docs", made.name()));
        upsert(601, 610);
        before = Contents.of(engine);
    }

    @AfterEach
    void nothingIsChanged() {
        assertThat(Contents.of(engine)).isEqualTo(before);
        await().untilAsserted(() ->
                assertThat(directory.resolve("storage").resolve("extents").toFile().list())
                        .containsExactly("1"));
        files.close();
        engine.close();
    }

    @Test
    void unchangedArchiveIsAccepted() {
        Map<String, byte[]> same = new LinkedHashMap<>(contents);
        engine.snapshots()
                .recover(
                        Call.everything(),
                        new SnapshotOwner.Collection(new CollectionName("copy")),
                        Recovery.of(new SnapshotSource.Stored(written(same))));
        assertThat(Contents.of(engine).in("copy").points()).hasSize(601);
        engine.collections().drop(Call.everything(), new CollectionName("copy"));
        assertThat(contents.keySet())
                .contains(PREFIX + "extents/0/0", PREFIX + "rows/0", PREFIX + "records/0");
    }

    @Test
    void filesOutOfTheirPlaceAreRefused() {
        refused(all -> all.remove(PREFIX + "definition"));
        refused(all -> all.remove(PREFIX + "counters"));
        refused(all -> all.remove(PREFIX + "records/0"));
        refused(all -> all.remove(PREFIX + "rows/0"));
        refused(all -> all.remove(PREFIX + "extents/0/0"));
        refused(all -> all.put("more", new byte[1]));
        refused(all -> all.put("aliases", new byte[1]));
        refused(all -> all.put(PREFIX + "more", new byte[1]));
        refused(all -> all.put("collections/1/definition", all.get(PREFIX + "definition")));
        refused(all -> all.put(PREFIX + "extents/0/7777", all.get(PREFIX + "extents/0/0")));
        refused(all -> all.put(PREFIX + "records/1", all.get(PREFIX + "records/0")));
        refused(all -> {
            byte[] definition = all.remove(PREFIX + "definition");
            all.put(PREFIX + "definition", definition);
        });
    }

    @Test
    void definitionsThatCannotBeAreRefused() {
        changed("definition", bytes -> new byte[0]);
        changed("definition", bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1));
        for (int at = 0; at < contents.get(PREFIX + "definition").length; at += 5) {
            int place = at;
            maybeRefused(all -> {
                byte[] definition = all.get(PREFIX + "definition").clone();
                definition[place] ^= 0x55;
                all.put(PREFIX + "definition", definition);
            });
        }
    }

    @Test
    void countersThatCannotBeAreRefused() {
        Counters right = Counters.decode(contents.get(PREFIX + "counters"));
        Counters.RowCounters rows = right.rows(0);
        long huge = 1L << 52;
        counters(right, rows.end(), rows.end() + 1);
        counters(right, huge, rows.drained());
        counters(right, huge, huge);
        counters(right, Long.MAX_VALUE, Long.MAX_VALUE);
        counters(right, -1, -1);
        counters(right, rows.end() - 1, rows.drained());
        counters(right, rows.end(), rows.drained() - 1);
        for (long points : new long[] {0, right.pointCount() - 1, huge}) {
            put(
                    "counters",
                    new Counters(right.operationNumber(), right.slotEnd(), points, right.rows())
                            .encode());
        }
        put("counters", new Counters(0, right.slotEnd(), 601, right.rows()).encode());
        put("counters", new Counters(Long.MAX_VALUE, 601, 601, right.rows()).encode());
        put("counters", new Counters(right.operationNumber(), 600, 600, right.rows()).encode());
        put("counters", new Counters(right.operationNumber(), 601, 601, Map.of()).encode());
    }

    private void counters(Counters right, long end, long drained) {
        put(
                "counters",
                new Counters(
                                right.operationNumber(),
                                right.slotEnd(),
                                right.pointCount(),
                                Map.of(0, new Counters.RowCounters(end, drained)))
                        .encode());
    }

    @Test
    void recordsThatCannotBeAreRefused() {
        byte[] first = firstRecord();
        StoredPoint point = RecordCodec.decode(first);
        StoredVector vector = point.vector(0).orElseThrow();
        replaceFirst(withVectors(point, List.of(vector, vector)));
        replaceFirst(withVectors(point, List.of(moved(vector, -1))));
        replaceFirst(withVectors(point, List.of(moved(vector, 1L << 40))));
        replaceFirst(withVectors(point, List.of(moved(vector, vector.row() + 1))));
        replaceFirst(
                withVectors(
                        point,
                        List.of(new StoredVector(7, vector.row(), vector.norm(), vector.crc()))));
        replaceFirst(new StoredPoint(point.name(), 1L << 40, point.vectors(), point.payload()));
        StoredPoint other = RecordCodec.decode(lastRecordOfPart());
        replaceFirst(
                new StoredPoint(other.name(), point.version(), point.vectors(), point.payload()));
        changed("records/0", bytes -> frame(-5, first));
        changed("records/0", bytes -> frame(0, new byte[40]));
        changed(
                "records/0",
                bytes -> ByteBuffer.allocate(8).putInt(0).putInt(Integer.MAX_VALUE).array());
    }

    @Test
    void rowsThatCannotBeAreRefused() {
        byte[] rows = contents.get(PREFIX + "rows/0");
        ByteBuffer one = ByteBuffer.wrap(rows);
        int size = 14 + one.getInt(10);
        changed("rows/0", bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1));
        changed("rows/0", bytes -> edited(bytes, b -> b.putShort(0, (short) 9)));
        changed("rows/0", bytes -> edited(bytes, b -> b.putLong(2, 1)));
        changed("rows/0", bytes -> edited(bytes, b -> b.putLong(2, 1L << 50)));
        changed("rows/0", bytes -> edited(bytes, b -> b.putInt(10, -1)));
        changed("rows/0", bytes -> edited(bytes, b -> b.putInt(10, 1 << 30)));
        changed(
                "rows/0",
                bytes ->
                        edited(
                                bytes,
                                b -> b.order(ByteOrder.LITTLE_ENDIAN).putFloat(14, Float.NaN)));
        changed("rows/0", bytes -> edited(bytes, b -> b.putFloat(14, 1.25f)));
        changed(
                "rows/0",
                bytes -> {
                    byte[] twice = java.util.Arrays.copyOf(bytes, bytes.length + size);
                    System.arraycopy(bytes, 0, twice, bytes.length, size);
                    return twice;
                });
    }

    @Test
    void extentsThatCannotBeAreRefused() {
        changed("extents/0/0", bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1));
        changed("extents/0/0", bytes -> java.util.Arrays.copyOf(bytes, 4_096));
        changed("extents/0/0", bytes -> edited(bytes, b -> b.putInt(12, 5)));
        changed("extents/0/0", bytes -> edited(bytes, b -> b.putLong(24, 1)));
        changed("extents/0/0", bytes -> edited(bytes, b -> b.putFloat(4_096, 1.25f)));
        changed(
                "extents/0/0",
                bytes ->
                        edited(
                                bytes,
                                b ->
                                        b.order(ByteOrder.LITTLE_ENDIAN)
                                                .putFloat(4_096, Float.POSITIVE_INFINITY)));
        changed("extents/0/0", bytes -> edited(bytes, b -> b.putInt(bytes.length - 20, 5)));
    }

    private static StoredPoint withVectors(StoredPoint point, List<StoredVector> vectors) {
        return new StoredPoint(point.name(), point.version(), vectors, point.payload());
    }

    private static StoredVector moved(StoredVector vector, long row) {
        return new StoredVector(vector.vector(), row, vector.norm(), vector.crc());
    }

    private byte[] firstRecord() {
        ByteBuffer part = ByteBuffer.wrap(contents.get(PREFIX + "records/0"));
        byte[] record = new byte[part.getInt(4)];
        part.get(8, record);
        return record;
    }

    private byte[] lastRecordOfPart() {
        ByteBuffer part = ByteBuffer.wrap(contents.get(PREFIX + "records/0"));
        byte[] record = new byte[0];
        while (part.hasRemaining()) {
            part.getInt();
            record = new byte[part.getInt()];
            part.get(record);
        }
        return record;
    }

    private void replaceFirst(StoredPoint point) {
        byte[] record = RecordCodec.encode(point);
        changed(
                "records/0",
                bytes -> {
                    int rest = 8 + ByteBuffer.wrap(bytes).getInt(4);
                    return ByteBuffer.allocate(8 + record.length + bytes.length - rest)
                            .put(bytes, 0, 4)
                            .putInt(record.length)
                            .put(record)
                            .put(bytes, rest, bytes.length - rest)
                            .array();
                });
    }

    private static byte[] frame(int slot, byte[] record) {
        return ByteBuffer.allocate(8 + record.length)
                .putInt(slot)
                .putInt(record.length)
                .put(record)
                .array();
    }

    private static byte[] edited(byte[] bytes, Consumer<ByteBuffer> edit) {
        byte[] copy = bytes.clone();
        edit.accept(ByteBuffer.wrap(copy));
        return copy;
    }

    private void put(String name, byte[] bytes) {
        changed(name, _ -> bytes);
    }

    private void changed(String name, UnaryOperator<byte[]> change) {
        refused(all -> all.compute(PREFIX + name, (_, bytes) -> change.apply(bytes)));
    }

    private void refused(Consumer<Map<String, byte[]>> change) {
        assertThatThrownBy(() -> recover(change))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.BadRequest.class));
    }

    /// A definition may be another one after a change, and still be one.
    private void maybeRefused(Consumer<Map<String, byte[]>> change) {
        CollectionName copy = new CollectionName("copy");
        try {
            Map<String, byte[]> all = new LinkedHashMap<>(contents);
            change.accept(all);
            engine.snapshots()
                    .recover(
                            Call.everything(),
                            new SnapshotOwner.Collection(copy),
                            Recovery.of(new SnapshotSource.Stored(written(all))));
            engine.collections().drop(Call.everything(), copy);
        } catch (DigiException e) {
            assertThat(e.problem()).isInstanceOf(Problem.BadRequest.class);
        }
    }

    private void recover(Consumer<Map<String, byte[]>> change) {
        Map<String, byte[]> all = new LinkedHashMap<>(contents);
        change.accept(all);
        engine.snapshots()
                .recover(
                        Call.everything(),
                        OF_DOCS,
                        Recovery.of(new SnapshotSource.Stored(written(all))));
    }

    private Path written(Map<String, byte[]> all) {
        Path file = Path.of("docs", "hostile.snapshot");
        files.delete(file);
        try (FileAppender appender = files.create(file)) {
            ArchiveWriter archive = new ArchiveWriter(appender);
            archive.say("format", "1");
            archive.say("kind", "collection");
            all.forEach(archive::add);
            String _ = archive.close();
        }
        return file;
    }

    private Map<String, byte[]> contents(Path path) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (StoredFile file = files.open(path)) {
            ArchiveReader reader = ArchiveReader.open(file);
            for (ArchiveEntry entry : reader.entries()) {
                all.put(entry.path(), reader.content(entry, 1 << 20));
            }
        }
        return all;
    }

    private void upsert(int from, int until) {
        List<Point> points = new ArrayList<>();
        for (int i = from; i < until; i++) {
            points.add(new Point(PointId.of(i), NamedVectors.of(i, 1, 2, -i), Payload.EMPTY));
        }
        engine.write(Call.everything(), DOCS, List.of(new PointChange.Upsert(points)));
    }
}
