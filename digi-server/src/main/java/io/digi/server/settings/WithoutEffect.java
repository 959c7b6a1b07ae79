package io.digi.server.settings;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings of Qdrant that Digi accepts though they change nothing, each with the reason. A
/// last segment `**` stands for everything below.
final class WithoutEffect {
    /// Reasons by pattern.
    static final Map<String, String> REASONS = reasons();

    private WithoutEffect() {}

    private static Map<String, String> reasons() {
        Map<String, String> all = new LinkedHashMap<>();
        addService(all);
        addStorage(all);
        addRest(all);
        return all;
    }

    private static void addService(Map<String, String> all) {
        add(
                all,
                "metrics are at /metrics of the HTTP port, under the same keys",
                "service.metrics_port");
        add(
                all,
                "connections are closed by http_keep_alive_timeout_sec and by a least data rate",
                "service.http_client_request_timeout_sec",
                "service.http_client_disconnect_timeout_sec");
        add(
                all,
                "TLS is not offered; put a proxy that ends TLS in front",
                "service.verify_https_client_certificate",
                "tls.cert",
                "tls.key",
                "tls.ca_cert",
                "tls.cert_ttl");
        add(
                all,
                "tokens are not accepted; give tenants keys of their own in digi.tenants",
                "service.jwt_rbac",
                "service.hide_jwt_dashboard");
        add(all, "there is no internal port", "service.enforce_internal_auth");
        add(all, "costs are not reported to clients", "service.hardware_reporting");
        add(all, "snapshots are kept in a folder", "storage.snapshots_config.s3_config.**");
    }

    private static void addStorage(Map<String, String> all) {
        add(all, "temporary files lie in the storage directory", "storage.temp_path");
        add(
                all,
                "payloads are always on disk, with a cache",
                "storage.on_disk_payload",
                "storage.payload.memory");
        add(
                all,
                "the write-ahead log sizes itself",
                "storage.wal_capacity_mb",
                "storage.wal_segments_ahead",
                "storage.wal.wal_capacity_mb",
                "storage.wal.wal_segments_ahead",
                "storage.wal.wal_retain_closed");
        add(
                all,
                "set it for each collection when it is created",
                "storage.quantization.**",
                "storage.collection.replication_factor",
                "storage.collection.write_consistency_factor",
                "storage.collection.shard_number",
                "storage.collection.shard_number_per_node",
                "storage.collection.vectors.**",
                "storage.collection.strict_mode.**");
        addBackground(all);
        add(
                all,
                "collections open on first use, and memory and disk have limits of their own in"
                        + " the section digi",
                "storage.low_memory_mode",
                "storage.mmap_advice",
                "storage.handle_collection_load_errors",
                "storage.recovery_mode",
                "storage.quotas.**",
                "storage.performance.max_concurrent_collection_loads",
                "storage.performance.max_concurrent_shard_loads",
                "storage.performance.max_concurrent_segment_loads",
                "storage.performance.async_scorer",
                "storage.performance.io_uring");
    }

    private static void addBackground(Map<String, String> all) {
        add(
                all,
                "background work needs no tuning",
                "storage.hnsw_index.inline_storage",
                "storage.hnsw_index.memory",
                "storage.hnsw_global_config.healing_threshold",
                "storage.optimizers.prevent_unoptimized",
                "storage.optimizers_overwrite.**",
                "storage.performance.max_optimization_threads",
                "storage.performance.max_optimization_runtime_threads",
                "storage.performance.optimizer_cpu_budget",
                "storage.performance.optimizer_io_budget",
                "storage.performance.update_rate_limit",
                "storage.update_concurrency",
                "storage.update_queue_size");
    }

    private static void addRest(Map<String, String> all) {
        add(
                all,
                "this is one node; Digi has no cluster of its own",
                "storage.node_type",
                "storage.shard_transfer_method",
                "storage.performance.incoming_shard_transfers_limit",
                "storage.performance.outgoing_shard_transfers_limit",
                "cluster.peer_id",
                "cluster.bootstrap_url",
                "cluster.grpc_timeout_ms",
                "cluster.connection_timeout_ms",
                "cluster.resharding_enabled",
                "cluster.p2p.**",
                "cluster.consensus.**");
        add(
                all,
                "nothing is ever sent anywhere, whatever it says",
                "telemetry_disabled",
                "telemetry.disabled");
        add(
                all,
                "logs go to the standard error stream",
                "logger.span_events",
                "logger.color",
                "logger.on_disk.**");
        add(all, "there is no audit log in this version", "audit.**");
        add(all, "no other service is asked for vectors", "inference.**");
        add(all, "no graphics processor is used", "gpu.**");
        add(all, "it concerns the inside of Qdrant", "debugger.**", "feature_flags.**");
    }

    private static void add(Map<String, String> all, String reason, String... patterns) {
        Arrays.stream(patterns).forEach(pattern -> all.put(pattern, reason));
    }
}
