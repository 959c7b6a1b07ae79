package io.digi.bench.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How fast threads read memory in sequence: the bound of every scan. The loop adds up eight
/// accumulators, which takes far less time than fetching what is added.
public final class MemoryBandwidth {
    private static final int STEP = 8 * Long.BYTES;
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
        List<Future<Long>> sums = new ArrayList<>();
        long begin = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            MemorySegment own = memory.asSlice(thread * part, part);
            sums.add(pool.submit(() -> sum(own)));
        }
        for (Future<Long> sum : sums) {
            requireSum(sum, part);
        }
        return System.nanoTime() - begin;
    }

    /// Looks at what was read, so that no compiler leaves it out.
    private static void requireSum(Future<Long> sum, long part) {
        try {
            long expected = 0x0101010101010101L * (part / Long.BYTES);
            if (sum.get() != expected) {
                throw new IllegalStateException("memory does not hold what was written");
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a pass over memory did not end", e);
        }
    }

    private static long sum(MemorySegment memory) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (long at = 0; at < memory.byteSize(); at += STEP) {
            a += word(memory, at) + word(memory, at + 8);
            b += word(memory, at + 16) + word(memory, at + 24);
            c += word(memory, at + 32) + word(memory, at + 40);
            d += word(memory, at + 48) + word(memory, at + 56);
        }
        return a + b + c + d;
    }

    private static long word(MemorySegment memory, long at) {
        return memory.get(ValueLayout.JAVA_LONG, at);
    }
}
