package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.trial.Trials;
import io.digi.model.change.Point;
import io.digi.model.config.HnswConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.query.PointRead;
import io.digi.model.query.QuantizationParams;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.SearchParams;
import io.digi.model.vector.Distance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searches on codes give as many hits as there are to be had, however few candidates they compare.
class HitCountTest {
    private static final int POINTS = 2_000;
    private static final int LIMIT_MAX = 120;

    /// So many points have the same vector.
    private static final int COPIES = 30;

    @TempDir private Path directory;

    @Test
    void everyLimitIsMet() {
        searches((graphs, random) -> {
            for (int limit = 1; limit <= LIMIT_MAX; limit++) {
                for (Optional<Boolean> rescore : rescoring()) {
                    List<ScoredPoint> hits =
                            nearest(graphs, random, limit, rescore, OptionalDouble.empty());
                    assertThat(hits).as("limit %d, rescore %s", limit, rescore).hasSize(limit);
                }
            }
            assertThat(nearest(graphs, random, 900, Optional.empty(), OptionalDouble.empty()))
                    .hasSize(900);
        });
    }

    @Test
    void fewHitsAboveTheThresholdAreAllFound() {
        searches((graphs, random) -> {
            for (int few : new int[] {1, 3, 30}) {
                float[] query = Graphs.vector(random);
                List<ScoredPoint> truth =
                        graphs.nearest(query, Filter.ALL, few + 1, Graphs.exact());
                // Only what is nearer than the threshold is found.
                OptionalDouble threshold = OptionalDouble.of(truth.getLast().score());
                List<ScoredPoint> hits =
                        nearest(graphs, query, LIMIT_MAX, Optional.empty(), threshold);
                assertThat(ids(hits)).isEqualTo(ids(truth.subList(0, few)));
            }
        });
    }

    @Test
    void equalVectorsFillTheLimit() {
        searches((graphs, random) -> {
            float[] same = Graphs.vector(random);
            graphs.upsert(
                    IntStream.range(POINTS, POINTS + COPIES)
                            .mapToObj(id -> Graphs.point(id, same))
                            .toList());
            graphs.settled();
            for (int limit : new int[] {1, 10, COPIES - 1}) {
                List<ScoredPoint> hits =
                        nearest(graphs, same, limit, Optional.empty(), OptionalDouble.empty());
                assertThat(ids(hits))
                        .containsExactlyElementsOf(
                                IntStream.range(POINTS, POINTS + limit)
                                        .mapToObj(PointId::of)
                                        .toList());
            }
        });
    }

    private interface Search {
        void run(Graphs graphs, Random random);
    }

    private void searches(Search search) {
        Trials.run(
                2,
                random -> {
                    Path fresh = directory.resolve(Long.toString(random.nextLong()));
                    try (VectorEngine engine = Digi.open(fresh, Graphs.SETTINGS)) {
                        Graphs graphs = new Graphs(engine);
                        HnswConfig hnsw = Graphs.hnsw(/* m= */ 8, /* efConstruct= */ 32);
                        graphs.create(hnsw, Distance.EUCLID);
                        List<Point> points = new ArrayList<>(Graphs.points(random, 0, POINTS));
                        graphs.upsert(points);
                        graphs.settled();
                        search.run(graphs, random);
                    }
                });
    }

    private static List<Optional<Boolean>> rescoring() {
        return List.of(Optional.empty(), Optional.of(false));
    }

    private static List<ScoredPoint> nearest(
            Graphs graphs,
            Random random,
            int limit,
            Optional<Boolean> rescore,
            OptionalDouble threshold) {
        return nearest(graphs, Graphs.vector(random), limit, rescore, threshold);
    }

    private static List<ScoredPoint> nearest(
            Graphs graphs,
            float[] query,
            int limit,
            Optional<Boolean> rescore,
            OptionalDouble threshold) {
        PointRead.Query plain = PointRead.Query.nearest(limit, query);
        QuantizationParams quantization =
                new QuantizationParams(/* ignore= */ false, rescore, OptionalDouble.empty());
        SearchParams params =
                new SearchParams(
                        OptionalInt.of(8),
                        /* exact= */ false,
                        /* indexedOnly= */ false,
                        quantization);
        return graphs.engine()
                .read(
                        Call.everything(),
                        Graphs.NAME,
                        new PointRead.Query(
                                plain.target(),
                                plain.using(),
                                plain.filter(),
                                plain.limit(),
                                plain.offset(),
                                threshold,
                                params,
                                plain.selection()));
    }

    private static List<PointId> ids(List<ScoredPoint> hits) {
        return hits.stream().map(ScoredPoint::id).toList();
    }
}
