package io.digi.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "0.001, 0.001",
        "0.0001, 0.0001",
        "0.000123, 0.000123",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "-1.5e-9, -1.5e-9",
        "1e7, 10000000.0",
        "-12345678, -12345678.0",
        "1e12, 1000000000000.0",
        "1e13, 1e13",
        "3.4028235e38, 3.4028235e38",
        "100, 100.0"
    })
    void floatsHaveQdrantsText(float number, String text) {
        assertThat(NumberText.of(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "0.2, 0.2",
        "0.00001, 0.00001",
        "0.000001, 1e-6",
        "1e15, 1000000000000000.0",
        "1e16, 1e16",
        "1.5e300, 1.5e300",
        "123456789.25, 123456789.25",
        "2.5e-7, 2.5e-7"
    })
    void doublesHaveQdrantsText(double number, String text) {
        assertThat(NumberText.of(number)).isEqualTo(text);
    }

    @Test
    void textReadsBackAsTheSameNumber() {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000 * Integer.getInteger("digi.test.effort", 1); i++) {
            float single = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(single)) {
                assertThat(Float.parseFloat(NumberText.of(single)))
                        .as("seed %d", seed)
                        .isEqualTo(single);
            }
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(NumberText.of(number)))
                        .as("seed %d", seed)
                        .isEqualTo(number);
            }
        }
    }
}
