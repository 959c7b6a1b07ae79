package io.digi.index.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
    @Test
    void publicValueOfADistanceIsTheDistance() {
        assertThat(Metric.DOT.publicValue(-3)).isEqualTo(-3);
        assertThat(Metric.EUCLID.publicValue(-9)).isEqualTo(3);
        assertThat(Metric.MANHATTAN.publicValue(-9)).isEqualTo(9);
        assertThat(Float.floatToRawIntBits(Metric.EUCLID.publicValue(0f))).isZero();
        assertThat(Float.floatToRawIntBits(Metric.MANHATTAN.publicValue(0f))).isZero();
        assertThat(Metric.EUCLID.publicValue(Float.NEGATIVE_INFINITY)).isInfinite();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void thresholdSeparatesScoresExactlyAsPublicValues(Metric metric) {
        Random random = Randoms.seeded();
        for (int round = 0; round < 3_000 * Randoms.effort(); round++) {
            checkThreshold(metric, Float.intBitsToFloat(random.nextInt()));
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void thresholdAtTheEdgesOfTheRangeIsExact(Metric metric) {
        float[] edges = {
            0f,
            -0f,
            -1f,
            Float.MIN_VALUE,
            1e-30f,
            1e-22f,
            1.8446743e19f,
            1e30f,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
        };
        for (float edge : edges) {
            checkThreshold(metric, edge);
        }
    }

    /// Around the threshold every representable score is tried.
    private static void checkThreshold(Metric metric, float threshold) {
        if (Float.isNaN(threshold)) {
            return;
        }
        float bound = metric.scoreAbove(threshold);
        float score = bound;
        for (int i = 0; i < 8; i++) {
            score = Math.nextDown(score);
        }
        for (int i = 0; i < 17; i++, score = Math.nextUp(score)) {
            if (metric == Metric.DOT || score <= 0) {
                float value = metric.publicValue(score);
                boolean nearer = metric == Metric.DOT ? value > threshold : value < threshold;
                assertThat(score > bound)
                        .as("score %s, threshold %s", score, threshold)
                        .isEqualTo(nearer);
            }
        }
    }
}
