package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An engine that does not all it promises is said to be degraded, and those who may know hear why.
class HealthIT {
    private static final String TROUBLE = "extents/1/0/0.ext is damaged at byte 4096";

    private final HoldingEngine engine = new HoldingEngine();
    private final ServerUnderTest server =
            ServerUnderTest.start(
                    engine,
                    Map.of(
                            "service.api_key",
                            ServerUnderTest.ADMIN,
                            "service.read_only_api_key",
                            ServerUnderTest.READER,
                            "digi.tenants.a.api_key",
                            ServerUnderTest.TENANT_A));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void degradedServerIsStillReady() {
        assertThat(server.nobody().get("/readyz").ok().text()).isEqualTo("all shards are ready");

        engine.troubles = List.of(TROUBLE);

        assertThat(server.nobody().get("/readyz").ok().text())
                .isEqualTo("all shards are ready\ndegraded, see /health");
        assertThat(server.nobody().get("/healthz").ok().text()).isEqualTo("healthz check passed");
    }

    /// With 10,000 collections the whole state takes seconds.
    @Test
    void readinessAndHealthAreToldWithoutTheWholeState() {
        server.nobody().get("/readyz").ok();
        server.administrator().get("/health").ok();
        assertThat(engine.statuses).hasValue(0);
    }

    @Test
    void whatIsWrongIsToldToThoseWhoHaveAKeyToTheWhole() {
        engine.troubles = List.of(TROUBLE);

        for (ServerUnderTest.Client client : List.of(server.administrator(), server.reader())) {
            assertThat(client.get("/health").ok().json().get("troubles").toString())
                    .isEqualTo("[\"" + TROUBLE + "\"]");
        }
        for (ServerUnderTest.Client client : List.of(server.nobody(), server.tenantA())) {
            assertThat(client.get("/health").ok().text())
                    .isEqualTo("{\"status\":\"degraded\",\"version\":\"0.1.0-test\"}");
        }
    }

    @Test
    void telemetryAndMetricsTellIt() {
        engine.troubles = List.of(TROUBLE);

        assertThat(server.administrator().get("/telemetry").result())
                .contains("'health':{'status':'degraded','troubles':['" + TROUBLE + "']}");
        assertThat(server.administrator().get("/metrics").ok().text())
                .contains("digi_troubles 1.0")
                .contains("qdrant_cluster_status 0.0");
    }
}
