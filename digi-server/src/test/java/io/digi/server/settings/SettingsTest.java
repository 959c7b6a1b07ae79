package io.digi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.id.CollectionName;
import io.digi.model.id.TenantId;
import io.digi.model.payload.Value;
import io.digi.server.settings.TenancySettings.TenantSettings;
import io.digi.wire.words.CollectionDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest extends SettingsFixture {
    @Test
    void nothingGivenIsWhatIsBuiltIn() {
        Settings settings = read();

        assertThat(settings.service().host()).isEqualTo("0.0.0.0");
        assertThat(settings.service().httpPort()).isEqualTo(6333);
        assertThat(settings.service().grpcPort()).hasValue(6334);
        assertThat(settings.service().requestSizeMaxBytes()).isEqualTo(32L << 20);
        assertThat(settings.service().workers()).isEqualTo(8);
        assertThat(settings.service().searchThreads()).isEqualTo(2);
        assertThat(settings.service().cors()).isTrue();
        assertThat(settings.service().staticContent()).isEmpty();
        assertThat(settings.keys().administrator()).isEmpty();
        assertThat(settings.storage().storagePath()).isEqualTo(directory.resolve("storage"));
        assertThat(settings.notices()).isEmpty();
    }

    @Test
    void grpcHasThePortAfterHttpsUnlessItIsTold() throws IOException {
        flags.put("service.http_port", "7000");
        assertThat(read().service().grpcPort()).hasValue(7001);

        flags.put("service.http_port", "0");
        assertThat(read().service().grpcPort()).hasValue(0);

        config("service:\n  grpc_port: 9000\n");
        assertThat(read().service().grpcPort()).hasValue(9000);
    }

    @Test
    void nullMeansNoGrpc() throws IOException {
        config("service:\n  grpc_port: null\n");
        assertThat(read().service().grpcPort()).isEmpty();

        variables.put("QDRANT__SERVICE__GRPC_PORT", "6334");
        assertThat(read().service().grpcPort()).hasValue(6334);

        variables.put("QDRANT__SERVICE__GRPC_PORT", "null");
        assertThat(read().service().grpcPort()).isEmpty();
    }

    @Test
    void fileOfTheInfrastructureDocumentIsAcceptedAsWritten() throws IOException {
        config(resource("qdrant.yaml"));

        Settings settings = read();

        assertThat(settings.service().httpPort()).isEqualTo(6333);
        assertThat(settings.storage().storagePath()).isEqualTo(Path.of("/qdrant/storage"));
        assertThat(settings.storage().snapshotsPath()).isEqualTo(Path.of("/qdrant/snapshots"));
        assertThat(settings.log().level()).isEqualTo(LogSettings.Level.INFO);
        assertThat(settings.storage().newCollections().hnsw().fields())
                .containsExactly(
                        Map.entry("m", Value.of(16)),
                        Map.entry("ef_construct", Value.of(100)),
                        Map.entry("full_scan_threshold", Value.of(10_000)),
                        Map.entry("max_indexing_threads", Value.of(0)));
        assertThat(settings.notices())
                .extracting(Notice::key)
                .containsExactlyInAnyOrder(
                        "storage.temp_path",
                        "storage.on_disk_payload",
                        "storage.wal_capacity_mb",
                        "storage.wal_segments_ahead",
                        "storage.performance.max_optimization_threads",
                        "storage.quantization.ignore_errors",
                        "cluster.p2p.port",
                        "cluster.consensus.tick_period_ms",
                        "telemetry.disabled");
        assertThat(settings.notices())
                .allSatisfy(notice ->
                        assertThat(notice.toString())
                                .matches(
                                        ".+ \\(.*qdrant.yaml line \\d+\\) has no"
                                                + " effect: .{10,}"));
    }

    @Test
    void everyVariableOfTheComposeFileIsAccepted() {
        variables.putAll(
                Map.ofEntries(
                        Map.entry("QDRANT__SERVICE__HTTP_PORT", "6343"),
                        Map.entry("QDRANT__SERVICE__GRPC_PORT", "6334"),
                        Map.entry("QDRANT__LOG_LEVEL", "DEBUG"),
                        Map.entry("QDRANT__STORAGE__STORAGE_PATH", "/qdrant/storage"),
                        Map.entry("QDRANT__STORAGE__SNAPSHOTS_PATH", "/qdrant/snapshots"),
                        Map.entry("QDRANT__STORAGE__ON_DISK_PAYLOAD", "true"),
                        Map.entry("QDRANT__STORAGE__WAL_CAPACITY_MB", "32"),
                        Map.entry("QDRANT__STORAGE__WAL_SEGMENTS_AHEAD", "0"),
                        Map.entry("QDRANT__SERVICE__MAX_REQUEST_SIZE_MB", "16"),
                        Map.entry("QDRANT__SERVICE__MAX_WORKERS", "0"),
                        Map.entry("QDRANT__SERVICE__ENABLE_CORS", "false"),
                        Map.entry("QDRANT__SERVICE__API_KEY", ""),
                        Map.entry("QDRANT__SERVICE__READ_ONLY", "true"),
                        Map.entry("QDRANT__CLUSTER__ENABLED", "false"),
                        Map.entry("QDRANT__CLUSTER__P2P__PORT", "6335"),
                        Map.entry("QDRANT__CLUSTER__BOOTSTRAP_URL", "http://qdrant:6335"),
                        Map.entry("QDRANT__TELEMETRY_DISABLED", "false"),
                        Map.entry("PATH", "/bin")));

        Settings settings = read();

        assertThat(settings.service().httpPort()).isEqualTo(6343);
        assertThat(settings.service().grpcPort()).hasValue(6334);
        assertThat(settings.service().requestSizeMaxBytes()).isEqualTo(16L << 20);
        assertThat(settings.service().cors()).isFalse();
        assertThat(settings.service().readOnly()).isTrue();
        assertThat(settings.log().level()).isEqualTo(LogSettings.Level.DEBUG);
        assertThat(settings.keys().administrator()).isEmpty();
        assertThat(settings.notices())
                .extracting(Notice::where)
                .containsExactlyInAnyOrder(
                        "variable QDRANT__STORAGE__ON_DISK_PAYLOAD",
                        "variable QDRANT__STORAGE__WAL_CAPACITY_MB",
                        "variable QDRANT__STORAGE__WAL_SEGMENTS_AHEAD",
                        "variable QDRANT__CLUSTER__P2P__PORT",
                        "variable QDRANT__CLUSTER__BOOTSTRAP_URL",
                        "variable QDRANT__TELEMETRY_DISABLED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logger.on_disk.enabled",
                "service.metrics_port",
                "service.http_client_request_timeout_sec",
                "service.verify_https_client_certificate",
                "service.jwt_rbac",
                "service.hardware_reporting",
                "storage.snapshots_config.s3_config.bucket",
                "storage.payload.memory",
                "storage.low_memory_mode",
                "storage.update_queue_size",
                "storage.recovery_mode",
                "storage.node_type",
                "storage.wal.wal_capacity_mb",
                "storage.optimizers.prevent_unoptimized",
                "storage.hnsw_index.inline_storage",
                "storage.hnsw_global_config.healing_threshold",
                "storage.collection.strict_mode.enabled",
                "storage.quotas.enabled",
                "storage.performance.optimizer_cpu_budget",
                "storage.performance.io_uring",
                "cluster.consensus.max_message_queue_size",
                "tls.cert",
                "audit.enabled",
                "inference.address",
                "gpu.indexing",
                "feature_flags.all",
                "debugger.pyroscope"
            })
    void restOfQdrantsKeysIsKnown(String key) {
        flags.put(key, "1");

        assertThat(read().notices()).extracting(Notice::key).containsExactly(key);
    }

    @Test
    void settingsOfNewCollectionsHaveTheBoundsOfACollections() {
        flags.put("storage.hnsw_index.m", "0");
        flags.put("storage.hnsw_index.full_scan_threshold_kb", "20000");
        flags.put("storage.hnsw_index.on_disk", "true");
        flags.put("storage.optimizers.indexing_threshold_kb", "0");
        flags.put("storage.optimizers.deleted_threshold", "0.5");

        CollectionDefaults defaults = read().storage().newCollections();

        assertThat(defaults.hnsw().fields())
                .containsOnly(
                        Map.entry("m", Value.of(0)),
                        Map.entry("full_scan_threshold", Value.of(20_000)),
                        Map.entry("on_disk", Value.of(true)));
        assertThat(defaults.optimizers().fields())
                .containsOnly(
                        Map.entry("indexing_threshold", Value.of(0)),
                        Map.entry("deleted_threshold", Value.of(0.5)));
        assertThat(read().notices()).isEmpty();
    }

    @Test
    void quantizationOfNewCollectionsIsOneMethod() {
        assertThat(read().storage().newCollections().quantization()).isEqualTo(Value.Struct.EMPTY);
        flags.put("storage.collection.quantization.binary.encoding", "two_bits");
        flags.put("storage.collection.quantization.binary.always_ram", "true");

        assertThat(read().storage().newCollections().quantization().fields())
                .containsOnly(
                        Map.entry(
                                "binary",
                                new Value.Struct(
                                        Map.of(
                                                "encoding",
                                                Value.of("two_bits"),
                                                "always_ram",
                                                Value.of(true)))));
        assertThat(read().notices()).isEmpty();
    }

    @Test
    void laterSourcesWin() {
        config("service:\n  http_port: 1\n  host: a\n  max_workers: 5\n");
        variables.put("qdrant__Service__Http_Port", "2");
        variables.put("QDRANT__SERVICE__HOST", "b");
        flags.put("service.http_port", "3");

        Settings settings = read();

        assertThat(settings.service().httpPort()).isEqualTo(3);
        assertThat(settings.service().host()).isEqualTo("b");
        assertThat(settings.service().workers()).isEqualTo(5);
    }

    @Test
    void emptyVariableLeavesTheFilesKey() {
        config("service:\n  api_key: secret-one\n");
        variables.put("QDRANT__SERVICE__API_KEY", "");

        assertThat(read().keys().administrator()).contains(new Secret("secret-one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "''", "'  '", "null", ""})
    void emptyKeyIsNone(String text) {
        config("service:\n  api_key: " + text + "\n");

        assertThat(read().keys().administrator()).isEmpty();
    }

    @Test
    void tenantsComeFromFileAndVariables() {
        config(
                """
                digi:
                  tenants:
                    lernmi:
                      api_key: key-l
                      collections: [notes, "old notes"]
                    digi_core: {api_key: key-d}
                  collections:
                    digi_knowledge: {tenant_field: tenant_id}
                """);
        variables.put("QDRANT__DIGI__TENANTS__BEEP_BOOP__API_KEY", "key-b");
        variables.put("QDRANT__DIGI__TENANTS__BEEP_BOOP__COLLECTIONS", "one, two");
        variables.put("QDRANT__DIGI__TENANTS__MixedCase__API_KEY", "key-m");

        TenancySettings tenancy = read().tenancy();

        assertThat(tenancy.tenants().keySet())
                .extracting(TenantId::value)
                .containsExactlyInAnyOrder("lernmi", "digi_core", "beep_boop", "MixedCase");
        TenantSettings lernmi = tenancy.tenants().get(new TenantId("lernmi"));
        assertThat(lernmi.key()).contains(new Secret("key-l"));
        assertThat(lernmi.collections())
                .extracting(CollectionName::value)
                .containsExactlyInAnyOrder("notes", "old notes");
        assertThat(tenancy.tenants().get(new TenantId("beep_boop")).collections()).hasSize(2);
        assertThat(tenancy.tenantFields())
                .containsExactly(Map.entry(new CollectionName("digi_knowledge"), "tenant_id"));
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "512MB, 536870912",
        "2GiB, 2147483648",
        "3 k, 3072",
        "4G, 4294967296"
    })
    void sizesHaveUnits(String text, long bytes) {
        flags.put("digi.memory_limit", text);

        assertThat(read().storage().memoryLimitBytes()).hasValue(bytes);
    }

    @Test
    void staticContentIsThereOrRefused() throws IOException {
        assertThat(read().service().staticContent()).isEmpty();
        Files.createDirectory(directory.resolve("static"));
        assertThat(read().service().staticContent()).contains(directory.resolve("static"));
        flags.put("service.static_content_dir", "elsewhere");
        assertRefused("there is no directory");
        flags.put("service.enable_static_content", "false");
        assertThat(read().service().staticContent()).isEmpty();
    }

    @Test
    void fractionsOfSecondsCount() {
        flags.put("service.slow_query_secs", "0.25");

        assertThat(read().service().slowRequest()).isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @CsvSource({
        "change_me, true",
        "CHANGE_ME_now, true",
        "your_secure_api_key_here, true",
        "yours, false"
    })
    void placeholdersAreKnown(String text, boolean placeholder) {
        assertThat(new Secret(text).isPlaceholder()).isEqualTo(placeholder);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SettingsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
