package io.digi.index.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneCodesTest {
    private static final int[] DIMENSIONS = {1, 63, 64, 65, 100, 384, 768, 1536, 4096};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void vectorisedKernelsAgreeWithTheirPlainTwins(int bits) {
        Random random = Randoms.seeded();
        for (int dimension : DIMENSIONS) {
            try (CodeFixture fixture = new CodeFixture(Metric.DOT, bits, dimension, 5, random)) {
                QueryScorer plain = new QueryScorer(fixture.table, CodeKernel.plain(fixture.model));
                QueryScorer vectorised =
                        new QueryScorer(fixture.table, CodeKernel.vectorised(fixture.model));
                float[] query = CodeFixture.vector(dimension, random);
                plain.prepare(query);
                vectorised.prepare(query);
                assertThat(fixture.scores(vectorised)).isEqualTo(fixture.scores(plain));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void estimatesLieWithinTheirStandardErrors(int bits) {
        Random random = Randoms.seeded();
        for (int dimension : new int[] {64, 100, 384, 768}) {
            for (Metric metric : new Metric[] {Metric.DOT, Metric.EUCLID}) {
                checkErrors(metric, bits, dimension, random);
            }
        }
    }

    /// Of errors divided by their standard error, the mean square is about 1.
    private static void checkErrors(Metric metric, int bits, int dimension, Random random) {
        try (CodeFixture fixture = new CodeFixture(metric, bits, dimension, 200, random)) {
            QueryScorer scorer = fixture.table.newQueryScorer();
            double squares = 0;
            for (int i = 0; i < 10; i++) {
                float[] query = CodeFixture.vector(dimension, random);
                scorer.prepare(query);
                float[] scores = fixture.scores(scorer);
                for (int node = 0; node < scores.length; node++) {
                    double gap = scores[node] - fixture.exact(query, node);
                    double errors = gap / scorer.error(node);
                    assertThat(Math.abs(errors)).isLessThan(7);
                    squares += errors * errors / (10 * scores.length);
                }
            }
            assertThat(squares).as("%s, dimension %d", metric, dimension).isBetween(0.5, 1.5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void estimatesAreUnbiasedOverRotations(int bits) {
        Random random = Randoms.seeded();
        int dimension = 40;
        float[] vector = CodeFixture.vector(dimension, random);
        float[] query = CodeFixture.vector(dimension, random);
        for (int i = 0; i < dimension; i++) {
            query[i] = 0.5f * query[i] + vector[i];
        }
        double exact = 0;
        for (int i = 0; i < dimension; i++) {
            exact += (double) query[i] * vector[i];
        }
        int rotations = 400;
        double sum = 0;
        double error = 0;
        float[] scores = new float[1];
        try (MemoryRegion region = new MemoryRegion(new MemoryBudget(1 << 30), "codes")) {
            for (int seed = 0; seed < rotations; seed++) {
                CodeModel model =
                        CodeModel.train(Metric.DOT, bits, dimension, new float[0][], seed);
                CodeTable table = new CodeTable(region, model);
                table.encode(vector, 0);
                QueryScorer scorer = table.newQueryScorer();
                scorer.prepare(query);
                scorer.score(new int[1], 1, scores);
                sum += scores[0];
                error = Math.max(error, scorer.error(0));
            }
        }
        assertThat(sum / rotations).isCloseTo(exact, within(5 * error / Math.sqrt(rotations)));
    }

    @Test
    void moreBitsHaveSmallerErrors() {
        Random random = Randoms.seeded();
        float[] query = CodeFixture.vector(384, random);
        long seed = random.nextLong();
        double last = Double.MAX_VALUE;
        for (int bits : new int[] {1, 2, 4, 8}) {
            try (CodeFixture fixture =
                    new CodeFixture(Metric.DOT, bits, 384, 9, new Random(seed))) {
                QueryScorer scorer = fixture.table.newQueryScorer();
                scorer.prepare(query);
                assertThat((double) scorer.error(0)).isLessThan(last / 1.8);
                last = scorer.error(0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void extremeVectorsNeverScoreNaN(Metric metric) {
        for (int bits : new int[] {1, 2, 4}) {
            try (CodeFixture fixture = new CodeFixture(metric, bits, 65, 4, Randoms.seeded())) {
                float[] values = {0, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE};
                float[][] extremes = new float[4][65];
                for (int node = 0; node < 4; node++) {
                    Arrays.fill(extremes[node], values[node]);
                    fixture.table.encode(extremes[node], node);
                }
                QueryScorer scorer = fixture.table.newQueryScorer();
                for (float[] query : extremes) {
                    scorer.prepare(query);
                    assertThat(fixture.scores(scorer)).doesNotContain(Float.NaN);
                    assertThat(scorer.error(1)).isNotNaN();
                }
            }
        }
    }

    @Test
    void nodesAreComparedOnEightBitsOnly() {
        try (CodeFixture fixture = new CodeFixture(Metric.DOT, 4, 10, 1, Randoms.seeded())) {
            assertThatThrownBy(fixture.table::newPairScorer)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("nodes are compared on codes of 8 bits, these have 4");
        }
    }
}
