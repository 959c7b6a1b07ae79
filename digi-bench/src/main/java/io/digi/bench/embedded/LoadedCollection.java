package io.digi.bench.embedded;

import com.sun.management.OperatingSystemMXBean;
import io.digi.bench.report.BenchException;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.vector.Distance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// A collection that a benchmark fills: created without a graph, loaded by several threads, then
/// indexed. One that a former run has filled with the same is taken as it is.
public final class LoadedCollection {
    /// What collections have by default, and so the candidates of a search that asks for no number.
    public static final int EF_CONSTRUCT = HnswConfig.DEFAULT.efConstruct();

    private static final String OPTIMIZERS = "optimizers_config";
    private static final String THRESHOLD = "indexing_threshold";
    private static final String MADE_OF = "bench";
    private static final int BATCH = 256;
    private static final int THREADS = 2;
    private static final Duration INDEXING_MAX = Duration.ofHours(4);
    private static final Duration GREY_MAX = Duration.ofMinutes(1);
    private static final Duration REFUSED_MAX = Duration.ofMinutes(5);
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private final VectorEngine engine;
    private final CollectionName name;

    private LoadedCollection(VectorEngine engine, CollectionName name) {
        this.engine = engine;
        this.name = name;
    }

    /// What a collection is to be.
    ///
    /// @param madeOf names the content: a collection with the same is not loaded again
    /// @param thresholdKb vectors larger than this together, in KiB, get a graph
    /// @param settings beyond the defaults, in the wire's words
    /// @param indexes by field
    public record Plan(
            CollectionName name,
            String madeOf,
            int dimension,
            Distance distance,
            int thresholdKb,
            Map<String, Value> settings,
            Optional<String> tenantField,
            Map<String, PayloadIndexConfig> indexes) {
        public Plan {
            settings = Map.copyOf(settings);
            indexes = Map.copyOf(indexes);
        }

        CollectionConfig config() {
            Map<String, Value> all = new LinkedHashMap<>(settings);
            all.put(OPTIMIZERS, threshold(0));
            HnswConfig hnsw =
                    new HnswConfig(
                            HnswConfig.DEFAULT.m(),
                            EF_CONSTRUCT,
                            thresholdKb,
                            Runtime.getRuntime().availableProcessors(),
                            HnswConfig.DEFAULT.onDisk(),
                            OptionalInt.empty());
            return new CollectionConfig(
                    CollectionConfig.of(dimension, distance).vectors(),
                    hnsw,
                    new Value.Struct(all),
                    Payload.of(Map.of(MADE_OF, Value.of(madeOf))),
                    tenantField);
        }
    }

    /// What filling took. Nothing where a former run has done it.
    ///
    /// @param indexingCpuSeconds processor time of the whole process
    public record Filled(
            LoadedCollection collection,
            double loadSeconds,
            double indexingSeconds,
            double indexingCpuSeconds) {}

    /// One that is there.
    public static LoadedCollection existing(VectorEngine engine, CollectionName name) {
        return new LoadedCollection(engine, name);
    }

    /// Fills a collection and waits until it is indexed.
    ///
    /// @param points all of them by number
    public static Filled fill(VectorEngine engine, Plan plan, int count, IntFunction<Point> points)
            throws IOException, InterruptedException {
        LoadedCollection collection = new LoadedCollection(engine, plan.name());
        if (collection.holds(plan, count)) {
            collection.awaitIndexed();
            return new Filled(collection, 0, 0, 0);
        }
        engine.collections().drop(Call.everything(), plan.name());
        engine.collections().create(Call.everything(), plan.name(), plan.config());
        plan.indexes()
                .forEach((field, index) ->
                        collection.alter(
                                new CollectionChange.CreatePayloadIndex(
                                        JsonPath.ofKey(field), index)));
        long begin = System.nanoTime();
        collection.load(count, points);
        double loaded = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        double cpu = processorSeconds();
        begin = System.nanoTime();
        collection.setThreshold(plan.thresholdKb());
        collection.awaitIndexed();
        double indexed = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        return new Filled(collection, loaded, indexed, processorSeconds() - cpu);
    }

    private static double processorSeconds() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / NANOS_PER_SECOND;
    }

    private boolean holds(Plan plan, int count) {
        if (!engine.collections().exists(Call.everything(), name)) {
            return false;
        }
        Payload metadata = info().config().metadata();
        return metadata.get(MADE_OF).equals(Optional.of(Value.of(plan.madeOf())))
                && count() == count
                && info().config().optimizers().indexingThresholdKb() > 0;
    }

    private long count() {
        return engine.read(
                Call.everything(), name, new PointRead.Count(Filter.ALL, /* exact= */ true));
    }

    public CollectionName name() {
        return name;
    }

    public CollectionInfo info() {
        return engine.collections().describe(Call.everything(), name);
    }

    private void alter(CollectionChange change) {
        engine.collections().alter(Call.everything(), name, change);
    }

    private void setThreshold(long kb) {
        Value.Struct settings = new Value.Struct(Map.of(OPTIMIZERS, threshold(kb)));
        alter(CollectionChange.UpdateSettings.ofSettings(settings));
    }

    private static Value threshold(long kb) {
        return new Value.Struct(Map.of(THRESHOLD, Value.of(kb)));
    }

    private void load(int count, IntFunction<Point> points)
            throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> shares = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                shares.add(
                        pool.submit(() -> {
                            for (int from = next.getAndAdd(BATCH);
                                    from < count;
                                    from = next.getAndAdd(BATCH)) {
                                upsert(from, Math.min(from + BATCH, count), points);
                            }
                        }));
            }
        }
        for (Future<?> share : shares) {
            try {
                share.get();
            } catch (ExecutionException failure) {
                throw new IOException("loading failed", failure.getCause());
            }
        }
    }

    /// Stores the points with the numbers `[from, until)`.
    public void upsert(int from, int until, IntFunction<Point> points) {
        List<Point> batch = new ArrayList<>(until - from);
        for (int number = from; number < until; number++) {
            batch.add(points.apply(number));
        }
        write(new PointChange.Upsert(batch));
    }

    /// Writes, again as long as the engine has too much to do.
    public void write(PointChange change) {
        long begin = System.nanoTime();
        while (true) {
            try {
                engine.write(Call.everything(), name, List.of(change));
                return;
            } catch (DigiException refused) {
                boolean isLate = System.nanoTime() - begin > REFUSED_MAX.toNanos();
                if (!(refused.problem() instanceof Problem.Overloaded) || isLate) {
                    throw refused;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /// Waits until there is no indexing to do.
    public void awaitIndexed() throws BenchException {
        long begin = System.nanoTime();
        long lastYellow = begin;
        for (CollectionInfo info = info(); info.status() != CollectionStatus.GREEN; info = info()) {
            long now = System.nanoTime();
            lastYellow = info.status() == CollectionStatus.YELLOW ? now : lastYellow;
            if (now - begin > INDEXING_MAX.toNanos() || now - lastYellow > GREY_MAX.toNanos()) {
                throw new BenchException(
                        "collection %s is %s after %d s, expected an index: %s"
                                .formatted(
                                        name.value(),
                                        info.status(),
                                        Duration.ofNanos(now - begin).toSeconds(),
                                        engine.status().jobs()));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
