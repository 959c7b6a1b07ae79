package io.digi.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Arrays;

/// How long answers of one kind took. Thread-safe.
final class Durations {
    /// Qdrant's, so that its dashboards fit.
    static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 10, 50};

    private static final int WINDOW = 9;
    private static final int KEPT = 2 * WINDOW - 1;

    private final long[] buckets = new long[BOUNDS.length + 1];

    /// The last ones; number `i` stands at `i % KEPT`.
    private final double[] last = new double[KEPT];

    private long count;
    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double most;

    /// In seconds.
    record Summary(ClassicHistogramBuckets buckets, double sum, Extent extent) {}

    /// @param average the moving average of the moving averages of nine durations: recent ones
    ///   count, single ones do not move it much
    record Extent(double average, double least, double most) {}

    synchronized void add(double seconds) {
        int bound = Arrays.binarySearch(BOUNDS, seconds);
        buckets[bound >= 0 ? bound : -bound - 1]++;
        last[(int) (count % KEPT)] = seconds;
        count++;
        sum += seconds;
        least = Math.min(least, seconds);
        most = Math.max(most, seconds);
    }

    synchronized boolean isEmpty() {
        return count == 0;
    }

    synchronized Summary summary() {
        ClassicHistogramBuckets.Builder all = ClassicHistogramBuckets.builder();
        for (int i = 0; i < buckets.length; i++) {
            all.bucket(i < BOUNDS.length ? BOUNDS[i] : Double.POSITIVE_INFINITY, buckets[i]);
        }
        return new Summary(all.build(), sum, new Extent(average(), least, most));
    }

    private double average() {
        long from = Math.max(0, count - WINDOW);
        double averages = 0;
        for (long end = from; end < count; end++) {
            averages += average(Math.max(0, end - WINDOW + 1), end);
        }
        return averages / (count - from);
    }

    private double average(long from, long to) {
        double total = 0;
        for (long i = from; i <= to; i++) {
            total += last[(int) (i % KEPT)];
        }
        return total / (to - from + 1);
    }
}
