package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphImageTest {
    private static final int COUNT = 600;
    private static final GraphSettings SETTINGS = new GraphSettings(8, 40, 1);
    private static final NodeSet ALL = NodeSet.everything();

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final Points points = new Points(Metric.EUCLID, COUNT, random);
    private final VectorGraph graph = VectorGraph.create(SETTINGS, codes(), budget);

    GraphImageTest() {
        try (GraphBuilder builder = graph.builder(points)) {
            IntStream.range(0, COUNT).forEach(builder::add);
        }
    }

    @AfterEach
    void close() {
        graph.close();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void graphThatIsReadFindsTheSame() throws IOException {
        byte[] bytes = bytesOf(graph.image());
        try (VectorGraph read = read(bytes)) {
            assertThat(bytesOf(read.image())).isEqualTo(bytes);
            assertThat(read.nodeCount()).isEqualTo(COUNT);
            GraphSearcher searcher = graph.searcher();
            GraphSearcher other = read.searcher();
            for (int i = 0; i < 50; i++) {
                float[] query = points.vector();
                int count = searcher.search(query, 20, ALL, GraphFilter.NONE);
                assertThat(other.search(query, 20, ALL, GraphFilter.NONE)).isEqualTo(count);
                for (int rank = 0; rank < count; rank++) {
                    assertThat(other.node(rank)).isEqualTo(searcher.node(rank));
                    assertThat(other.score(rank)).isEqualTo(searcher.score(rank));
                }
            }
        }
    }

    @Test
    void graphThatIsReadGrowsOn() throws IOException {
        Points more = new Points(Metric.EUCLID, 2 * COUNT, random);
        try (VectorGraph half = VectorGraph.create(SETTINGS, codes(), budget)) {
            addAll(half, more, 0, COUNT);
            try (VectorGraph read = read(bytesOf(half.image()))) {
                addAll(read, more, COUNT, 2 * COUNT);
                assertThat(more.recall(read.searcher(), 50, 10, 60, ALL, GraphFilter.NONE))
                        .isGreaterThan(0.97);
            }
        }
    }

    @Test
    void nodesGetTheNumbersOfTheOrderAndOthersAreLeftOut() throws IOException {
        BitSet live = new BitSet();
        live.set(0, COUNT);
        try (GraphBuilder builder = graph.builder(points)) {
            int[] removed = random.ints(0, COUNT).distinct().limit(100).toArray();
            builder.remove(removed);
            Arrays.stream(removed).forEach(live::clear);
        }
        int[] order = graph.breadthFirstOrder();
        assertThat(order).containsExactlyInAnyOrder(live.stream().toArray());
        try (VectorGraph read = read(bytesOf(graph.image(order)))) {
            assertThat(read.nodeCount()).isEqualTo(500);
            GraphSearcher searcher = read.searcher();
            for (int number = 0; number < order.length; number++) {
                float[] vector = new float[Points.DIMENSION];
                points.read(order[number], vector);
                searcher.search(vector, COUNT, ALL, GraphFilter.NONE);
                assertThat(searcher.node(0)).isEqualTo(number);
            }
        }
    }

    @Test
    void emptyGraphIsReadAsOne() throws IOException {
        try (VectorGraph empty = VectorGraph.create(SETTINGS, codes(), budget);
                VectorGraph read = read(bytesOf(empty.image()))) {
            assertThat(read.nodeCount()).isZero();
            assertThat(read.searcher().search(points.vector(), 1, ALL, GraphFilter.NONE)).isZero();
        }
    }

    @Test
    void codesOfNodesThatAreNotLinkedAreZeros() throws IOException {
        try (GraphBuilder builder = graph.builder(points)) {
            builder.remove(new int[] {COUNT - 1});
        }
        byte[] bytes = bytesOf(graph.image());
        int size = 4 * Points.DIMENSION;
        byte[] code = Arrays.copyOfRange(bytes, bytes.length - size, bytes.length);
        assertThat(code).containsOnly(0);
    }

    @Test
    void nodeInTheOrderTwiceIsRefused() {
        assertThatThrownBy(() -> graph.image(new int[] {1, 2, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("node 1 stands at 2 of the order");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, its format is 2, expected 1",
        "4, 9, 'its m is 9, expected 8'",
        "8, -5, it has -5 nodes",
        "12, 600, it has 600 nodes and starts at node 600",
        "16, 3, 'its size of a code is 3, expected 64'",
        "20, 7, its reserved field is 7",
        "28, 1, 'upper rows, expected 0 to 67108863'",
        "24, 1, its levels add up to",
        "640, 600, 'link 600 on level 0'",
        "640, -2, 'link -2 on level 0'",
        "640, 0, 'node 0 has the link 0 on level 0'",
    })
    void contradictionIsNamed(int offset, int value, String message) throws IOException {
        byte[] bytes = bytesOf(graph.image());
        int at = offset == 640 ? GraphImage.HEADER_BYTES + COUNT : offset;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(DamagedGraphException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anyDamageGivesAClearExceptionOrASafeGraph() throws IOException {
        byte[] bytes = bytesOf(graph.image());
        for (int round = 0; round < 150 * Randoms.effort(); round++) {
            byte[] damaged = bytes.clone();
            int count = 1 + random.nextInt(3);
            int end = round % 2 == 0 ? GraphImage.HEADER_BYTES + COUNT : bytes.length;
            for (int i = 0; i < count; i++) {
                damaged[random.nextInt(end)] = (byte) random.nextInt(256);
            }
            Throwable thrown = catchThrowable(() -> useAll(damaged));
            if (thrown != null) {
                assertThat(thrown)
                        .isInstanceOfAny(
                                DamagedGraphException.class,
                                EOFException.class,
                                MemoryRefusedException.class);
            }
        }
    }

    @Test
    void missingBytesAreAnError() throws IOException {
        byte[] bytes = bytesOf(graph.image());
        for (int i = 0; i < 20; i++) {
            byte[] shorter = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> read(shorter)).isInstanceOf(EOFException.class);
        }
    }

    private void useAll(byte[] bytes) throws IOException {
        try (VectorGraph read = read(bytes)) {
            for (GraphFilter how : GraphFilter.values()) {
                read.searcher().search(points.vector(), COUNT, node -> node % 2 == 0, how);
            }
        }
    }

    private VectorGraph read(byte[] bytes) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        return VectorGraph.read(SETTINGS, codes(), budget, part -> fill(part, source));
    }

    private static void fill(ByteBuffer part, ByteBuffer source) throws EOFException {
        if (part.remaining() > source.remaining()) {
            throw new EOFException("end of the bytes");
        }
        part.put(source.slice(source.position(), part.remaining()));
        source.position(source.position() + part.limit());
    }

    private static byte[] bytesOf(GraphImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        image.write(part -> bytes.write(part.array(), part.position(), part.remaining()));
        assertThat((long) bytes.size()).isEqualTo(image.sizeBytes());
        return bytes.toByteArray();
    }

    private static void addAll(VectorGraph graph, Points points, int from, int until) {
        try (GraphBuilder builder = graph.builder(points)) {
            IntStream.range(from, until).forEach(builder::add);
        }
    }

    private ExactCodes codes() {
        return new ExactCodes(Metric.EUCLID, Points.DIMENSION, budget);
    }
}
