package io.digi.engine.plan;

/// How likely a candidate is to be a hit: the chance that its score reaches a bar, taking its
/// estimate for normally distributed around it.
final class HitChance {
    /// Beyond so many standard errors a candidate counts as impossible, or as sure.
    private static final int ERRORS_MAX = 4;

    private static final int STEPS_OF_ERROR = 32;

    /// The upper tail of the normal distribution: entry `i` from `i / STEPS_OF_ERROR` on.
    private static final float[] TAIL = tail();

    private HitChance() {}

    /// The chance that a score that was estimated reaches `bar`, from 0 to 1.
    ///
    /// @param error one standard error of the estimate
    static float of(float score, float error, float bar) {
        float gap = bar - score;
        if (!(Math.abs(gap) < ERRORS_MAX * error)) {
            return gap > 0 ? 0 : 1;
        }
        int at = (int) (Math.abs(gap) / error * STEPS_OF_ERROR);
        return gap > 0 ? TAIL[at] : 1 - TAIL[at];
    }

    private static float[] tail() {
        float[] tail = new float[ERRORS_MAX * STEPS_OF_ERROR + 1];
        double sum = 0;
        for (int at = tail.length - 1; at >= 0; at--) {
            sum += density((at + 0.5) / STEPS_OF_ERROR) / STEPS_OF_ERROR;
            tail[at] = (float) sum;
        }
        return tail;
    }

    private static double density(double errors) {
        return Math.exp(-errors * errors / 2) / Math.sqrt(2 * Math.PI);
    }
}
