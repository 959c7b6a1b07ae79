package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import io.digi.index.codes.CodeModel;
import io.digi.index.codes.CodeTable;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A graph is closed while searches are under way, and after.
class ClosedGraphTest {
    private static final int COUNT = 500;
    private static final int THREADS = 3;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final Points points = new Points(Metric.DOT, COUNT, random);
    private final CodeModel model =
            CodeModel.train(Metric.DOT, 8, Points.DIMENSION, new float[][] {points.vector()}, 1);

    @Test
    void searchAfterTheEndThrows() {
        VectorGraph graph = graph();
        GraphSearcher searcher = graph.searcher();
        assertThat(search(searcher)).isEqualTo(10);
        graph.close();
        assertThatThrownBy(() -> search(searcher))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> searcher.error(0)).isInstanceOf(IllegalStateException.class);
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void codesOfAClosedTableAreNotRead() {
        try (MemoryRegion region = new MemoryRegion(budget, "codes")) {
            CodeTable table = new CodeTable(region, model);
            table.encode(points.vector(), 3);
            assertThat(table.addressOf(3)).isPositive();
            table.close();
            assertThatThrownBy(() -> table.addressOf(3))
                    .isInstanceOf(ArrayIndexOutOfBoundsException.class);
        }
    }

    /// What was found was found in memory that was not freed; then all of them are told.
    @Test
    void searchesUnderWayAreWaitedFor() throws Exception {
        VectorGraph graph = graph();
        CountDownLatch begun = new CountDownLatch(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> searches = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                searches.add(threads.submit(() -> searchUntilClosed(graph, begun)));
            }
            begun.await();
            graph.close();
            for (Future<?> search : searches) {
                assertThat(search).succeedsWithin(Duration.ofSeconds(30));
            }
        }
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void memoryOfASearchThatDoesNotEndIsNotFreed() {
        Readers readers = new Readers();
        int stripe = readers.enter();
        assertThatThrownBy(() -> readers.close(Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("still read");
        readers.leave(stripe);
        readers.close();
        assertThatThrownBy(readers::enter).isInstanceOf(IllegalStateException.class);
        readers.close(Duration.ZERO);
    }

    private void searchUntilClosed(VectorGraph graph, CountDownLatch begun) {
        GraphSearcher searcher = graph.searcher();
        float[] query = new float[Points.DIMENSION];
        points.read(0, query);
        try {
            while (true) {
                assertThat(searcher.search(query, 10, NodeSet.everything(), GraphFilter.NONE))
                        .isEqualTo(10);
                begun.countDown();
            }
        } catch (IllegalStateException closed) {
            assertThat(closed).hasMessageContaining("closed");
        }
    }

    private int search(GraphSearcher searcher) {
        return searcher.search(points.vector(), 10, NodeSet.everything(), GraphFilter.NONE);
    }

    private VectorGraph graph() {
        VectorGraph graph = VectorGraph.create(new GraphSettings(8, 40, 1), model, budget);
        try (GraphBuilder builder = graph.builder(points)) {
            IntStream.range(0, COUNT).forEach(builder::add);
        }
        return graph;
    }
}
