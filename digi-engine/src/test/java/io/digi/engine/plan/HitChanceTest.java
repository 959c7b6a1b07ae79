package io.digi.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.digi.engine.trial.Trials;
import org.junit.jupiter.api.Test;

class HitChanceTest {
    /// Shares of a normal distribution above 0, 1, 2 and 3 standard deviations.
    private static final float[] TAILS = {.5f, .1587f, .0228f, .0013f};

    @Test
    void chanceIsTheTailOfTheNormalDistribution() {
        for (int errors = 0; errors < TAILS.length; errors++) {
            float bar = 7 + errors * 0.25f;
            assertThat(HitChance.of(7, 0.25f, bar)).isCloseTo(TAILS[errors], within(.001f));
            assertThat(HitChance.of(bar, 0.25f, 7)).isCloseTo(1 - TAILS[errors], within(.001f));
        }
    }

    @Test
    void chanceIsTheShareOfScoresAboveTheBar() {
        Trials.run(
                5,
                random -> {
                    float score = (float) random.nextGaussian();
                    float error = random.nextFloat(0.01f, 2);
                    float bar = score + error * random.nextFloat(-2, 2);
                    int count = 20_000;
                    int above = 0;
                    for (int i = 0; i < count; i++) {
                        above += random.nextGaussian(score, error) >= bar ? 1 : 0;
                    }
                    assertThat(HitChance.of(score, error, bar))
                            .isCloseTo(above / (float) count, within(.03f));
                });
    }

    @Test
    void certaintiesAreZeroAndOne() {
        assertThat(HitChance.of(1, 0.1f, 2)).isZero();
        assertThat(HitChance.of(2, 0.1f, 1)).isEqualTo(1);
        assertThat(HitChance.of(1, 0, 1)).isEqualTo(1);
        assertThat(HitChance.of(1, 0, Math.nextUp(1f))).isZero();
        assertThat(HitChance.of(1, 0.1f, Float.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(HitChance.of(Float.NEGATIVE_INFINITY, 0.1f, 1)).isZero();
    }
}
