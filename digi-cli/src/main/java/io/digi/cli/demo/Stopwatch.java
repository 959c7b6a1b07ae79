package io.digi.cli.demo;

import java.util.function.LongSupplier;

/// Measures from its start on.
record Stopwatch(LongSupplier nanoTime, long startNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    static Stopwatch start(LongSupplier nanoTime) {
        return new Stopwatch(nanoTime, nanoTime.getAsLong());
    }

    double seconds() {
        return (nanoTime.getAsLong() - startNanos) / NANOS_PER_SECOND;
    }

    double millis() {
        return 1_000 * seconds();
    }
}
