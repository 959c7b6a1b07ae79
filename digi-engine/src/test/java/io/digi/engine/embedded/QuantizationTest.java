package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.trial.Trials;
import io.digi.model.change.Point;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.job.Job;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.QuantizationParams;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.SearchParams;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Quantization, as users configure it, makes codes of the size asked for and loses no recall.
class QuantizationTest {
    private static final int DIMENSION = 96;
    private static final int POINTS = 2_000;
    private static final int QUERIES = 50;
    private static final int LIMIT = 10;
    private static final double RECALL_MIN = 0.97;
    private static final Value BINARY = method("binary", Map.of());
    private static final Value SCALAR = method("scalar", Map.of("type", Value.of("int8")));

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "COSINE, scalar, type, int8", "COSINE, binary, encoding, one_bit",
        "COSINE, binary, encoding, one_and_half_bits", "COSINE, product, compression, x8",
        "DOT, scalar, type, int8", "DOT, binary, encoding, two_bits",
        "DOT, product, compression, x32", "EUCLID, scalar, type, int8",
        "EUCLID, binary, encoding, one_bit", "EUCLID, product, compression, x16",
        "MANHATTAN, scalar, type, int8", "MANHATTAN, binary, encoding, one_bit",
        "MANHATTAN, product, compression, x64"
    })
    void searchesFindTheNearestWithoutFurtherAsking(
            Distance distance, String method, String field, String word) {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        Value config = method(method, Map.of(field, Value.of(word)));
                        fill(graphs, random, distance, config);
                        assertThat(graphs.info().config().settings().fields())
                                .containsEntry("quantization_config", config);
                        requireRecall(graphs, random);
                        drop(engine);
                    }
                });
    }

    @Test
    void changeOfQuantizationBuildsAnotherGraphWhileTheOldOneServes() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open();
                            ExecutorService searches = Executors.newSingleThreadExecutor()) {
                        Graphs graphs = new Graphs(engine);
                        fill(graphs, random, Distance.COSINE, SCALAR);
                        long bytesOf8 = codeBytes(engine);
                        AtomicBoolean changed = new AtomicBoolean();
                        long seed = random.nextLong();
                        CompletableFuture<Void> searching =
                                CompletableFuture.runAsync(
                                        () -> searchUntil(graphs, changed, new Random(seed)),
                                        searches);
                        try {
                            alter(engine, BINARY);
                            graphs.settled();
                        } finally {
                            changed.set(true);
                        }
                        searching.join();
                        assertThat(codeBytes(engine)).isLessThan(bytesOf8 / 2);
                        assertThat(reasons(engine))
                                .contains("the settings of the graph have changed");
                        requireRecall(graphs, random);
                        alter(engine, Value.Null.NULL);
                        graphs.settled();
                        assertThat(codeBytes(engine)).isEqualTo(bytesOf8);
                        requireRecall(graphs, random);
                        drop(engine);
                    }
                });
    }

    @Test
    void changeThatLeavesTheSizeOfCodesBuildsNothing() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        fill(graphs, random, Distance.COSINE, SCALAR);
                        int before = reasons(engine).size();
                        alter(engine, method("product", Map.of("compression", Value.of("x4"))));
                        graphs.settled();
                        assertThat(reasons(engine)).hasSize(before);
                        drop(engine);
                    }
                });
    }

    @Test
    void quantizationHoldsAfterARestart() {
        Trials.run(
                1,
                random -> {
                    long bytes;
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        fill(graphs, random, Distance.DOT, BINARY);
                        bytes = codeBytes(engine);
                    }
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.settled();
                        assertThat(codeBytes(engine)).isBetween(bytes / 2, bytes);
                        assertThat(reasons(engine))
                                .doesNotContain("the settings of the graph have changed");
                        requireRecall(graphs, random);
                        drop(engine);
                    }
                });
    }

    /// At most that many: no more is compared than the errors of the codes ask for.
    @Test
    void paramsDecideHowManyAreComparedAndNeverChangeAScore() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        fill(graphs, random, Distance.COSINE, BINARY);
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(60))
                                .until(() -> graphs.info().indexedVectorCount() == POINTS);
                        float[] query = vector(random);
                        assertThat(compared(graphs, query, params(false, "", 1))).isEqualTo(LIMIT);
                        assertThat(compared(graphs, query, params(false, "", 6)))
                                .isBetween(1L + LIMIT, 6 * (long) LIMIT);
                        assertThat(compared(graphs, query, params(false, "false", 6)))
                                .isBetween(1L + LIMIT, 4 * (long) LIMIT);
                        assertThat(compared(graphs, query, params(true, "false", 6)))
                                .isBetween(1L + LIMIT, 24 * (long) LIMIT);
                        requireTrueScores(graphs, query, params(false, "false", 1));
                        drop(engine);
                    }
                });
    }

    @Test
    void moreCandidatesFindMore() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        fill(graphs, random, Distance.EUCLID, BINARY);
                        long seed = random.nextLong();
                        double few = recall(graphs, new Random(seed), params(false, "", 1));
                        double more = recall(graphs, new Random(seed), params(false, "", 3));
                        double most = recall(graphs, new Random(seed), params(true, "", 3));
                        assertThat(few).isLessThan(0.9);
                        assertThat(more).isBetween(few + 0.05, 1.0);
                        assertThat(most).isBetween(more, 1.0).isGreaterThan(RECALL_MIN);
                        drop(engine);
                    }
                });
    }

    @Test
    void codesOfEightBitsFindTheNearestWithoutRescoring() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        fill(graphs, random, Distance.DOT, SCALAR);
                        assertThat(recall(graphs, random, params(false, "false", 10)))
                                .isGreaterThan(0.95);
                        drop(engine);
                    }
                });
    }

    @Test
    void infoSaysWhatIsServedOtherwiseThanAsked() {
        try (VectorEngine engine = open()) {
            Graphs graphs = new Graphs(engine);
            create(
                    graphs,
                    Distance.COSINE,
                    method("product", Map.of("compression", Value.of("x64"))));
            assertThat(graphs.info().warnings())
                    .containsExactly(
                            "vector ``: quantization `product x64` is served by codes of 1 bit for"
                                    + " each element");
            alter(engine, SCALAR);
            assertThat(graphs.info().warnings()).isEmpty();
        }
    }

    private static void searchUntil(Graphs graphs, AtomicBoolean end, Random random) {
        do {
            requireRecall(graphs, random);
        } while (!end.get());
    }

    private static void requireRecall(Graphs graphs, Random random) {
        assertThat(recall(graphs, random, SearchParams.DEFAULT)).isGreaterThanOrEqualTo(RECALL_MIN);
    }

    private static double recall(Graphs graphs, Random random, SearchParams params) {
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            float[] query = vector(random);
            Set<PointId> truth = Graphs.ids(nearest(graphs, query, Graphs.exact()));
            truth.retainAll(Graphs.ids(nearest(graphs, query, params)));
            found += truth.size();
        }
        return (double) found / (QUERIES * LIMIT);
    }

    private static void requireTrueScores(Graphs graphs, float[] query, SearchParams params) {
        Map<PointId, Float> scores = new HashMap<>();
        graphs.nearest(query, Filter.ALL, POINTS, Graphs.exact())
                .forEach(hit -> scores.put(hit.id(), hit.score()));
        assertThat(nearest(graphs, query, params))
                .hasSize(LIMIT)
                .allSatisfy(hit -> assertThat(scores).containsEntry(hit.id(), hit.score()));
    }

    /// With a list of candidates no longer than there are hits, unless the params lengthen it.
    private static SearchParams params(boolean ignore, String rescore, double oversampling) {
        return new SearchParams(
                OptionalInt.of(LIMIT),
                /* exact= */ false,
                /* indexedOnly= */ false,
                new QuantizationParams(
                        ignore,
                        rescore.isEmpty()
                                ? Optional.empty()
                                : Optional.of(Boolean.parseBoolean(rescore)),
                        OptionalDouble.of(oversampling)));
    }

    /// How many originals a search compares its query with.
    private static long compared(Graphs graphs, float[] query, SearchParams params) {
        PointRead.Query plain = PointRead.Query.nearest(LIMIT, query);
        Call call = Call.everything();
        graphs.engine()
                .read(
                        call,
                        Graphs.NAME,
                        new PointRead.Query(
                                plain.target(),
                                plain.using(),
                                plain.filter(),
                                plain.limit(),
                                plain.offset(),
                                plain.scoreThreshold(),
                                params,
                                plain.selection()));
        return call.costs().scoredVectors();
    }

    private static List<ScoredPoint> nearest(Graphs graphs, float[] query, SearchParams params) {
        return graphs.nearest(query, Filter.ALL, LIMIT, params);
    }

    private static void fill(Graphs graphs, Random random, Distance distance, Value quantization) {
        create(graphs, distance, quantization);
        List<Point> points = new ArrayList<>();
        for (int id = 0; id < POINTS; id++) {
            points.add(new Point(PointId.of(id), NamedVectors.of(vector(random)), Payload.EMPTY));
        }
        graphs.upsert(points);
        CollectionInfo info = graphs.settled();
        assertThat(info.indexedVectorCount()).isGreaterThan(POINTS - POINTS / 16);
    }

    private static void create(Graphs graphs, Distance distance, Value quantization) {
        Map<String, Value> settings = new HashMap<>(Graphs.settings(1).fields());
        settings.put("quantization_config", quantization);
        VectorConfig vector = new VectorConfig(DIMENSION, distance);
        CollectionConfig config =
                new CollectionConfig(
                        new TreeMap<>(Map.of(VectorName.DEFAULT, vector)),
                        Graphs.hnsw(16, 100),
                        new Value.Struct(settings),
                        Payload.EMPTY,
                        Optional.empty());
        graphs.engine().collections().create(Call.everything(), Graphs.NAME, config);
    }

    /// In one of some clusters, which are as wide as they are far from each other.
    private static float[] vector(Random random) {
        Random center = new Random(random.nextInt(40));
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            double spread = 1 + 2.0 * i / DIMENSION;
            vector[i] = (float) ((center.nextGaussian() + random.nextGaussian()) / spread);
        }
        return vector;
    }

    private static void alter(VectorEngine engine, Value quantization) {
        engine.collections()
                .alter(
                        Call.everything(),
                        Graphs.NAME,
                        CollectionChange.UpdateSettings.ofSettings(
                                new Value.Struct(Map.of("quantization_config", quantization))));
    }

    private static void drop(VectorEngine engine) {
        engine.collections().drop(Call.everything(), Graphs.NAME);
    }

    private static long codeBytes(VectorEngine engine) {
        return engine.status().memoryBytes().getOrDefault("codes", 0L);
    }

    private static List<String> reasons(VectorEngine engine) {
        return engine.status().jobs().stream()
                .filter(job -> job.kind() == Job.Kind.BUILD_VECTOR_INDEX)
                .map(Job::reason)
                .toList();
    }

    private static Value method(String name, Map<String, Value> fields) {
        return new Value.Struct(Map.of(name, new Value.Struct(fields)));
    }

    private VectorEngine open() {
        return Digi.open(directory, Graphs.SETTINGS);
    }
}
