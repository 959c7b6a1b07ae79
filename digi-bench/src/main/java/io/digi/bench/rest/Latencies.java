package io.digi.bench.rest;

import java.util.Arrays;
import java.util.Collection;

/// Times of requests, each kept as it was: percentiles are exact. For one thread.
public final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    static Latencies together(Collection<Latencies> parts) {
        Latencies all = new Latencies();
        for (Latencies part : parts) {
            for (int i = 0; i < part.count; i++) {
                all.add(part.nanos[i]);
            }
        }
        Arrays.sort(all.nanos, 0, all.count);
        return all;
    }

    int count() {
        return count;
    }

    /// The least time in milliseconds that `percent` of the requests did not exceed.
    double millisAt(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * count);
        return nanos[Math.clamp(rank - 1, 0, count - 1)] / 1e6;
    }
}
