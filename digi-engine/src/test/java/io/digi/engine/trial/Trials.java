package io.digi.engine.trial;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Random tests: as many trials as `digi.test.effort` asks for, each with a seed of its own that a
/// failure prints and `-Ddigi.seed=…` replays.
public final class Trials {
    private static final String SEED = "digi.seed";

    private Trials() {}

    /// Runs `count` trials, or 10 or 100 times as many.
    public static void run(int count, Consumer<Random> trial) {
        String replayed = System.getProperty(SEED);
        if (replayed != null) {
            run(Long.parseLong(replayed), trial);
            return;
        }
        // Neighbouring seeds would give nearly the same trials.
        SplittableRandom seeds = new SplittableRandom();
        int trials = count * Integer.getInteger("digi.test.effort", 1);
        for (int i = 0; i < trials; i++) {
            run(seeds.nextLong(), trial);
        }
    }

    private static void run(long seed, Consumer<Random> trial) {
        try {
            trial.accept(new Random(seed));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("replay with -D%s=%d".formatted(SEED, seed), e);
        }
    }
}
