package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import io.digi.index.codes.CodeModel;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Graphs on the codes that they have in earnest.
class CodesTest {
    private static final GraphSettings SETTINGS = new GraphSettings(8, 60, 1);
    private static final NodeSet ALL = NodeSet.everything();
    private static final int COUNT = 400;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);

    @AfterEach
    void allMemoryIsGivenBack() {
        assertThat(budget.usedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void poolHoldsTheNearest(Metric metric) {
        Points points = new Points(metric, COUNT, random);
        try (VectorGraph graph = graphOf(points, model(points, metric))) {
            GraphSearcher searcher = graph.searcher();
            int found = 0;
            for (int i = 0; i < 20; i++) {
                float[] query = points.vector();
                int count = searcher.search(query, 60, ALL, GraphFilter.NONE);
                for (int node : points.nearest(query, 10, ALL)) {
                    found += contains(searcher, count, node) ? 1 : 0;
                }
            }
            assertThat(found / 200.0).isGreaterThan(0.97);
        }
    }

    @Test
    void codesAreReadBackWithTheGraph() throws IOException {
        Points points = new Points(Metric.DOT, COUNT, random);
        CodeModel model = model(points, Metric.DOT);
        byte[] bytes = bytesOf(points, model);
        ByteBuffer source = ByteBuffer.wrap(bytes);
        try (VectorGraph read =
                VectorGraph.read(SETTINGS, model, budget, part -> fill(part, source))) {
            assertThat(source.hasRemaining()).isFalse();
            assertThat(bytesOf(read)).isEqualTo(bytes);
        }
    }

    @Test
    void damagedCodeIsAnError() throws IOException {
        Points points = new Points(Metric.DOT, COUNT, random);
        CodeModel model = model(points, Metric.DOT);
        byte[] bytes = bytesOf(points, model);
        bytes[bytes.length - 1] ^= 0x40;
        ByteBuffer source = ByteBuffer.wrap(bytes);
        assertThatThrownBy(
                        () -> VectorGraph.read(SETTINGS, model, budget, part -> fill(part, source)))
                .isInstanceOf(DamagedGraphException.class)
                .hasMessageContaining("code of node 399");
    }

    private CodeModel model(Points points, Metric metric) {
        float[][] sample =
                IntStream.range(0, 200).mapToObj(i -> points.vector()).toArray(float[][]::new);
        return CodeModel.train(metric, 8, Points.DIMENSION, sample, 1);
    }

    private VectorGraph graphOf(Points points, CodeModel model) {
        VectorGraph graph = VectorGraph.create(SETTINGS, model, budget);
        try (GraphBuilder builder = graph.builder(points)) {
            IntStream.range(0, points.count()).forEach(builder::add);
        }
        return graph;
    }

    private byte[] bytesOf(Points points, CodeModel model) throws IOException {
        try (VectorGraph graph = graphOf(points, model)) {
            return bytesOf(graph);
        }
    }

    private static byte[] bytesOf(VectorGraph graph) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        graph.image().write(part -> bytes.write(part.array(), part.position(), part.remaining()));
        return bytes.toByteArray();
    }

    private static void fill(ByteBuffer part, ByteBuffer source) {
        part.put(source.slice(source.position(), part.remaining()));
        source.position(source.position() + part.limit());
    }

    private static boolean contains(GraphSearcher searcher, int count, int node) {
        return IntStream.range(0, count).anyMatch(rank -> searcher.node(rank) == node);
    }
}
