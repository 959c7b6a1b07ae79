package io.digi.bench.contender;

import com.sun.management.ThreadMXBean;
import io.digi.bench.contender.ContenderSettings.Search;
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

/// Asks an index all queries again and again, and takes the fastest pass: other work on the machine
/// only slows down.
final class SearchRun implements AutoCloseable {
    private static final int PASSES_MIN = 3;
    private static final int PASSES_MAX = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final double NANOS_PER_SECOND = 1e9;

    private final float[][] queries;
    private final NpyFile neighbors;
    private final Search settings;
    private final List<Contender.Searcher> searchers = new ArrayList<>();
    private final ExecutorService pool;
    private final int[][] found;
    private final int[] foundCounts;
    private final long[] nanos;

    SearchRun(Contender contender, float[][] queries, NpyFile neighbors, Search settings)
            throws IOException {
        this.queries = queries;
        this.neighbors = neighbors;
        this.settings = settings;
        this.found = new int[queries.length][settings.limit()];
        this.foundCounts = new int[queries.length];
        this.nanos = new long[queries.length];
        for (int i = 0; i < settings.threads(); i++) {
            searchers.add(contender.searcher());
        }
        this.pool = Executors.newFixedThreadPool(settings.threads());
    }

    /// One pass over all queries.
    ///
    /// @param cpuNanos of all threads together
    /// @param allocatedBytes by all threads together
    private record Pass(long wallNanos, long cpuNanos, long allocatedBytes) {}

    /// What a measurement with one `ef` gave.
    ///
    /// @param latencies of the queries of the fastest pass in nanoseconds, sorted
    record Measured(
            double recall,
            double queriesPerSecond,
            double cpuMicros,
            double allocatedBytes,
            List<Long> latencies) {
        double microsAt(int percent) {
            int at = Math.ceilDiv(latencies.size() * percent, 100) - 1;
            return latencies.get(Math.max(0, at)) / 1e3;
        }
    }

    /// Searches until C2 should have compiled everything, with small and large `ef`.
    void warmUp() throws InterruptedException {
        long least = Math.min(WARM_UP.toNanos(), 4 * settings.leastTime().toNanos());
        long begin = System.nanoTime();
        do {
            for (int ef : settings.efs()) {
                pass(ef);
                if (System.nanoTime() - begin > 2 * least) {
                    return;
                }
            }
        } while (System.nanoTime() - begin < least);
    }

    Measured measure(int ef) throws InterruptedException {
        pass(ef);
        double recall = recall();
        Pass best = pass(ef);
        List<Long> latencies = latencies();
        long begin = System.nanoTime();
        for (int i = 1; i < PASSES_MAX; i++) {
            if (i >= PASSES_MIN && System.nanoTime() - begin > settings.leastTime().toNanos()) {
                break;
            }
            Pass pass = pass(ef);
            if (pass.wallNanos < best.wallNanos) {
                best = pass;
                latencies = latencies();
            }
        }
        double count = queries.length;
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
        for (int i = 0; i < queries.length; i++) {
            List<Integer> ids = Arrays.stream(found[i], 0, foundCounts[i]).boxed().toList();
            recall.add(i, ids, settings.limit());
        }
        return recall.value();
    }

    private Pass pass(int ef) throws InterruptedException {
        List<Future<Pass>> shares = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < searchers.size(); i++) {
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
        Contender.Searcher searcher = searchers.get(share);
        long cpuNanos = thread.getCurrentThreadCpuTime();
        long allocatedBytes = thread.getCurrentThreadAllocatedBytes();
        long before = System.nanoTime();
        for (int i = share; i < queries.length; i += searchers.size()) {
            foundCounts[i] = searcher.search(queries[i], ef, found[i]);
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
