package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A dense ball of more nodes than an insertion looks at, among others, is removed as a whole but
/// for one node.
class ClusterRemovalTest {
    private static final int EF_CONSTRUCT = 40;
    private static final int OTHERS = 500;
    private static final int BALL = 3 * EF_CONSTRUCT;

    /// Nodes that are added into the ball's place while it is removed.
    private static final int LATER = 10;

    /// Of which the survivor had all to others of the ball before.
    private static final int LINKS_MIN = 2;

    private static final int SURVIVOR = OTHERS + BALL / 2;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final float[][] vectors = new float[OTHERS + BALL + LATER][];
    private final VectorGraph graph =
            VectorGraph.create(
                    new GraphSettings(8, EF_CONSTRUCT, 1),
                    new ExactCodes(Metric.EUCLID, Points.DIMENSION, budget),
                    budget);

    ClusterRemovalTest() {
        for (int node = 0; node < vectors.length; node++) {
            vectors[node] = Randoms.vector(random, Points.DIMENSION);
            if (node >= OTHERS) {
                for (int i = 0; i < Points.DIMENSION; i++) {
                    vectors[node][i] = 0.5f + 0.01f * vectors[node][i];
                }
            }
        }
    }

    @AfterEach
    void close() {
        graph.close();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void survivorOfARemovedClusterIsFound() {
        try (GraphBuilder builder = graph.builder(this::read)) {
            IntStream.range(0, OTHERS + BALL).forEach(builder::add);
            builder.remove(ball());
        }
        int[] row = new int[graph.settings().linkCountMax(0)];
        int count = graph.links().read(SURVIVOR, 0, row);
        assertThat(count).isGreaterThanOrEqualTo(LINKS_MIN);
        assertThat(IntStream.of(row).limit(count)).allMatch(graph::contains);
        assertThat(isFoundByNarrowSearch(SURVIVOR)).isTrue();
        assertAllAreReached(OTHERS + BALL);
        assertLiveNodesAreFound(OTHERS + BALL);
    }

    @Test
    void nodesAddedIntoAClusterDuringItsRemovalAreFound() throws Exception {
        CountDownLatch repairing = new CountDownLatch(1);
        CountDownLatch added = new CountDownLatch(1);
        AtomicBoolean paused = new AtomicBoolean();
        VectorSource pausing =
                (node, into) -> {
                    if (!graph.contains(OTHERS) && paused.compareAndSet(false, true)) {
                        repairing.countDown();
                        await(added);
                    }
                    read(node, into);
                };
        try (GraphBuilder builder = graph.builder(this::read)) {
            IntStream.range(0, OTHERS + BALL).forEach(builder::add);
        }
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                GraphBuilder builder = graph.builder(pausing)) {
            Future<?> removal = threads.submit(() -> builder.remove(ball()));
            await(repairing);
            IntStream.range(OTHERS + BALL, vectors.length).forEach(builder::add);
            added.countDown();
            removal.get();
        }
        assertAllAreReached(vectors.length);
        assertLiveNodesAreFound(vectors.length);
    }

    private boolean isFoundByNarrowSearch(int node) {
        GraphSearcher searcher = graph.searcher();
        searcher.search(vectors[node], 10, NodeSet.everything(), GraphFilter.NONE);
        return searcher.node(0) == node;
    }

    private void assertAllAreReached(int end) {
        assertThat(Reached.from(graph).stream())
                .containsExactlyElementsOf(
                        IntStream.range(0, end).filter(graph::contains).boxed().toList());
    }

    private int[] ball() {
        return IntStream.range(OTHERS, OTHERS + BALL).filter(node -> node != SURVIVOR).toArray();
    }

    /// Those in the place of the ball without exception.
    private void assertLiveNodesAreFound(int end) {
        GraphSearcher searcher = graph.searcher();
        int missed = 0;
        for (int node = 0; node < end; node++) {
            if (graph.contains(node)) {
                searcher.search(vectors[node], 100, NodeSet.everything(), GraphFilter.NONE);
                missed += searcher.node(0) == node ? 0 : 1;
                assertThat(node < OTHERS || searcher.node(0) == node).isTrue();
            }
        }
        assertThat(missed).isLessThan(OTHERS / 50);
    }

    private void read(int node, float[] into) {
        System.arraycopy(vectors[node], 0, into, 0, into.length);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
