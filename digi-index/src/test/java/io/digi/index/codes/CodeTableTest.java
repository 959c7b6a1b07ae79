package io.digi.index.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.index.memory.MemoryRegion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTableTest {
    private static final int DIMENSION = 100;

    @Test
    void refusalLeavesTheTableUsable() {
        Random random = Randoms.seeded();
        CodeModel model = CodeModel.train(Metric.DOT, 8, DIMENSION, new float[0][], 1);
        try (MemoryRegion region = new MemoryRegion(new MemoryBudget(300_000), "codes")) {
            CodeTable table = new CodeTable(region, model);
            float[] vector = Randoms.vector(random, DIMENSION);
            table.encode(vector, 0);
            long before = region.chargedBytes();
            assertThatThrownBy(() -> table.reserve(1_000_000))
                    .isInstanceOf(MemoryRefusedException.class);
            assertThatThrownBy(() -> table.encode(vector, 1_000_000))
                    .isInstanceOf(MemoryRefusedException.class);
            assertThat(region.chargedBytes()).isBetween(before, 300_000L);
            table.encode(vector, 1);
            QueryScorer scorer = table.newQueryScorer();
            scorer.prepare(vector);
            float[] scores = new float[2];
            scorer.score(new int[] {0, 1}, 2, scores);
            assertThat(scores[1]).isEqualTo(scores[0]).isGreaterThan(10);
        }
    }

    @Test
    void tableThatGrowsTakesAHundredthMoreThanItsCodes() {
        CodeModel model = CodeModel.train(Metric.DOT, 1, 768, new float[0][], 1);
        try (MemoryRegion region = new MemoryRegion(new MemoryBudget(64 << 20), "codes")) {
            CodeTable table = new CodeTable(region, model);
            int count = 0;
            while (count < 200_000) {
                count += 100;
                table.reserve(count);
                long most = 101L * count * model.layout().strideBytes() / 100 + (64 << 10) + 1_000;
                assertThat(region.chargedBytes()).as("%d nodes", count).isLessThan(most);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void vectorThatIsNotFiniteIsTheFarthestAndCanBeCopied(int bits) {
        Random random = Randoms.seeded();
        for (Metric metric : Metric.values()) {
            for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                try (CodeFixture fixture = new CodeFixture(metric, bits, DIMENSION, 9, random)) {
                    float[] vector = CodeFixture.vector(DIMENSION, random);
                    vector[7] = odd;
                    fixture.table.encode(vector, 0);
                    QueryScorer scorer = fixture.table.newQueryScorer();
                    scorer.prepare(CodeFixture.vector(DIMENSION, random));
                    float[] scores = fixture.scores(scorer);
                    for (int node = 1; node < 9; node++) {
                        assertThat(scores[0]).as("%s of %s", odd, metric).isLessThan(scores[node]);
                    }
                    int size = fixture.model.layout().rowBytes();
                    ByteBuffer bytes = ByteBuffer.allocate(size);
                    fixture.table.copyOut(0, 1, bytes);
                    fixture.table.copyIn(0, 1, bytes.flip());
                    assertThat(fixture.scores(scorer)).isEqualTo(scores);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void rowsThatWereCopiedOutAndInScoreAlike(int bits) {
        Random random = Randoms.seeded();
        try (CodeFixture fixture = new CodeFixture(Metric.EUCLID, bits, DIMENSION, 30, random)) {
            ByteBuffer bytes = ByteBuffer.allocate(30 * fixture.model.layout().rowBytes());
            fixture.table.copyOut(0, 30, bytes);
            CodeTable copy = new CodeTable(fixture.region, fixture.model);
            copy.copyIn(0, 30, bytes.flip());
            assertThat(bytes.remaining()).isZero();
            QueryScorer original = fixture.table.newQueryScorer();
            QueryScorer copied = copy.newQueryScorer();
            float[] query = CodeFixture.vector(DIMENSION, random);
            original.prepare(query);
            copied.prepare(query);
            assertThat(fixture.scores(copied)).isEqualTo(fixture.scores(original));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void damagedFactorsAreRefused(int bits) {
        try (CodeFixture fixture =
                new CodeFixture(Metric.DOT, bits, DIMENSION, 1, Randoms.seeded())) {
            int size = fixture.model.layout().rowBytes();
            for (int factor = 0; factor < 4; factor++) {
                ByteBuffer bytes = ByteBuffer.allocate(size);
                fixture.table.copyOut(0, 1, bytes);
                bytes.putInt(size - 16 + 4 * factor, -1);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> fixture.table.copyIn(0, 1, bytes.flip()))
                        .withMessageStartingWith("code of node 0 has scale");
            }
        }
    }

    @Test
    void nodesBeyondTheTableAreRefusedRatherThanRead() {
        try (CodeFixture fixture = new CodeFixture(Metric.DOT, 8, DIMENSION, 1, Randoms.seeded())) {
            QueryScorer scorer = fixture.table.newQueryScorer();
            scorer.prepare(fixture.vectors[0]);
            for (int node : new int[] {-1, Integer.MIN_VALUE, (int) fixture.table.capacity()}) {
                assertThatThrownBy(() -> scorer.score(new int[] {node}, 1, new float[1]))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void threadsEncodeAtOnceWhileTheTableGrows() throws Exception {
        float[] vector = Randoms.vector(Randoms.seeded(), DIMENSION);
        CodeModel model = CodeModel.train(Metric.EUCLID, 8, DIMENSION, new float[0][], 1);
        int count = 1_500;
        try (MemoryRegion region = new MemoryRegion(new MemoryBudget(1 << 30), "codes");
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            CodeTable table = new CodeTable(region, model);
            List<Future<?>> parts = new ArrayList<>();
            for (int part = 0; part < 3; part++) {
                int first = part;
                parts.add(threads.submit(() -> encodeEveryThird(table, vector, first, count)));
            }
            for (Future<?> part : parts) {
                part.get();
            }
            float[] scores = new float[count];
            int[] nodes = new int[count];
            for (int node = 0; node < count; node++) {
                nodes[node] = node;
            }
            PairScorer scorer = table.newPairScorer();
            scorer.prepare(0);
            scorer.score(nodes, count, scores);
            assertThat(scores).containsOnly(scores[0]);
            assertThat(Math.abs(scores[0])).isLessThan(0.1f);
        }
    }

    private static void encodeEveryThird(CodeTable table, float[] vector, int first, int count) {
        for (int node = first; node < count; node += 3) {
            table.encode(vector, node);
        }
    }
}
