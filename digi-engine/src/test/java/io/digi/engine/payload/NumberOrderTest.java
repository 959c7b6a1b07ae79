package io.digi.engine.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.trial.Trials;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumberOrderTest {
    @Test
    void neighboursBeyondDoublePrecisionAreApart() {
        assertThat(NumberOrder.compare((1L << 53) + 1, 0x1p53)).isPositive();
        assertThat(NumberOrder.compare(1L << 53, 0x1p53)).isZero();
        assertThat(NumberOrder.compare(Long.MAX_VALUE, 0x1p63)).isNegative();
        assertThat(NumberOrder.compare(Long.MIN_VALUE, -0x1p63)).isZero();
    }

    @Test
    void fractionsAndExtremesAreOrdered() {
        assertThat(NumberOrder.compare(1, 1.5)).isNegative();
        assertThat(NumberOrder.compare(-1, -1.5)).isPositive();
        assertThat(NumberOrder.compare(0, -0.0)).isZero();
        assertThat(NumberOrder.compare(0.0, -0.0)).isZero();
        assertThat(NumberOrder.compare(0, Double.POSITIVE_INFINITY)).isNegative();
        assertThat(NumberOrder.compare(0, Double.NEGATIVE_INFINITY)).isPositive();
        assertThat(NumberOrder.compare(Long.MAX_VALUE, Double.NaN)).isNegative();
    }

    @Test
    void orderIsThatOfTheExactNumbers() {
        Trials.run(
                2000,
                random -> {
                    long a = random.nextLong() >> random.nextInt(64);
                    double b = (random.nextLong() >> random.nextInt(64)) + random.nextInt(3) * 0.5;
                    int expected = new BigDecimal(a).compareTo(new BigDecimal(b));
                    assertThat(Integer.signum(NumberOrder.compare(a, b))).isEqualTo(expected);
                });
    }
}
