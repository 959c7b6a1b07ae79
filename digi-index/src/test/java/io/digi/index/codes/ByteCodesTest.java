package io.digi.index.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.digi.index.Randoms;
import io.digi.index.address.NativeCode;
import io.digi.index.kernel.Metric;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCodesTest {
    private static final int[] DIMENSIONS = {1, 63, 64, 65, 100, 384, 768, 1536, 4096};

    static Stream<Arguments> metricsAndDimensions() {
        return Stream.of(Metric.values())
                .flatMap(metric ->
                        Arrays.stream(DIMENSIONS)
                                .mapToObj(dimension -> Arguments.of(metric, dimension)));
    }

    @ParameterizedTest
    @MethodSource("metricsAndDimensions")
    void kernelsAgreeWithTheirPlainTwinsAndWithTheExactScores(Metric metric, int dimension) {
        Random random = Randoms.seeded();
        try (CodeFixture fixture = new CodeFixture(metric, 8, dimension, 11, random)) {
            QueryScorer plain = new QueryScorer(fixture.table, CodeKernel.plain(fixture.model));
            QueryScorer vectorised =
                    new QueryScorer(fixture.table, CodeKernel.vectorised(fixture.model));
            float[] query = CodeFixture.vector(dimension, random);
            plain.prepare(query);
            vectorised.prepare(query);
            float[] expected = fixture.scores(plain);
            float[] actual = fixture.scores(vectorised);
            for (int node = 0; node < expected.length; node++) {
                assertThat(actual[node])
                        .isCloseTo(expected[node], within(2e-5f * (dimension + 10)));
                double tolerance = 6 * vectorised.error(node) + 1e-4 * dimension;
                assertThat((double) actual[node])
                        .isCloseTo(fixture.exact(query, node), within(tolerance));
                assertThat(vectorised.error(node)).isLessThan(0.02f * dimension + 0.01f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("metricsAndDimensions")
    void nodesScoreAgainstNodesAsTheirVectorsDo(Metric metric, int dimension) {
        try (CodeFixture fixture = new CodeFixture(metric, 8, dimension, 10, Randoms.seeded())) {
            QueryScorer queries = fixture.table.newQueryScorer();
            PairScorer plain = new PairScorer(fixture.table, CodeKernel.plain(fixture.model));
            PairScorer pairs = new PairScorer(fixture.table, CodeKernel.vectorised(fixture.model));
            for (int node = 0; node < 3; node++) {
                queries.prepare(fixture.vectors[node]);
                plain.prepare(node);
                pairs.prepare(node);
                float[] expected = fixture.scores(plain);
                float[] actual = fixture.scores(pairs);
                for (int other = 0; other < 10; other++) {
                    assertThat(actual[other])
                            .isCloseTo(expected[other], within(2e-5f * (dimension + 10)));
                    double tolerance =
                            6 * (queries.error(other) + queries.error(node)) + 1e-4 * dimension;
                    assertThat((double) actual[other])
                            .isCloseTo(
                                    fixture.exact(fixture.vectors[node], other), within(tolerance));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 100, 384, 768, 1536, 4096})
    void fastestProductsAgreeWithTheirPlainTwins(int dimension) {
        Random random = Randoms.seeded();
        int count = 130 + random.nextInt(130);
        try (CodeFixture fixture = new CodeFixture(Metric.DOT, 8, dimension, 9, random)) {
            CodeLayout layout = fixture.model.layout();
            CodeKernel plain = CodeKernel.plain(fixture.model);
            CodeKernel products =
                    NativeCode.multipliesBytes()
                            ? new NativeByteDot(layout)
                            : CodeKernel.of(fixture.model);
            long[] addresses = new long[count];
            for (int i = 0; i < count; i++) {
                addresses[i] = fixture.table.addressOf(random.nextInt(9));
            }
            float[] query = Randoms.vector(random, layout.paddedDimension());
            plain.prepare(query);
            products.prepare(query);
            // The query is rounded to 15 bits: seven times the standard deviation of what that
            // adds to a product with bytes of the largest size.
            double step = largest(query) / (127 * 128);
            float rounding = (float) (2 * step * 127 * Math.sqrt(layout.paddedDimension()));
            assertSumsAgree(plain, products, addresses, rounding);
            plain.prepareCode(addresses[0]);
            products.prepareCode(addresses[0]);
            assertSumsAgree(plain, products, addresses, 0);
        }
    }

    private static double largest(float[] vector) {
        double largest = 0;
        for (float element : vector) {
            largest = Math.max(largest, Math.abs(element));
        }
        return largest;
    }

    private static void assertSumsAgree(
            CodeKernel plain, CodeKernel products, long[] addresses, float rounding) {
        float[] expected = new float[addresses.length];
        float[] actual = new float[addresses.length];
        plain.sums(addresses, addresses.length, expected);
        products.sums(addresses, addresses.length, actual);
        for (int i = 0; i < expected.length; i++) {
            float tolerance = rounding + 1e-5f * Math.abs(expected[i]) + 1e-3f;
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
        }
    }

    @Test
    void prefetchChangesNoScore() {
        Random random = Randoms.seeded();
        for (int bits : new int[] {1, 8}) {
            try (CodeFixture fixture = new CodeFixture(Metric.DOT, bits, 100, 150, random)) {
                QueryScorer scorer = fixture.table.newQueryScorer();
                scorer.prepare(CodeFixture.vector(100, random));
                float[] before = fixture.scores(scorer);
                scorer.prefetch(fixture.nodes, 150);
                scorer.prefetch(fixture.nodes, 0);
                assertThat(fixture.scores(scorer)).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyCountOfNodesScoresAlike(Metric metric) {
        Random random = Randoms.seeded();
        try (CodeFixture fixture = new CodeFixture(metric, 8, 40, 200, random)) {
            QueryScorer scorer = fixture.table.newQueryScorer();
            scorer.prepare(CodeFixture.vector(40, random));
            float[] all = fixture.scores(scorer);
            for (int count : new int[] {0, 1, 2, 3, 4, 5, 7, 64, 65, 199}) {
                float[] scores = new float[count + 1];
                scores[count] = 42;
                scorer.score(fixture.nodes, count, scores);
                assertThat(scores[count]).isEqualTo(42);
                for (int i = 0; i < count; i++) {
                    assertThat(scores[i]).isCloseTo(all[i], within(1e-3f));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void extremeVectorsNeverScoreNaN(Metric metric) {
        float[][] extremes = {
            filled(0), filled(Float.MAX_VALUE), filled(-Float.MAX_VALUE), filled(Float.MIN_VALUE)
        };
        try (CodeFixture fixture = new CodeFixture(metric, 8, 65, 4, Randoms.seeded())) {
            for (int node = 0; node < 4; node++) {
                fixture.table.encode(extremes[node], node);
            }
            QueryScorer queries = fixture.table.newQueryScorer();
            PairScorer pairs = fixture.table.newPairScorer();
            for (int node = 0; node < 4; node++) {
                queries.prepare(extremes[node]);
                assertThat(fixture.scores(queries)).doesNotContain(Float.NaN);
                pairs.prepare(node);
                assertThat(fixture.scores(pairs)).doesNotContain(Float.NaN);
            }
        }
    }

    private static float[] filled(float value) {
        float[] vector = new float[65];
        Arrays.fill(vector, value);
        return vector;
    }

    @Test
    void equalVectorsAreNearest() {
        Random random = Randoms.seeded();
        for (Metric metric : new Metric[] {Metric.EUCLID, Metric.MANHATTAN}) {
            try (CodeFixture fixture = new CodeFixture(metric, 8, 96, 30, random)) {
                QueryScorer scorer = fixture.table.newQueryScorer();
                for (int node = 0; node < 30; node++) {
                    scorer.prepare(fixture.vectors[node]);
                    float[] scores = fixture.scores(scorer);
                    for (int other = 0; other < 30; other++) {
                        assertThat(scores[other]).isLessThanOrEqualTo(scores[node]);
                    }
                }
            }
        }
    }
}
