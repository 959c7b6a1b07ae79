package io.digi.index.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.digi.index.Randoms;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormTest {
    @Test
    void normalisedVectorHasLengthOneAndTheSameDirection() {
        float[] vector = {3, 0, -4};
        assertThat(Norm.normalise(vector)).isEqualTo(5);
        assertThat(vector).containsExactly(0.6f, 0, -0.8f);
    }

    @Test
    void zeroVectorStaysZero() {
        float[] vector = new float[7];
        assertThat(Norm.normalise(vector)).isZero();
        assertThat(vector).containsOnly(0f);
    }

    @Test
    void hugeAndTinyVectorsAreNormalised() {
        for (float size : new float[] {Float.MIN_VALUE, 1e-40f, 1e-25f, 1e25f, Float.MAX_VALUE}) {
            float[] vector = {size, size, -size, size};
            Norm.normalise(vector);
            assertThat(vector).containsExactly(0.5f, 0.5f, -0.5f, 0.5f);
        }
    }

    @Test
    void lengthBeyondFloatIsInfinite() {
        assertThat(Norm.of(new float[] {Float.MAX_VALUE, Float.MAX_VALUE})).isInfinite();
    }

    @Test
    void normalisingTwiceChangesNoBit() {
        Random random = Randoms.seeded();
        for (int dimension = 1; dimension < 300; dimension++) {
            float[] vector = Randoms.vector(random, dimension);
            Norm.normalise(vector);
            assertThat(Norm.of(vector)).isCloseTo(1f, within(1e-6f));
            float[] again = vector.clone();
            Norm.normalise(again);
            assertThat(again).containsExactly(vector);
        }
    }
}
