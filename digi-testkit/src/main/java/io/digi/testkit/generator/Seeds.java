package io.digi.testkit.generator;

import java.util.concurrent.ThreadLocalRandom;

/// The seed of a random test and how much of it to do.
///
/// `-Ddigi.seed=…` repeats a run; without it every run draws a new seed. `-Ddigi.test.effort=…` (1,
/// 10 or 100) says how many times the usual work a random test does.
public final class Seeds {
    private static final String SEED = "digi.seed";
    private static final String EFFORT = "digi.test.effort";

    private Seeds() {}

    /// The seed to use, printed with the name of the test that uses it.
    // Printed rather than logged: whoever reads the output of a failed test needs it.
    @SuppressWarnings("SystemOut")
    public static long seed(String test) {
        Long given = Long.getLong(SEED);
        long seed = given == null ? ThreadLocalRandom.current().nextLong() : given;
        System.out.println(test + ": " + replay(seed));
        return seed;
    }

    /// What to add to the command line to run a seed again.
    public static String replay(long seed) {
        return "-D%s=%d".formatted(SEED, seed);
    }

    /// The usual amount of work, times the effort asked for.
    public static int times(int usual) {
        return Math.multiplyExact(usual, Math.clamp(Integer.getInteger(EFFORT, 1), 1, 100));
    }
}
