package io.digi.bench.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How fast threads read memory in sequence: the bound of every scan. Each compares two equal
/// halves, for which the JVM has a loop with the widest vectors of the processor; a sum in plain
/// Java reaches no more than half of what the memory gives.
public final class MemoryBandwidth {
    private static final int STEP = 128;
    private static final int WARM_UP_PASSES = 3;

    private MemoryBandwidth() {}

    /// Bytes per nanosecond (GB/s) over all threads, each reading its own part of `sizeBytes`
    /// bytes; the best of `passes`, since other work on the machine only slows down.
    public static double bytesPerNano(long sizeBytes, int threads, int passes) {
        long part = sizeBytes / threads / STEP * STEP;
        try (Arena arena = Arena.ofShared();
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            MemorySegment memory = arena.allocate(part * threads, STEP);
            memory.fill((byte) 1);
            long best = Long.MAX_VALUE;
            for (int pass = -WARM_UP_PASSES; pass < passes; pass++) {
                long nanos = pass(pool, memory, part, threads);
                best = pass < 0 ? best : Math.min(best, nanos);
            }
            return (double) (part * threads) / best;
        }
    }

    private static long pass(ExecutorService pool, MemorySegment memory, long part, int threads) {
        List<Future<Long>> mismatches = new ArrayList<>();
        long begin = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            MemorySegment first = memory.asSlice(thread * part, part / 2);
            MemorySegment second = memory.asSlice(thread * part + part / 2, part / 2);
            mismatches.add(pool.submit(() -> first.mismatch(second)));
        }
        for (Future<Long> mismatch : mismatches) {
            requireNone(mismatch);
        }
        return System.nanoTime() - begin;
    }

    /// Looks at what was read, so that no compiler leaves it out.
    private static void requireNone(Future<Long> mismatch) {
        try {
            if (mismatch.get() >= 0) {
                throw new IllegalStateException("memory does not hold what was written");
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a pass over memory did not end", e);
        }
    }
}
