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

/// Loops that are bound by memory as searches are: each step reads a row of a few cache lines at a
/// random place, several rows independent of each other at a time. What several threads gain over
/// one here, searches can gain too.
public final class RandomReads implements AutoCloseable {
    private static final int ROW_SIZE = 512;
    private static final int STEPS = 1 << 17;
    private static final int ROWS_A_STEP = 8;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final int rowBits;

    /// @param rowBits so many bits has the number of a row
    private RandomReads(int rowBits) {
        this.rowBits = rowBits;
        this.memory = arena.allocate((long) ROW_SIZE << rowBits, ROW_SIZE);
        memory.fill((byte) 1);
    }

    /// Memory of at least so many bytes, rounded up to a power of two.
    public static RandomReads over(long sizeBytes) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, sizeBytes / ROW_SIZE - 1));
        return new RandomReads(bits);
    }

    /// Rows per second over all threads, of the fastest of `passes`.
    public double perSecond(int threads, int passes) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            double best = 0;
            for (int pass = 0; pass < passes; pass++) {
                long begin = System.nanoTime();
                pass(pool, threads, pass);
                double seconds = (System.nanoTime() - begin) / 1e9;
                best = Math.max(best, (double) threads * STEPS * ROWS_A_STEP / seconds);
            }
            return best;
        }
    }

    private void pass(ExecutorService pool, int threads, int pass) {
        List<Future<Long>> sums = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            long seed = GOLDEN * (1 + thread + (long) threads * pass);
            sums.add(pool.submit(() -> sum(seed)));
        }
        for (Future<Long> sum : sums) {
            try {
                if (sum.get() == 0) {
                    throw new IllegalStateException("memory does not hold what was written");
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("a pass over memory did not end", e);
            }
        }
    }

    /// Looks at every cache line of the rows; returns their sum, so that no compiler leaves it out.
    private long sum(long seed) {
        long sum = 0;
        long random = seed;
        for (int step = 0; step < STEPS; step++) {
            for (int i = 0; i < ROWS_A_STEP; i++) {
                random += GOLDEN;
                long row = ((random ^ (random >>> 32)) * GOLDEN) >>> (Long.SIZE - rowBits);
                long at = row * ROW_SIZE;
                for (int line = 0; line < ROW_SIZE; line += 64) {
                    sum += memory.get(ValueLayout.JAVA_LONG, at + line);
                }
            }
        }
        return sum;
    }

    @Override
    public void close() {
        arena.close();
    }
}
