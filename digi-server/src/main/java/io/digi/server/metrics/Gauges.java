package io.digi.server.metrics;

import io.digi.model.engine.EngineStatus;
import io.digi.model.id.CollectionName;
import io.digi.model.job.Job;
import io.digi.server.settings.BuildInfo;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Values that are looked up when they are asked for.
final class Gauges {
    /// What the memory of indexes is accounted as.
    private static final List<String> INDEX_PURPOSES =
            List.of("graph", "graphs", "codes", "build codes");

    private final String prefix;
    private final MetricsView view;
    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();

    Gauges(String prefix, MetricsView view) {
        this.prefix = prefix;
        this.view = view;
    }

    Gauges of(BuildInfo build) {
        gauge(
                "app_info",
                "information about the server",
                Labels.of("name", "qdrant", "version", BuildInfo.API_VERSION),
                1);
        gauge(
                "digi_info",
                "Digi's own version and commit",
                Labels.of("version", build.version(), "commit", build.commit()),
                1);
        gauge("app_status_recovery_mode", "is recovery mode on", 0);
        gauge("cluster_enabled", "is cluster support enabled", 0);
        return this;
    }

    Gauges of(EngineStatus engine) {
        boolean healthy = engine.health() == EngineStatus.Health.OK;
        long points = engine.pointCounts().values().stream().mapToLong(Long::longValue).sum();
        int collections = engine.pointCounts().size();
        gauge("collections_total", "number of collections", collections);
        gauge("qdrant_collections_total", "number of collections", collections);
        gauge("qdrant_points_total", "number of points", points);
        gauge("qdrant_cluster_status", "1 while this node does all it promises", healthy ? 1 : 0);
        gauge("digi_troubles", "what is not as promised, see /health", engine.troubles().size());
        addCollections(engine);
        addMemory(engine);
        addDisk(engine);
        gauge("digi_jobs", "background jobs, running and recent", engine.jobs().size());
        return this;
    }

    private void addCollections(EngineStatus engine) {
        new TreeMap<>(engine.pointCounts())
                .forEach((name, count) -> {
                    gauge("collection_points", "points by collection", id(name), count);
                    gauge(
                            "collection_running_optimizations",
                            "background jobs that run on a collection",
                            id(name),
                            running(engine, name));
                });
        if (!engine.pointCounts().isEmpty()) {
            gauge("collection_active_replicas_min", "least number of active replicas", 1);
            gauge("collection_active_replicas_max", "greatest number of active replicas", 1);
            gauge("collection_dead_replicas", "number of replicas that are not active", 0);
        }
        new TreeMap<>(engine.slowQueryCounts())
                .forEach((name, count) ->
                        counter(
                                "digi_slow_queries",
                                "queries slower than service.slow_query_secs",
                                id(name),
                                count));
        addVectors(engine);
    }

    private void addVectors(EngineStatus engine) {
        long total = 0;
        for (var collection : new TreeMap<>(engine.vectorCounts()).entrySet()) {
            for (var vector : new TreeMap<>(collection.getValue()).entrySet()) {
                total += vector.getValue();
                gauge(
                        "collection_vectors",
                        "vectors by collection and name",
                        Labels.of(
                                "collection",
                                view.shown(collection.getKey().value()),
                                "vector",
                                view.shown(vector.getKey().value())),
                        vector.getValue());
            }
        }
        gauge("collections_vector_total", "number of vectors in all collections", total);
    }

    private Labels id(CollectionName name) {
        return Labels.of("id", view.shown(name.value()));
    }

    private static long running(EngineStatus engine, CollectionName name) {
        return engine.jobs().stream()
                .filter(job -> job.state() == Job.State.RUNNING)
                .filter(job -> job.collection().equals(Optional.of(name)))
                .count();
    }

    private void addMemory(EngineStatus engine) {
        new TreeMap<>(engine.memoryBytes())
                .forEach((purpose, bytes) ->
                        gauge(
                                "digi_memory_bytes",
                                "memory of the engine by purpose",
                                Labels.of("purpose", purpose),
                                bytes));
        gauge(
                "digi_memory_limit_bytes",
                "what all memory together must stay below",
                engine.memoryLimitBytes());
        gauge(
                "qdrant_index_size_bytes",
                "memory of indexes",
                INDEX_PURPOSES.stream()
                        .mapToLong(purpose -> engine.memoryBytes().getOrDefault(purpose, 0L))
                        .sum());
    }

    private void addDisk(EngineStatus engine) {
        long used = engine.diskBytes().values().stream().mapToLong(Long::longValue).sum();
        gauge("qdrant_storage_disk_usage_bytes", "bytes on disk", used);
        gauge("digi_disk_free_bytes", "bytes the file system has left", engine.diskFreeBytes());
        new TreeMap<>(engine.diskBytes())
                .forEach((kind, bytes) ->
                        gauge(
                                "digi_disk_bytes",
                                "bytes on disk by kind of file",
                                Labels.of("kind", kind),
                                bytes));
    }

    Gauges of(Load load) {
        new TreeMap<>(load.queueDepths())
                .forEach((queue, depth) ->
                        gauge(
                                "digi_queue_depth",
                                "requests that wait",
                                Labels.of("queue", queue),
                                depth));
        new TreeMap<>(load.rejectedCounts())
                .forEach((queue, count) ->
                        counter(
                                "digi_rejected",
                                "requests refused",
                                Labels.of("reason", queue),
                                count));
        gauge("digi_request_body_bytes", "bytes of bodies in work", load.bodyBytes());
        return this;
    }

    Gauges ofProcess() {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        gauge("memory_allocated_bytes", "heap in use", heap);
        gauge(
                "process_threads",
                "threads of this process",
                ManagementFactory.getThreadMXBean().getThreadCount());
        LinuxProcess.residentBytes()
                .ifPresent(bytes -> {
                    gauge("memory_resident_bytes", "resident memory", bytes);
                    gauge("qdrant_memory_usage_bytes", "resident memory", bytes);
                });
        LinuxProcess.openMappings()
                .ifPresent(count -> gauge("process_open_mmaps", "mappings of this process", count));
        LinuxProcess.mappingsMax()
                .ifPresent(
                        count -> gauge("system_max_mmaps", "mappings a process may have", count));
        LinuxProcess.minorFaults()
                .ifPresent(count ->
                        counter("process_minor_page_faults", "faults without the disk", count));
        LinuxProcess.majorFaults()
                .ifPresent(count ->
                        counter("process_major_page_faults", "faults that read the disk", count));
        return this;
    }

    void addTo(MetricSnapshots.Builder all) {
        gauges.values().forEach(gauge -> all.metricSnapshot(gauge.build()));
        counters.values().forEach(counter -> all.metricSnapshot(counter.build()));
    }

    private void gauge(String name, String help, long value) {
        gauge(name, help, Labels.EMPTY, value);
    }

    private void gauge(String name, String help, Labels labels, long value) {
        gauges.computeIfAbsent(name, _ -> GaugeSnapshot.builder().name(prefix + name).help(help))
                .dataPoint(
                        GaugeDataPointSnapshot.builder()
                                .labels(labels)
                                .value((double) value)
                                .build());
    }

    private void counter(String name, String help, long value) {
        counter(name, help, Labels.EMPTY, value);
    }

    private void counter(String name, String help, Labels labels, long value) {
        counters.computeIfAbsent(
                        name, _ -> CounterSnapshot.builder().name(prefix + name).help(help))
                .dataPoint(
                        CounterDataPointSnapshot.builder()
                                .labels(labels)
                                .value((double) value)
                                .build());
    }
}
