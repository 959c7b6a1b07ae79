package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import io.digi.testkit.reference.ReferenceEngine;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the configuration says about new collections holds where their creator says nothing.
class CollectionDefaultsIT {
    private final ReferenceEngine engine = new ReferenceEngine();
    private final ServerUnderTest server =
            ServerUnderTest.start(
                    engine,
                    Map.of(
                            "storage.hnsw_index.m", "24",
                            "storage.hnsw_index.full_scan_threshold_kb", "20000",
                            "storage.hnsw_index.on_disk", "true",
                            "storage.optimizers.indexing_threshold", "5000",
                            "storage.collection.quantization.scalar.type", "int8",
                            "storage.collection.quantization.scalar.quantile", "0.99"));
    private final Client client = server.nobody();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theyAreShownAsTheCollectionsOwn() {
        JsonNode config = created("{'vectors':{'size':2,'distance':'Dot'}}");

        assertThat(config.get("hnsw_config").toString().replace('"', '\''))
                .isEqualTo(
                        "{'m':24,'ef_construct':100,'full_scan_threshold':20000,"
                                + "'max_indexing_threads':0,'on_disk':true}");
        assertThat(config.at("/optimizer_config/indexing_threshold").asInt()).isEqualTo(5_000);
        assertThat(config.at("/optimizer_config/flush_interval_sec").asInt()).isEqualTo(5);
        assertThat(config.get("quantization_config").toString().replace('"', '\''))
                .isEqualTo("{'scalar':{'type':'int8','quantile':0.99}}");
    }

    @Test
    void creatorHasTheLastWord() {
        JsonNode config =
                created(
                        """
                        {'vectors':{'size':2,'distance':'Dot'},'hnsw_config':{'m':8},
                         'optimizers_config':{'indexing_threshold':1,'flush_interval_sec':9},
                         'quantization_config':{'binary':{}}}\
                        """);

        assertThat(config.at("/hnsw_config/m").asInt()).isEqualTo(8);
        assertThat(config.at("/hnsw_config/full_scan_threshold").asInt()).isEqualTo(20_000);
        assertThat(config.get("quantization_config").has("scalar")).isFalse();
        assertThat(config.at("/optimizer_config/indexing_threshold").asInt()).isEqualTo(1);
        assertThat(config.at("/optimizer_config/flush_interval_sec").asInt()).isEqualTo(9);
    }

    @Test
    void changesStandOverThem() {
        created("{'vectors':{'size':2,'distance':'Dot'}}");

        client.patch(
                        "/collections/c",
                        "{'hnsw_config':{'ef_construct':50},'optimizers_config':{'flush_interval_sec':9}}")
                .ok();

        JsonNode config = config();
        assertThat(config.at("/hnsw_config/m").asInt()).isEqualTo(24);
        assertThat(config.at("/hnsw_config/ef_construct").asInt()).isEqualTo(50);
        assertThat(config.at("/optimizer_config/indexing_threshold").asInt()).isEqualTo(5_000);
        assertThat(config.at("/optimizer_config/flush_interval_sec").asInt()).isEqualTo(9);
    }

    private JsonNode created(String body) {
        client.put("/collections/c", body).ok();
        return config();
    }

    private JsonNode config() {
        return client.get("/collections/c").resultNode().get("config");
    }
}
