package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What the server says about itself.
class ServiceIT {
    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client client = server.administrator();

    @Test
    void rootNamesTheVersionThatClientsCompare() {
        JsonNode about = server.nobody().get("/").ok().json();

        assertThat(about.get("title").asString()).isEqualTo("qdrant - vector search engine");
        assertThat(about.get("version").asString()).isEqualTo("1.18.3");
        assertThat(about.get("commit").asString()).hasSize(40);
        assertThat(about.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/livez"})
    void liveServerSaysSo(String path) {
        Reply reply = server.nobody().get(path).ok();

        assertThat(reply.text()).isEqualTo("healthz check passed");
        assertThat(reply.header("Content-Type")).contains("text/plain; charset=utf-8");
    }

    @Test
    void readyServerSaysSo() {
        assertThat(server.nobody().get("/readyz").ok().text()).isEqualTo("all shards are ready");
        assertThat(server.nobody().get("/health").ok().text())
                .isEqualTo("{\"status\":\"ok\",\"version\":\"0.1.0-test\"}");
    }

    @Test
    void clusterIssuesAndJobsAnswer() {
        assertThat(client.get("/cluster").result()).isEqualTo("{'status':'disabled'}");
        assertThat(client.get("/issues").result()).isEqualTo("{'issues':[]}");
        assertThat(client.delete("/issues").result()).isEqualTo("true");
        assertThat(client.get("/jobs").result()).isEqualTo("{'jobs':[]}");
    }

    @Test
    void telemetryCountsRequestsByRoute() {
        server.createPlain();

        JsonNode level0 = client.get("/telemetry").resultNode();
        JsonNode level1 = client.get("/telemetry?details_level=1").resultNode();

        assertThat(level0.has("id")).isTrue();
        assertThat(level0.at("/app/digi_version").asString()).isEqualTo("0.1.0-test");
        assertThat(level0.at("/collections/number_of_collections").asInt()).isPositive();
        assertThat(
                        level0.at("/requests/rest/responses")
                                .get("PUT /collections/{collection_name}/points")
                                .at("/200/count")
                                .asInt())
                .isPositive();
        assertThat(level0.has("memory")).isFalse();
        assertThat(level1.has("memory")).isTrue();
        assertThat(level0.at("/collections/slow_queries").isIntegralNumber()).isTrue();
        assertThat(level1.at("/collections/collections/0/slow_queries").isIntegralNumber())
                .isTrue();
    }

    @Test
    void metricsHaveTheNamesThatPeopleScrape() {
        String name = server.createPlain();
        client.post("/collections/" + name + "/points/search", "{'vector':[1,0],'limit':1}").ok();

        Reply reply = client.get("/metrics").ok();

        assertThat(reply.header("Content-Type"))
                .hasValueSatisfying(t -> t.startsWith("text/plain"));
        assertThat(reply.text())
                .contains("app_info{name=\"qdrant\",version=\"1.18.3\"} 1.0")
                .contains("# TYPE collections_total gauge")
                .contains("collection_points{id=\"" + name + "\"} 3.0")
                .contains("# TYPE rest_responses_total counter")
                .contains(
                        "rest_responses_total{endpoint=\"/collections/{collection_name}/points/"
                                + "search\",method=\"POST\",status=\"200\"}")
                .contains("rest_responses_duration_seconds_bucket{")
                .contains("le=\"0.001\"")
                .containsPattern("qdrant_search_duration_seconds_count [1-9]")
                .contains("qdrant_collections_total ")
                .contains("qdrant_points_total ")
                .contains("qdrant_memory_usage_bytes ")
                .contains("qdrant_storage_disk_usage_bytes ")
                .contains("qdrant_index_size_bytes ")
                .contains("qdrant_cluster_status 1.0")
                .contains("digi_queue_depth{queue=\"search\"}")
                .contains("digi_rejected_total{reason=\"search\"} 0.0")
                .contains("jvm_memory_used_bytes")
                .contains("process_threads ")
                .doesNotContain("tenant-a");
    }

    @Test
    void webPageIsServedToEverybody() {
        assertThat(server.nobody().get("/dashboard/").ok().text()).contains("<title>page</title>");
        assertThat(server.nobody().get("/dashboard").is(301).header("Location"))
                .contains("/dashboard/");
        assertThat(server.nobody().get("/dashboard/missing.js").is(404).text()).isEmpty();
        server.nobody().get("/dashboard/..%2f..%2fetc%2fpasswd").is(404);
        server.nobody().get("/dashboard%2f..%2fcollections").is(404);
        server.nobody().get("/dashboard/%2e%2e/collections").is(404);
    }
}
