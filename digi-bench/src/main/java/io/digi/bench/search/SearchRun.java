package io.digi.bench.search;

import com.sun.management.ThreadMXBean;
import io.digi.bench.data.NpyFile;
import io.digi.bench.data.Recall;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks all queries again and again, and takes the fastest pass: other work on the machine only
/// slows down.
public final class SearchRun implements AutoCloseable {
    private static final int PASSES_MIN = 3;
    private static final int PASSES_MAX = 200;
    private static final int SLOW_FACTOR = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Asking> threads;
    private final NpyFile neighbors;
    private final int limit;
    private final Duration leastTime;
    private final ExecutorService pool;
    private final int[][] found;
    private final int[] foundCounts;
    private final long[] nanos;

    /// Asks queries in one thread.
    public interface Asking {
        /// Puts the ids nearest to a query into `ids`, nearest first, and returns how many were
        /// found.
        ///
        /// @param query its number
        /// @param ef how many candidates the search keeps
        int ask(int query, int ef, int[] ids) throws IOException;
    }

    /// @param threads what each thread asks with
    /// @param neighbors the true nearest ids of each query, at least `limit` of them; where there
    ///   are fewer, negative numbers follow
    /// @param leastTime of a measurement
    public SearchRun(
            List<? extends Asking> threads, NpyFile neighbors, int limit, Duration leastTime) {
        this.threads = List.copyOf(threads);
        this.neighbors = neighbors;
        this.limit = limit;
        this.leastTime = leastTime;
        this.found = new int[neighbors.rowCount()][limit];
        this.foundCounts = new int[neighbors.rowCount()];
        this.nanos = new long[neighbors.rowCount()];
        this.pool = Executors.newFixedThreadPool(threads.size());
    }

    /// One pass over all queries.
    ///
    /// @param cpuNanos of all threads together
    /// @param allocatedBytes by all threads together
    private record Pass(long wallNanos, long cpuNanos, long allocatedBytes) {}

    /// What a measurement with one `ef` gave.
    ///
    /// @param latencies of the queries of the fastest pass in nanoseconds, sorted
    public record Measured(
            double recall,
            double queriesPerSecond,
            double cpuMicros,
            double allocatedBytes,
            List<Long> latencies) {
        public double microsAt(int percent) {
            int at = Math.ceilDiv(latencies.size() * percent, 100) - 1;
            return latencies.get(Math.max(0, at)) / 1e3;
        }
    }

    /// Searches until C2 should have compiled everything, with small and large `ef`.
    public void warmUp(List<Integer> efs) throws InterruptedException {
        long least = Math.min(WARM_UP.toNanos(), 4 * leastTime.toNanos());
        long begin = System.nanoTime();
        do {
            for (int ef : efs) {
                pass(ef);
                if (System.nanoTime() - begin > 2 * least) {
                    return;
                }
            }
        } while (System.nanoTime() - begin < least);
    }

    /// The first pass tells recall, and is the only one where it alone takes long enough: what is
    /// so slow was compiled on the way.
    public Measured measure(int ef) throws InterruptedException {
        long begin = System.nanoTime();
        Pass best = pass(ef);
        double recall = recall();
        List<Long> latencies = latencies();
        boolean isSlow = best.wallNanos > SLOW_FACTOR * leastTime.toNanos();
        for (int i = 1; i < PASSES_MAX && !isSlow; i++) {
            if (i > PASSES_MIN && System.nanoTime() - begin > leastTime.toNanos()) {
                break;
            }
            Pass pass = pass(ef);
            if (pass.wallNanos < best.wallNanos) {
                best = pass;
                latencies = latencies();
            }
        }
        double count = nanos.length;
        return new Measured(
                recall,
                count * NANOS_PER_SECOND / best.wallNanos,
                best.cpuNanos / count / 1e3,
                best.allocatedBytes / count,
                latencies);
    }

    private List<Long> latencies() {
        return Arrays.stream(nanos).sorted().boxed().toList();
    }

    private double recall() {
        Recall recall = new Recall(neighbors);
        for (int i = 0; i < found.length; i++) {
            List<Integer> ids = Arrays.stream(found[i], 0, foundCounts[i]).boxed().toList();
            recall.add(i, ids, limit);
        }
        return recall.value();
    }

    private Pass pass(int ef) throws InterruptedException {
        List<Future<Pass>> shares = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < threads.size(); i++) {
            int share = i;
            shares.add(pool.submit(() -> search(share, ef)));
        }
        long cpuNanos = 0;
        long allocatedBytes = 0;
        try {
            for (Future<Pass> share : shares) {
                cpuNanos += share.get().cpuNanos;
                allocatedBytes += share.get().allocatedBytes;
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a search failed", failure.getCause());
        }
        return new Pass(System.nanoTime() - begin, cpuNanos, allocatedBytes);
    }

    /// Every `n`-th query, for `n` threads.
    private Pass search(int share, int ef) throws IOException {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Asking asking = threads.get(share);
        long cpuNanos = thread.getCurrentThreadCpuTime();
        long allocatedBytes = thread.getCurrentThreadAllocatedBytes();
        long before = System.nanoTime();
        for (int i = share; i < found.length; i += threads.size()) {
            foundCounts[i] = asking.ask(i, ef, found[i]);
            long now = System.nanoTime();
            nanos[i] = now - before;
            before = now;
        }
        return new Pass(
                0,
                thread.getCurrentThreadCpuTime() - cpuNanos,
                thread.getCurrentThreadAllocatedBytes() - allocatedBytes);
    }

    @Override
    public void close() {
        pool.close();
    }
}
