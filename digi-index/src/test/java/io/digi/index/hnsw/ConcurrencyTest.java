package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final NodeSet ALL = NodeSet.everything();

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final Points points = new Points(Metric.DOT, 2_000, random);
    private final VectorGraph graph =
            VectorGraph.create(
                    new GraphSettings(8, 60, 1),
                    new ExactCodes(Metric.DOT, Points.DIMENSION, budget),
                    budget);

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void severalThreadsBuildAsGoodAGraphAsOne() throws Exception {
        try (GraphBuilder builder = graph.builder(points)) {
            addAll(builder, 4);
        }
        assertThat(graph.nodeCount()).isEqualTo(points.count());
        assertThat(points.recall(graph.searcher(), 50, 10, 60, ALL, GraphFilter.NONE))
                .isGreaterThan(0.97);
    }

    @Test
    void searchesDuringTheBuildFindOnlyNodesThatWereAdded() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                GraphBuilder builder = graph.builder(points)) {
            float[] query = points.vector();
            List<Future<Integer>> searches = new ArrayList<>();
            for (GraphFilter how : new GraphFilter[] {GraphFilter.NONE, GraphFilter.ACORN}) {
                searches.add(threads.submit(() -> searchUntil(done, query, how)));
            }
            try {
                addAll(builder, 2);
            } finally {
                done.set(true);
            }
            for (Future<Integer> search : searches) {
                assertThat(search.get()).isPositive();
            }
        }
    }

    @Test
    void searchesAndAdditionsGoOnDuringRemovals() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        int half = points.count() / 2;
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                GraphBuilder builder = graph.builder(points)) {
            IntStream.range(0, half).forEach(builder::add);
            float[] query = points.vector();
            Future<Integer> searches =
                    threads.submit(() -> searchUntil(done, query, GraphFilter.ON_RESULTS));
            Future<?> additions =
                    threads.submit(() -> IntStream.range(half, 2 * half).forEach(builder::add));
            try {
                for (int from = 0; from < half; from += 100) {
                    int[] removed = IntStream.range(from, from + 50).toArray();
                    builder.remove(removed);
                }
                additions.get();
            } finally {
                done.set(true);
            }
            assertThat(searches.get()).isPositive();
        }
        NodeSet live = node -> node >= half || node % 100 >= 50;
        assertThat(points.recall(graph.searcher(), 50, 10, 60, live, GraphFilter.NONE))
                .isGreaterThan(0.96);
    }

    /// Returns how many searches found something.
    private int searchUntil(AtomicBoolean done, float[] query, GraphFilter how) {
        GraphSearcher searcher = graph.searcher();
        int searches = 0;
        do {
            int count = searcher.search(query, 40, node -> node % 2 == 0, how);
            for (int rank = 0; rank < count; rank++) {
                int node = searcher.node(rank);
                assertThat(node).isBetween(0, points.count() - 1);
                assertThat(graph.links().level(node)).isNotNegative();
                assertThat(searcher.score(rank)).isBetween(-1.001f, 1.001f);
            }
            searches += count > 0 ? 1 : 0;
        } while (!done.get());
        return searches;
    }

    private void addAll(GraphBuilder builder, int threadCount) throws Exception {
        AtomicInteger next = new AtomicInteger();
        Callable<Integer> work =
                () -> {
                    int node = next.getAndIncrement();
                    while (node < points.count()) {
                        builder.add(node);
                        node = next.getAndIncrement();
                    }
                    return node;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(threadCount)) {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < threadCount; i++) {
                workers.add(threads.submit(work));
            }
            for (Future<Integer> worker : workers) {
                worker.get();
            }
        }
    }
}
