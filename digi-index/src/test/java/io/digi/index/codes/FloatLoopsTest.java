package io.digi.index.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.digi.index.Randoms;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatLoopsTest {
    private final FloatLoops plain = new PlainFloatLoops();
    private final FloatLoops vectorised = new VectorFloatLoops();

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 384, 1536, 4096})
    void bothKindsRoundAndPackToTheSameBits(int dimension) {
        Random random = Randoms.seeded();
        float[] values = Randoms.vector(random, dimension);
        values[0] = Float.MAX_VALUE;
        values[1] = -Float.MAX_VALUE;
        values[2] = -0f;
        Rounding[] roundings = {
            Rounding.ofPlanes(1),
            Rounding.ofPlanes(4),
            Rounding.toNearest(7),
            Rounding.toNearest(127)
        };
        for (Rounding rounding : roundings) {
            int[] expected = new int[dimension];
            int[] actual = new int[dimension];
            int sum = plain.round(values, 3.7f, rounding, expected);
            assertThat(vectorised.round(values, 3.7f, rounding, actual)).isEqualTo(sum);
            assertThat(actual).isEqualTo(expected);
            assertThat(packed(vectorised, actual)).isEqualTo(packed(plain, actual));
        }
    }

    private static long[] packed(FloatLoops loops, int[] numbers) {
        int planeWords = numbers.length / 64 + 1;
        long[] words = new long[8 * planeWords];
        Arrays.fill(words, -1);
        loops.pack(numbers, 8, words, planeWords);
        return words;
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 384, 1536, 4096})
    void bothKindsMeasureAlike(int dimension) {
        Random random = Randoms.seeded();
        float[] a = Randoms.vector(random, dimension);
        float[] b = Randoms.vector(random, dimension);
        int[] numbers = random.ints(dimension, -127, 128).toArray();
        double tolerance = 1e-5 * dimension;
        assertThat(vectorised.dot(a, b)).isCloseTo(plain.dot(a, b), within(tolerance));
        assertThat(vectorised.largest(a)).isEqualTo(plain.largest(a));
        assertThat(vectorised.dot(numbers, 1.5f, a))
                .isCloseTo(plain.dot(numbers, 1.5f, a), within(100 * tolerance));
        assertThat(vectorised.squares(numbers, 1.5f))
                .isCloseTo(plain.squares(numbers, 1.5f), within(1000 * tolerance));
        float[] expected = new float[dimension];
        float[] actual = new float[dimension];
        plain.subtract(a, b, expected);
        vectorised.subtract(a, b, actual);
        plain.scale(expected, 0.3f);
        vectorised.scale(actual, 0.3f);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void planesHoldTheValuesRoundZeroInTheMiddle(int bits) {
        float[] values = new float[64];
        values[0] = -0.01f;
        values[1] = 0.01f;
        values[2] = 1000;
        values[3] = -1000;
        int[] numbers = new int[64];
        plain.round(values, 1, Rounding.ofPlanes(bits), numbers);
        int half = 1 << (bits - 1);
        assertThat(numbers).startsWith(half - 1, half, 2 * half - 1, 0);
    }
}
