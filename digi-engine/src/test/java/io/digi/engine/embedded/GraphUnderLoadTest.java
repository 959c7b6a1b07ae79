package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.trial.Trials;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.job.Job;
import io.digi.model.payload.Payload;
import io.digi.model.query.ScoredPoint;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searches, writes and the building of graphs at the same time; and what bounds them.
class GraphUnderLoadTest {
    private static final int POINTS = 1_500;
    private static final VectorName LARGE = new VectorName("large");
    private static final int LARGE_DIMENSION = 65_536;
    private static final int LARGE_COUNT = (48 << 20) / (4 * LARGE_DIMENSION);

    /// Of which rows and tables may have 60 MiB, graphs what makes 51.
    private static final EngineSettings TIGHT =
            EngineSettings.withMemory(80L << 20)
                    .withExtents(/* extentBytes= */ 64 << 20, /* drainBytes= */ 1 << 30)
                    .withIndexing(Graphs.INDEXING);

    @TempDir private Path directory;

    @Test
    void searchesAndWritesGoOnWhileAGraphIsBuilt() {
        Trials.run(1, this::searchWhileWriting);
    }

    private void searchWhileWriting(Random random) {
        AtomicBoolean over = new AtomicBoolean();
        try (VectorEngine engine = Digi.open(directory, Graphs.SETTINGS);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Graphs graphs = new Graphs(engine);
            graphs.create(Graphs.hnsw(8, 32), Distance.COSINE);
            graphs.upsert(Graphs.points(random, 0, POINTS));
            long seed = random.nextLong();
            Future<?> searches = threads.submit(() -> searchUntil(over, graphs, new Random(seed)));
            Future<?> otherSearches =
                    threads.submit(() -> searchUntil(over, graphs, new Random(seed + 1)));
            try {
                for (int round = 0; round < 10; round++) {
                    graphs.upsert(Graphs.points(random, 0, POINTS / 4));
                    int start = POINTS + round * 50;
                    graphs.upsert(Graphs.points(random, start, start + 50));
                    graphs.delete(
                            LongStream.range(start, start + 50).mapToObj(PointId::of).toList());
                }
            } finally {
                over.set(true);
            }
            assertThat(searches).succeedsWithin(Duration.ofSeconds(30));
            assertThat(otherSearches).succeedsWithin(Duration.ofSeconds(30));
            graphs.settled();
            assertThat(graphs.recall(random, Filter.ALL, 64)).isGreaterThan(0.95);
        }
    }

    private static void searchUntil(AtomicBoolean over, Graphs graphs, Random random) {
        while (!over.get()) {
            List<ScoredPoint> hits =
                    graphs.nearest(Graphs.vector(random), Filter.ALL, 20, Graphs.ef(30));
            assertThat(hits).hasSize(20);
            assertThat(Graphs.ids(hits)).hasSize(20);
        }
    }

    @Test
    void longTailMakesWritesWaitUntilItIsLinked() {
        IndexingSettings small =
                new IndexingSettings(1, 20, /* tailMax= */ 500, 200, 100, /* ownMin= */ 50_000);
        try (VectorEngine engine = Digi.open(directory, Graphs.SETTINGS.withIndexing(small))) {
            Graphs graphs = new Graphs(engine);
            graphs.create(Graphs.hnsw(8, 32), Distance.EUCLID);
            // Each write finds room in the end: the tail is linked meanwhile.
            graphs.upsert(Graphs.points(new Random(1), 0, 4 * 500));
            graphs.settled();
            assertThat(graphs.info().pointCount()).isEqualTo(4 * 500);
        }
    }

    @Test
    void graphThatFindsNoMemoryLeavesSearchesExact() {
        try (VectorEngine engine = Digi.open(directory, TIGHT)) {
            Graphs graphs = new Graphs(engine);
            CollectionConfig config = Graphs.config(Graphs.hnsw(8, 32), Distance.EUCLID);
            // While rows come, a graph may take what only the last of them would lack.
            fillMemory(engine, Graphs.NAME, LARGE, GraphParts.withoutGraph(withLarge(config)));
            graphs.upsert(Graphs.points(new Random(1), 0, 300));
            engine.collections()
                    .alter(
                            Call.everything(),
                            Graphs.NAME,
                            CollectionChange.UpdateSettings.ofSettings(Graphs.settings(1)));
            Awaitility.await().until(() -> graphs.info().status() == CollectionStatus.GREY);
            assertThat(engine.status().jobs())
                    .anySatisfy(job -> {
                        assertThat(job.kind()).isEqualTo(Job.Kind.BUILD_VECTOR_INDEX);
                        assertThat(job.state()).isEqualTo(Job.State.FAILED);
                        assertThat(job.reason()).contains("memory");
                    });
            assertThat(graphs.nearest(new float[16], Filter.ALL, 300, Graphs.ef(10))).hasSize(300);
        }
    }

    @Test
    void idleCollectionMakesRoomForAGraph() {
        try (VectorEngine engine = Digi.open(directory, TIGHT)) {
            CollectionName idle = new CollectionName("idle");
            fillMemory(engine, idle, VectorName.DEFAULT, largeWithoutGraph());
            Graphs graphs = new Graphs(engine);
            graphs.create(Graphs.hnsw(8, 32), Distance.EUCLID);
            graphs.upsert(Graphs.points(new Random(1), 0, 300));
            assertThat(graphs.settled().indexedVectorCount()).isEqualTo(300);
            assertThat(engine.collections().describe(Call.everything(), idle).pointCount())
                    .isEqualTo(LARGE_COUNT);
        }
    }

    /// Nobody writes to the collection or looks at it meanwhile.
    @Test
    void graphThatWasRefusedIsTriedAgain() {
        IndexingSettings impatient =
                new IndexingSettings(1, 20, 100_000, 200, 100, 50_000, Duration.ofMillis(50));
        EngineSettings settings = TIGHT.withIndexing(impatient);
        Parts parts = Parts.open(LocalStorage.in(directory, settings), settings);
        try (VectorEngine engine = new EmbeddedEngine(parts)) {
            CollectionName large = new CollectionName("large");
            fillMemory(engine, large, VectorName.DEFAULT, largeWithoutGraph());
            try (CollectionRegistry.Lease _ =
                    parts.registry().lease(parts.catalog().require(large))) {
                Graphs graphs = new Graphs(engine);
                graphs.create(Graphs.hnsw(8, 32), Distance.EUCLID);
                graphs.upsert(Graphs.points(new Random(1), 0, 300));
                Awaitility.await()
                        .until(() ->
                                engine.status().jobs().stream()
                                        .anyMatch(job -> job.state() == Job.State.FAILED));
            }
            int number = parts.catalog().require(Graphs.NAME).number();
            Awaitility.await().until(() -> isLinked(parts, number));
        }
    }

    private static boolean isLinked(Parts parts, int number) {
        Optional<CollectionRegistry.Lease> open = parts.registry().leaseIfOpen(number);
        try (CollectionRegistry.Lease lease = open.orElseThrow()) {
            return lease.state().vector(0).indexed().cardinality() == 300;
        }
    }

    private static CollectionConfig largeWithoutGraph() {
        return GraphParts.withoutGraph(CollectionConfig.of(LARGE_DIMENSION, Distance.DOT));
    }

    private static CollectionConfig withLarge(CollectionConfig config) {
        TreeMap<VectorName, VectorConfig> vectors = new TreeMap<>(config.vectors());
        vectors.put(LARGE, new VectorConfig(LARGE_DIMENSION, Distance.DOT));
        return new CollectionConfig(
                vectors, config.hnsw(), config.settings(), config.metadata(), config.tenantField());
    }

    /// With rows of a new collection: four fifths of what there is.
    private static void fillMemory(
            VectorEngine engine, CollectionName name, VectorName vector, CollectionConfig config) {
        engine.collections().create(Call.everything(), name, config);
        for (long id = 0; id < LARGE_COUNT; id++) {
            NamedVectors vectors = NamedVectors.of(vector.value(), new float[LARGE_DIMENSION]);
            Point point = new Point(PointId.of(1_000 + id), vectors, Payload.EMPTY);
            engine.write(Call.everything(), name, List.of(new PointChange.Upsert(List.of(point))));
        }
    }
}
