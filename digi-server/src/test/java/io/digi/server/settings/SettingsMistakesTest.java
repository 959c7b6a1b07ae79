package io.digi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsMistakesTest extends SettingsFixture {
    @ParameterizedTest
    @CsvSource({
        "service.htp_port, service.http_port",
        "servce.api_key, service.api_key",
        "storage.storage_pth, storage.storage_path",
        "digi.tenants.lernmi.apikey, digi.tenants.lernmi.api_key",
        "storage.hnsw_index.efconstruct, storage.hnsw_index.ef_construct"
    })
    void unknownKeyIsRefusedNamingTheNearest(String unknown, String nearest) {
        flags.put(unknown, "1");

        assertRefused(
                "unknown key `%s`; did you mean `%s`?".formatted(unknown, nearest),
                "flag for " + unknown);
    }

    @Test
    void mistakeInTheFileNamesFileAndLine() {
        config("service:\n  host: localhost\n  http_prt: 1\n  max_workers: many\n");

        assertRefused("qdrant.yaml line 3: unknown key `service.http_prt`", "http_port");
        assertRefused("qdrant.yaml line 4: `service.max_workers`: expected a whole number");
    }

    @ParameterizedTest
    @CsvSource({
        "QDRANT__SERVICE__HTTP_PORT, 70000, a whole number from 0 to 65535",
        "QDRANT__SERVICE__HTTP_PORT, -1, a whole number",
        "QDRANT__SERVICE__ENABLE_CORS, maybe, true or false",
        "QDRANT__DIGI__MEMORY_LIMIT, lots, a size such as",
        "QDRANT__STORAGE__HNSW_INDEX__EF_CONSTRUCT, 3, a whole number from 4",
        "QDRANT__STORAGE__OPTIMIZERS__DELETED_THRESHOLD, 1.5, a number from 0 to 1",
        "QDRANT__LOG_LEVEL, LOUD, one of TRACE",
        "QDRANT__SERVICE__SLOW_QUERY_SECS, NaN, seconds from",
        "QDRANT__SERVICE__METRICS_PREFIX, a-b, 'letters, digits'"
    })
    void wrongValueNamesTheVariable(String variable, String value, String expected) {
        variables.put(variable, value);

        assertRefused("variable " + variable, "expected " + expected);
    }

    @Test
    void oneSettingByTwoNamesIsRefused() {
        variables.put("QDRANT__STORAGE__HNSW_INDEX__FULL_SCAN_THRESHOLD", "100");
        flags.put("storage.hnsw_index.full_scan_threshold_kb", "200");

        assertRefused(
                "`storage.hnsw_index.full_scan_threshold_kb`: is another name of"
                        + " `storage.hnsw_index.full_scan_threshold`");
    }

    @Test
    void quantizationThatIsNotOneMethodIsRefused() {
        flags.put("storage.collection.quantization.scalar.quantile", "0.4");
        flags.put("storage.collection.quantization.product.always_ram", "true");
        flags.put("storage.collection.quantization.turbo.bits", "bits4");

        assertRefused(
                "expected a number from 0.5 to 1, got `0.4`",
                "`storage.collection.quantization.product`: lacks `compression`",
                "`storage.collection.quantization.turbo`: is a second method; give one of them");
    }

    @Test
    void clusterAndTlsAreRefusedSayingWhy() {
        variables.put("QDRANT__CLUSTER__ENABLED", "true");
        flags.put("service.enable_tls", "true");

        assertRefused("does not join a Qdrant cluster", "proxy that ends TLS");
    }

    @Test
    void twoCredentialsMayNotShareAKey() {
        flags.put("service.api_key", "same");
        flags.put("digi.tenants.a.api_key", "same");

        assertRefused("another credential has the same key");
    }

    @Test
    void secretsShowNowhere() {
        flags.put("service.api_key", "hidden-1");
        flags.put("digi.tenants.a.api_key", "hidden-2");

        assertThat(read().toString()).doesNotContain("hidden").contains("***");
        flags.put("service.read_only_api_key", "hidden-1");
        assertThatThrownBy(this::read).message().doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service:\n  host: a\n  host: b\n",
                "service: &x\n  host: a\nstorage: *x\n",
                "service:\n  host: [[a]]\n",
                "- a\n- b\n",
                "service: 7\n",
                "service:\n\thost: a\n",
                "a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: {n: {o: {p: {q: {r: 1}}}}}}}}}}}}}}}}}}"
            })
    void fileThatIsNotWhatItShouldBeIsRefusedWithItsLine(String text) {
        config(text);

        assertRefused("qdrant.yaml line");
    }

    @Test
    void fileThatWasAskedForMustBeThere() {
        SettingsSource source =
                new SettingsSource(
                        directory, Optional.of(Path.of("missing.yaml")), variables, flags);

        assertThatThrownBy(() -> source.read(1)).hasMessageContaining("missing.yaml: there is no");
    }
}
