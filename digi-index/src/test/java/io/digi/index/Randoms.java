package io.digi.index;

import java.util.Random;

/// Random numbers that can be repeated: the seed is printed, `-Ddigi.seed=…` replays it.
public final class Randoms {
    private Randoms() {}

    public static Random seeded() {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        System.out.println("digi.seed=" + seed);
        return new Random(seed);
    }

    /// How many times a random test repeats its work.
    public static int effort() {
        return Integer.getInteger("digi.test.effort", 1);
    }

    public static float[] vector(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
