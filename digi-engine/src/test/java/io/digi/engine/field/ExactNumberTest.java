package io.digi.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.trial.Trials;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactNumberTest {
    @Test
    void orderIsThatOfTheNumbersThemselves() {
        Trials.run(
                2_000,
                random -> {
                    Number a = number(random);
                    Number b = random.nextBoolean() ? number(random) : near(a, random);
                    assertThat(Integer.signum(exact(a).compareTo(exact(b))))
                            .as("%s and %s", a, b)
                            .isEqualTo(decimal(a).compareTo(decimal(b)));
                });
    }

    @Test
    void zerosAreOneNumber() {
        assertThat(ExactNumber.of(-0.0))
                .isEqualTo(ExactNumber.of(0.0))
                .isEqualTo(ExactNumber.of(0));
    }

    private static Number number(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(3_000);
            case 1 -> Long.MIN_VALUE + random.nextInt(3_000);
            case 2 -> (1L << 53) + random.nextInt(-5, 5);
            case 3 -> random.nextLong();
            default -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(70));
        };
    }

    private static Number near(Number number, Random random) {
        double nearest = number.doubleValue();
        return switch (random.nextInt(3)) {
            case 0 -> nearest;
            case 1 -> Math.nextUp(nearest);
            default -> (long) nearest;
        };
    }

    private static ExactNumber exact(Number number) {
        return number instanceof Long whole
                ? ExactNumber.of(whole)
                : ExactNumber.of(number.doubleValue());
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof Long whole
                ? new BigDecimal(whole)
                : new BigDecimal(number.doubleValue());
    }
}
