package io.digi.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.engine.EngineStatus;
import io.digi.model.id.CollectionName;
import io.digi.server.settings.BuildInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {
    private final ServerMetrics metrics =
            new ServerMetrics(
                    "",
                    new BuildInfo("0.1.0", "0".repeat(40)),
                    () -> new Load(Map.of(), Map.of(), /* bodyBytes= */ 0));

    @Test
    void graphsAndTheirCodesAreTheIndex() {
        EngineStatus status =
                new EngineStatus(
                        EngineStatus.Health.OK,
                        List.of(),
                        Map.of(),
                        Map.of(),
                        Map.of("graph", 1L, "graphs", 20L, "codes", 300L, "vectors", 4_000L),
                        /* memoryLimitBytes= */ 1 << 20,
                        Map.of("extents", 5L, "log", 60L),
                        /* diskFreeBytes= */ 7,
                        List.of(),
                        Map.of(new CollectionName("docs"), 8L));

        String text = new String(metrics.text(status, MetricsView.PLAIN), StandardCharsets.UTF_8);

        assertThat(text)
                .contains("qdrant_index_size_bytes 321.0")
                .contains("qdrant_storage_disk_usage_bytes 65.0")
                .contains("digi_slow_queries_total{id=\"docs\"} 8.0")
                .contains("digi_memory_bytes{purpose=\"vectors\"} 4000.0");
    }
}
