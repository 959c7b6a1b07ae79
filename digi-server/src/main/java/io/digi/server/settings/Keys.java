package io.digi.server.settings;

import io.digi.server.settings.LogSettings.Format;
import io.digi.server.settings.LogSettings.Level;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The settings that take effect.
final class Keys {
    static final Key<String> HOST = Key.of("service.host", ValueParser.text(), "0.0.0.0");
    static final Key<Integer> HTTP_PORT =
            Key.of("service.http_port", ValueParser.integer(0, 65_535), 6333);
    static final Key<OptionalInt> GRPC_PORT =
            Key.of("service.grpc_port", ValueParser.integerOrNone(0, 65_535));
    static final Key<Integer> MAX_REQUEST_SIZE_MB =
            Key.of("service.max_request_size_mb", ValueParser.integer(1, 2_047), 32);
    static final Key<Integer> MAX_WORKERS =
            Key.of("service.max_workers", ValueParser.integer(0, 4_096), 0);
    static final Key<Duration> KEEP_ALIVE =
            Key.of(
                    "service.http_keep_alive_timeout_sec",
                    ValueParser.seconds(1, 86_400),
                    Duration.ofSeconds(5));
    static final Key<Boolean> CORS = Key.of("service.enable_cors", ValueParser.flag(), true);
    static final Key<Boolean> TLS = Key.of("service.enable_tls", ValueParser.flag(), false);
    static final Key<String> API_KEY = Key.of("service.api_key", ValueParser.text());
    static final Key<String> ALT_API_KEY = Key.of("service.alt_api_key", ValueParser.text());
    static final Key<String> READ_ONLY_API_KEY =
            Key.of("service.read_only_api_key", ValueParser.text());
    static final Key<Boolean> READ_ONLY = Key.of("service.read_only", ValueParser.flag(), false);
    static final Key<String> STATIC_CONTENT_DIR =
            Key.of("service.static_content_dir", ValueParser.text(), "./static");
    static final Key<Boolean> STATIC_CONTENT =
            Key.of("service.enable_static_content", ValueParser.flag(), true);
    static final Key<Duration> SLOW_QUERY =
            Key.of(
                    "service.slow_query_secs",
                    ValueParser.seconds(0, 86_400),
                    Duration.ofMillis(1_200));
    static final Key<String> METRICS_PREFIX =
            Key.of("service.metrics_prefix", Keys::metricsPrefix, "");

    static final Key<String> STORAGE_PATH =
            Key.of("storage.storage_path", ValueParser.text(), "./storage");
    static final Key<String> SNAPSHOTS_PATH =
            Key.of("storage.snapshots_path", ValueParser.text(), "./snapshots");
    static final Key<String> SNAPSHOTS_STORAGE =
            Key.of(
                    "storage.snapshots_config.snapshots_storage",
                    ValueParser.word("local", "s3"),
                    "local");
    static final Key<Boolean> SNAPSHOT_URL_RECOVERY =
            Key.of("service.enable_snapshot_url_recovery", ValueParser.flag(), true);
    static final Key<String> SNAPSHOT_URLS = Key.of("digi.snapshot_urls", ValueParser.text());
    static final Key<Integer> MAX_COLLECTIONS =
            Key.of("storage.max_collections", ValueParser.integer(0, 10_000_000));
    static final Key<Integer> MAX_SEARCH_THREADS =
            Key.of("storage.performance.max_search_threads", ValueParser.integer(0, 4_096), 0);
    static final Key<Duration> SEARCH_TIMEOUT =
            Key.of(
                    "storage.performance.search_timeout_sec",
                    ValueParser.seconds(1, 86_400),
                    Duration.ofSeconds(60));

    static final Key<Boolean> CLUSTER = Key.of("cluster.enabled", ValueParser.flag(), false);
    static final Key<Level> LOG_LEVEL =
            Key.of("log_level", ValueParser.choice(Level.class), Level.INFO);
    static final Key<Level> LOGGER_LEVEL =
            Key.of("logger.log_level", ValueParser.choice(Level.class));
    static final Key<Format> LOG_FORMAT =
            Key.of("logger.format", ValueParser.choice(Format.class), Format.TEXT);

    static final Key<Boolean> ALLOW_NO_KEY = Key.of("digi.allow_no_key", ValueParser.flag(), false);
    static final Key<Long> MEMORY_LIMIT = Key.of("digi.memory_limit", ValueParser.size());
    static final Key<Long> DISK_LOW_WATER = Key.of("digi.disk_low_water", ValueParser.size());
    static final Key<Long> RESERVE = Key.of("digi.reserve", ValueParser.size());
    static final Key<Duration> STOP_DELAY =
            Key.of("digi.stop_delay_sec", ValueParser.seconds(0, 300), Duration.ZERO);
    static final Key<Duration> DRAIN_TIMEOUT =
            Key.of("digi.drain_timeout_sec", ValueParser.seconds(0, 3_600), Duration.ofSeconds(25));
    static final Key<String> TENANT_KEY = Key.of("digi.tenants.*.api_key", ValueParser.text());
    static final Key<String> TENANT_COLLECTIONS =
            Key.of("digi.tenants.*.collections", ValueParser.text());
    static final Key<String> TENANT_FIELD =
            Key.of("digi.collections.*.tenant_field", ValueParser.text());

    private static final List<Key<?>> OF_THE_SERVER =
            List.of(
                    HOST,
                    HTTP_PORT,
                    GRPC_PORT,
                    MAX_REQUEST_SIZE_MB,
                    MAX_WORKERS,
                    KEEP_ALIVE,
                    CORS,
                    TLS,
                    API_KEY,
                    ALT_API_KEY,
                    READ_ONLY_API_KEY,
                    READ_ONLY,
                    STATIC_CONTENT_DIR,
                    STATIC_CONTENT,
                    SLOW_QUERY,
                    METRICS_PREFIX,
                    STORAGE_PATH,
                    SNAPSHOTS_PATH,
                    SNAPSHOTS_STORAGE,
                    SNAPSHOT_URL_RECOVERY,
                    SNAPSHOT_URLS,
                    MAX_COLLECTIONS,
                    MAX_SEARCH_THREADS,
                    SEARCH_TIMEOUT,
                    CLUSTER,
                    LOG_LEVEL,
                    LOGGER_LEVEL,
                    LOG_FORMAT,
                    ALLOW_NO_KEY,
                    MEMORY_LIMIT,
                    DISK_LOW_WATER,
                    RESERVE,
                    STOP_DELAY,
                    DRAIN_TIMEOUT,
                    TENANT_KEY,
                    TENANT_COLLECTIONS,
                    TENANT_FIELD);

    static final List<Key<?>> ALL =
            Stream.concat(OF_THE_SERVER.stream(), CollectionKeys.ALL.stream()).toList();

    private static final Pattern METRIC_NAME_START = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)?");

    private Keys() {}

    private static String metricsPrefix(String text) {
        if (!METRIC_NAME_START.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "expected letters, digits and _ only, not starting with a digit");
        }
        return text;
    }
}
