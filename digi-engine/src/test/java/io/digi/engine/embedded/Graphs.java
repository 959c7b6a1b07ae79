package io.digi.engine.embedded;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.SearchParams;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/// A collection that gets a graph from 1 KiB on, and what tests of graphs do with it.
record Graphs(VectorEngine engine) {
    static final CollectionName NAME = new CollectionName("graphs");
    static final int DIMENSION = 16;
    static final int COLORS = 5;
    static final JsonPath COLOR = JsonPath.ofKey("color");
    static final IndexingSettings INDEXING =
            new IndexingSettings(
                    /* threads= */ 2,
                    /* tailMin= */ 20,
                    /* tailMax= */ 100_000,
                    /* batchCount= */ 200,
                    /* unsavedMin= */ 100,
                    /* ownMin= */ 400);
    static final EngineSettings SETTINGS =
            EngineSettings.withMemory(256L << 20)
                    .withExtents(/* extentBytes= */ 64 << 10, /* drainBytes= */ 16 << 10)
                    .withCheckpoints(/* pointsMin= */ 100, /* changesMax= */ 500)
                    .withIndexing(INDEXING);

    private static final int LIMIT = 10;
    private static final int CLUSTERS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static HnswConfig hnsw(int m, int efConstruct) {
        return new HnswConfig(
                m,
                efConstruct,
                /* fullScanThresholdKb= */ 0,
                /* maxIndexingThreads= */ 2,
                Optional.empty(),
                OptionalInt.empty());
    }

    /// What changes the settings of a graph to these.
    static Value.Struct change(HnswConfig hnsw) {
        return new Value.Struct(
                Map.of(
                        "m", Value.of((long) hnsw.m()),
                        "ef_construct", Value.of((long) hnsw.efConstruct()),
                        "full_scan_threshold", Value.of((long) hnsw.fullScanThresholdKb()),
                        "max_indexing_threads", Value.of((long) hnsw.maxIndexingThreads())));
    }

    static CollectionConfig config(HnswConfig hnsw, Distance distance) {
        VectorConfig vector = new VectorConfig(DIMENSION, distance);
        return new CollectionConfig(
                new TreeMap<>(Map.of(VectorName.DEFAULT, vector)),
                hnsw,
                settings(1),
                Payload.EMPTY,
                Optional.empty());
    }

    /// Settings that build graphs from so many KiB on.
    static Value.Struct settings(long indexingThreshold) {
        Value threshold = Value.of(indexingThreshold);
        return new Value.Struct(
                Map.of(
                        "optimizers_config",
                        new Value.Struct(Map.of("indexing_threshold", threshold))));
    }

    void create(HnswConfig hnsw, Distance distance) {
        engine.collections().create(Call.everything(), NAME, config(hnsw, distance));
    }

    /// Points with the ids of a range, each in one of some clusters.
    static List<Point> points(Random random, int from, int end) {
        List<Point> points = new ArrayList<>();
        for (int id = from; id < end; id++) {
            points.add(point(id, vector(random)));
        }
        return points;
    }

    static Point point(long id, float... vector) {
        return new Point(
                PointId.of(id),
                NamedVectors.of(vector),
                Payload.of(Map.of("color", Value.of(id % COLORS))));
    }

    static float[] vector(Random random) {
        Random center = new Random(random.nextInt(CLUSTERS));
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (2 * center.nextGaussian() + 0.6 * random.nextGaussian());
        }
        return vector;
    }

    static Filter color(int color) {
        return Filter.must(
                new Condition.Field(
                        COLOR, new FieldTest.MatchValue(new FieldTest.Scalar.Int(color))));
    }

    void upsert(List<Point> points) {
        for (int from = 0; from < points.size(); from += 500) {
            List<Point> some = points.subList(from, Math.min(points.size(), from + 500));
            engine.write(Call.everything(), NAME, List.of(new PointChange.Upsert(some)));
        }
    }

    void delete(List<PointId> ids) {
        PointSelection selection = new PointSelection.Ids(ids);
        engine.write(Call.everything(), NAME, List.of(new PointChange.Delete(selection)));
    }

    /// Waits until nothing is to be linked any more.
    CollectionInfo settled() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> info().status() == CollectionStatus.GREEN);
        return info();
    }

    CollectionInfo info() {
        return engine.collections().describe(Call.everything(), NAME);
    }

    List<ScoredPoint> nearest(float[] query, Filter filter, int limit, SearchParams params) {
        PointRead.Query plain = PointRead.Query.nearest(limit, query).where(filter);
        return engine.read(
                Call.everything(),
                NAME,
                new PointRead.Query(
                        plain.target(),
                        plain.using(),
                        plain.filter(),
                        plain.limit(),
                        plain.offset(),
                        plain.scoreThreshold(),
                        params,
                        plain.selection()));
    }

    static SearchParams ef(int efSearch) {
        return new SearchParams(
                OptionalInt.of(efSearch), /* exact= */ false, /* indexedOnly= */ false);
    }

    static SearchParams exact() {
        return new SearchParams(OptionalInt.empty(), /* exact= */ true, /* indexedOnly= */ false);
    }

    /// The part of the true nearest that searches find.
    double recall(Random random, Filter filter, int efSearch) {
        int queries = 100;
        long found = 0;
        long due = 0;
        for (int i = 0; i < queries; i++) {
            float[] query = vector(random);
            Set<PointId> ids = ids(nearest(query, filter, LIMIT, ef(efSearch)));
            Set<PointId> truth = ids(nearest(query, filter, LIMIT, exact()));
            due += truth.size();
            truth.retainAll(ids);
            found += truth.size();
        }
        return (double) found / due;
    }

    static Set<PointId> ids(List<ScoredPoint> hits) {
        Set<PointId> ids = new HashSet<>();
        hits.forEach(hit -> ids.add(hit.id()));
        return ids;
    }
}
