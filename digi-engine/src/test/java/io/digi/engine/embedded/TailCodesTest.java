package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.TailCodes;
import io.digi.engine.trial.Trials;
import io.digi.model.config.CollectionChange;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.payload.Value;
import io.digi.model.query.Explanation;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.SearchStep;
import io.digi.model.vector.Distance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Vectors that no graph answers for yet are found by their codes.
class TailCodesTest {
    private static final int LINKED = 600;
    private static final int EF = 48;
    private static final double RECALL_MIN = 0.95;

    @TempDir private Path directory;

    @Test
    void whatIsWrittenWhileNothingIsLinkedIsFoundByCodes() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = Digi.open(directory, Graphs.SETTINGS)) {
                        Graphs graphs = linked(engine, random);
                        stopLinking(engine);
                        // New ones, and others in the place of linked ones.
                        graphs.upsert(Graphs.points(random, LINKED / 2, 4 * LINKED));
                        graphs.delete(ids(LINKED, LINKED + 50));

                        assertThat(steps(graphs, random))
                                .contains(tailStep(4 * LINKED - LINKED / 2 - 50))
                                .noneMatch(SearchStep.Vectors.class::isInstance);
                        assertThat(graphs.recall(random, Filter.ALL, EF)).isGreaterThan(RECALL_MIN);
                        for (int color = 0; color < Graphs.COLORS; color++) {
                            assertThat(graphs.recall(random, Graphs.color(color), EF))
                                    .isGreaterThan(RECALL_MIN);
                        }
                        requireOwnVectorsFound(graphs, random);
                        requireDeletedAbsent(graphs, random);
                        engine.collections().drop(Call.everything(), Graphs.NAME);
                    }
                });
    }

    @Test
    void codesOfWhatWasLinkedAreGivenBack() {
        try (GraphParts parts = GraphParts.open(0)) {
            parts.engine().collections().drop(Call.everything(), Graphs.NAME);
            parts.graphs().create(Graphs.hnsw(4, 8), Distance.EUCLID);
            Random random = new Random(2);
            for (int round = 0; round < 15; round++) {
                parts.graphs().upsert(Graphs.points(random, 0, 3_000));
            }
            parts.graphs().settled();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(parts.parts().memory().use().bytesByPurpose())
                                    .satisfiesAnyOf(
                                            use -> assertThat(use).doesNotContainKey("tail codes"),
                                            use ->
                                                    assertThat(use.get("tail codes"))
                                                            .isLessThan(3 * (256L << 10) + 1_000)));
        }
    }

    @Test
    void vectorsFromBeforeThereWereCodesGetTheirsBeforeTheyAreLinked() {
        try (GraphParts parts = GraphParts.open(LINKED);
                CollectionRegistry.Lease lease = parts.lease()) {
            new TailCoding(parts.tools(Graphs.INDEXING, parts.parts().disk()), target(lease))
                    .begin();
            try (ReadView view = lease.collection().view()) {
                VectorState vector = view.state().vector(0);
                TailCodes codes = vector.codes().orElseThrow();
                assertThat(LongStream.range(0, vector.rowEnd())).allMatch(codes::has);
            }
            parts.add(LINKED, LINKED + 10);
            assertThat(LongStream.range(LINKED, LINKED + 10))
                    .allMatch(row -> lease.state().vector(0).codes().orElseThrow().has(row));
            assertThat(parts.graphs().recall(new Random(3), Filter.ALL, EF))
                    .isGreaterThan(RECALL_MIN);
        }
    }

    @Test
    void codesTakeNothingOfWhatTheGraphNeeds() {
        try (GraphParts parts = GraphParts.open(LINKED);
                CollectionRegistry.Lease lease = parts.lease()) {
            long left = 100_000;
            long limit = parts.parts().memory().limitBytes();
            long taken = (long) (0.85 * limit) - parts.parts().memory().usedBytes() - left;
            parts.parts().memory().reserve("test", taken);
            new TailCoding(parts.tools(Graphs.INDEXING, parts.parts().disk()), target(lease))
                    .begin();
            assertThat(parts.parts().memory().use().bytesByPurpose())
                    .doesNotContainKey("tail codes");
            parts.parts().memory().release("test", taken);
        }
    }

    private static IndexedVector target(CollectionRegistry.Lease lease) {
        return new IndexedVector(
                lease, /* vector= */ 0, Optional.empty(), 50_000, () -> false, () -> false);
    }

    private static Graphs linked(VectorEngine engine, Random random) {
        Graphs graphs = new Graphs(engine);
        graphs.create(Graphs.hnsw(16, 64), Distance.EUCLID);
        graphs.upsert(Graphs.points(random, 0, LINKED));
        graphs.settled();
        return graphs;
    }

    private static void stopLinking(VectorEngine engine) {
        Value none = Value.of(0L);
        Value optimizers =
                new Value.Struct(
                        Map.of("max_optimization_threads", none, "indexing_threshold", none));
        engine.collections()
                .alter(
                        Call.everything(),
                        Graphs.NAME,
                        CollectionChange.UpdateSettings.ofSettings(
                                new Value.Struct(Map.of("optimizers_config", optimizers))));
    }

    private static List<SearchStep> steps(Graphs graphs, Random random) {
        PointRead.Query plain = PointRead.Query.nearest(10, Graphs.vector(random));
        Explanation explanation =
                graphs.engine()
                        .read(
                                Call.everything(),
                                Graphs.NAME,
                                new PointRead.Explain(
                                        new PointRead.Query(
                                                plain.target(),
                                                plain.using(),
                                                plain.filter(),
                                                plain.limit(),
                                                plain.offset(),
                                                plain.scoreThreshold(),
                                                Graphs.ef(EF),
                                                plain.selection())));
        return explanation.steps();
    }

    private static SearchStep tailStep(int compared) {
        return new SearchStep.TailCodes(8, compared, EF);
    }

    /// Of what was replaced, too: the vector that counts is the last one.
    private static void requireOwnVectorsFound(Graphs graphs, Random random) {
        for (long id = LINKED / 2; id < 4 * LINKED; id += 211) {
            float[] own = Graphs.vector(random);
            graphs.upsert(List.of(Graphs.point(id, own)));
            List<ScoredPoint> hits = graphs.nearest(own, Filter.ALL, 1, Graphs.ef(EF));
            assertThat(hits).singleElement().extracting(ScoredPoint::id).isEqualTo(PointId.of(id));
        }
    }

    private static void requireDeletedAbsent(Graphs graphs, Random random) {
        Set<PointId> all =
                Graphs.ids(
                        graphs.nearest(
                                Graphs.vector(random), Filter.ALL, 4 * LINKED, Graphs.ef(EF)));
        assertThat(all)
                .hasSize(4 * LINKED - 50)
                .doesNotContainAnyElementsOf(ids(LINKED, LINKED + 50));
    }

    private static List<PointId> ids(int from, int end) {
        return LongStream.range(from, end).mapToObj(PointId::of).toList();
    }
}
