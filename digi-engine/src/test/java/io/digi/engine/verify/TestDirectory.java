package io.digi.engine.verify;

import io.digi.Digi;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Checkpoints;
import io.digi.engine.collection.CollectionOpener;
import io.digi.engine.embedded.EngineSettings;
import io.digi.engine.embedded.EngineStorage;
import io.digi.engine.embedded.LocalStorage;
import io.digi.engine.extent.ExtentFiles;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.Selection;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A storage directory with one collection: 600 points, the first 500 or so of them in extents of
/// 256 rows, the last ones in the store. Its parts can be damaged one by one.
record TestDirectory(Path path) {
    static final CollectionName DOCS = new CollectionName("docs");
    static final int NUMBER = 1;
    static final int POINTS = 600;
    static final EngineSettings SETTINGS =
            EngineSettings.withMemory(128L << 20)
                    .withExtents(/* extentBytes= */ 4_096, /* drainBytes= */ 1_024)
                    .withDisk(/* lowWaterBytes= */ 1 << 20, /* reservedBytes= */ 1 << 10);

    private static final int DIMENSION = 4;
    private static final int ROW_SIZE = DIMENSION * Float.BYTES;
    private static final int HEADER_SIZE = 4_096;

    static TestDirectory filled(Path path) {
        TestDirectory made = new TestDirectory(path);
        made.withEngine(engine -> {
            engine.collections()
                    .create(
                            Call.everything(),
                            DOCS,
                            CollectionConfig.of(DIMENSION, Distance.EUCLID));
            engine.collections()
                    .alter(
                            Call.everything(),
                            DOCS,
                            new CollectionChange.CreatePayloadIndex(
                                    JsonPath.ofKey("color"), PayloadIndexConfig.keyword()));
            indexes()
                    .forEach((key, index) ->
                            engine.collections()
                                    .alter(
                                            Call.everything(),
                                            DOCS,
                                            new CollectionChange.CreatePayloadIndex(
                                                    JsonPath.ofKey(key), index)));
            upsert(engine, 0, POINTS - 50);
        });
        made.withEngine(engine -> upsert(engine, POINTS - 50, POINTS));
        return made;
    }

    /// Copies all files as they are, also while an engine has them open.
    TestDirectory copyTo(Path target) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.toList()) {
                if (!file.equals(path.resolve("LOCK"))) {
                    Files.copy(file, target.resolve(path.relativize(file).toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestDirectory(target);
    }

    static void upsert(VectorEngine engine, int from, int until) {
        List<Point> points = new ArrayList<>();
        for (int i = from; i < until; i++) {
            Value color = Value.of(i % 3 == 0 ? "red" : "blue");
            points.add(
                    new Point(PointId.of(i), NamedVectors.of(i, 1, 2, i % 7), payload(i, color)));
        }
        engine.write(Call.everything(), DOCS, List.of(new PointChange.Upsert(points)));
    }

    /// An index of each other kind.
    private static Map<String, PayloadIndexConfig> indexes() {
        Map<String, PayloadIndexConfig> indexes = new TreeMap<>();
        for (PayloadIndexKind kind : PayloadIndexKind.values()) {
            if (kind != PayloadIndexKind.KEYWORD) {
                indexes.put(kind.typeName(), PayloadIndexConfig.of(kind));
            }
        }
        return indexes;
    }

    private static Payload payload(int i, Value color) {
        Map<String, Value> fields = new TreeMap<>();
        fields.put("color", color);
        fields.put("integer", Value.of((long) i));
        fields.put("float", Value.of(i / 2.0));
        fields.put("bool", Value.of(i % 2 == 0));
        fields.put("uuid", Value.of("00000000-0000-0000-0000-%012x".formatted(i)));
        fields.put("datetime", Value.of("2024-03-01T00:%02d:00Z".formatted(i % 60)));
        fields.put("text", Value.of("the %d red wines".formatted(i % 10)));
        fields.put(
                "geo",
                new Value.Struct(
                        Map.of("lon", Value.of(i % 180 + 0.5), "lat", Value.of((long) i % 90))));
        return Payload.of(fields);
    }

    void withEngine(Consumer<VectorEngine> use) {
        try (VectorEngine engine = Digi.open(path, SETTINGS)) {
            use.accept(engine);
        }
    }

    void withStore(Consumer<KvStore> use) {
        EngineStorage storage = LocalStorage.in(path, SETTINGS);
        try (FileStore _ = storage.files();
                KvStore kv = storage.openKv().get()) {
            use.accept(kv);
        }
    }

    void commit(Consumer<KvBatch> writes) {
        KvBatch batch = new KvBatch();
        writes.accept(batch);
        withStore(kv -> kv.commit(batch));
    }

    /// Writes the collection's checkpoint, as the engine does for large collections.
    void checkpoint() {
        EngineStorage storage = LocalStorage.in(path, SETTINGS);
        try (FileStore files = storage.files();
                KvStore kv = storage.openKv().get()) {
            ExtentFiles extents = new ExtentFiles(files, _ -> {});
            Checkpoints checkpoints = new Checkpoints(files, kv, _ -> {});
            CollectionOpener.Opened opened =
                    new CollectionOpener(kv, extents, checkpoints, new MemoryBudget(64L << 20))
                            .open(definition(kv));
            checkpoints.write(opened.state(), opened.rows());
            opened.rows().close();
        }
    }

    static Definition definition(KvStore kv) {
        return Definition.decode(kv.get(Families.META, Keys.definition(NUMBER)).orElseThrow());
    }

    VerifyReport verify() {
        return Verification.of(path, SETTINGS, Progress.NONE);
    }

    RepairReport repair(RepairOptions options) {
        return Repair.of(path, SETTINGS, options, Progress.NONE);
    }

    /// All points that an engine serves from the directory, by number.
    Map<Long, PointRecord> served() {
        Map<Long, PointRecord> points = new TreeMap<>();
        withEngine(engine ->
                engine.read(
                                Call.everything(),
                                DOCS,
                                new PointRead.Scroll(
                                        Filter.ALL, 10_000, Optional.empty(), Selection.EVERYTHING))
                        .points()
                        .forEach(p -> points.put(((PointId.Num) p.id()).value(), p)));
        return points;
    }

    Path extent(int sequence) {
        return path.resolve("extents/%d/0/%d.ext".formatted(NUMBER, sequence));
    }

    Path checkpointFile() {
        return path.resolve("derived/%d/state".formatted(NUMBER));
    }

    /// Where a row of an extent starts in its file.
    static long offsetOf(int rowOfExtent) {
        return HEADER_SIZE + (long) rowOfExtent * ROW_SIZE;
    }

    static void flip(Path file, long offset) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[(int) offset] ^= 0x10;
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
