package io.digi.index.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.digi.index.Randoms;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 100, 384, 768, 960, 1536, 4096})
    void productsAndLengthsStayWhatTheyWere(int dimension) {
        Random random = Randoms.seeded();
        Rotation rotation = new Rotation(dimension, random.nextLong());
        float[] a = Randoms.vector(random, dimension);
        float[] b = Randoms.vector(random, dimension);
        float[] turnedA = new float[rotation.paddedDimension()];
        float[] turnedB = new float[rotation.paddedDimension()];
        rotation.apply(a, turnedA);
        rotation.apply(b, turnedB);
        double size = Math.sqrt(dot(a, a) * dot(b, b));
        assertThat(dot(turnedA, turnedB)).isCloseTo(dot(a, b), within(1e-5 * size));
        assertThat(dot(turnedA, turnedA)).isCloseTo(dot(a, a), within(1e-5 * dot(a, a)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 100, 384, 768, 1536, 4096})
    void plainAndVectorisedRotationsAgreeToTheLastBit(int dimension) {
        Random random = Randoms.seeded();
        long seed = random.nextLong();
        Rotation plain = new Rotation(dimension, seed, new PlainFloatLoops());
        Rotation vectorised = new Rotation(dimension, seed, new VectorFloatLoops());
        float[] vector = Randoms.vector(random, dimension);
        float[] expected = new float[plain.paddedDimension()];
        float[] actual = new float[plain.paddedDimension()];
        plain.apply(vector, expected);
        vectorised.apply(vector, actual);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {384, 448, 960})
    void everyDimensionIsSpreadOverAllOthers(int dimension) {
        Rotation rotation = new Rotation(dimension, 7);
        for (int i = 0; i < dimension; i += 31) {
            float[] unit = new float[dimension];
            unit[i] = 1;
            float[] turned = new float[dimension];
            rotation.apply(unit, turned);
            for (float value : turned) {
                assertThat(value * value).isLessThan(150f / dimension);
            }
        }
    }

    @Test
    void seedDecidesTheRotation() {
        float[] vector = Randoms.vector(new Random(1), 64);
        float[] first = new float[64];
        float[] again = new float[64];
        float[] other = new float[64];
        new Rotation(64, 5).apply(vector, first);
        new Rotation(64, 5).apply(vector, again);
        new Rotation(64, 6).apply(vector, other);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void vectorOfAnotherDimensionIsRefused() {
        assertThatThrownBy(() -> new Rotation(10, 1).apply(new float[11], new float[64]))
                .hasMessage("vector has 11 values, expected 10");
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
