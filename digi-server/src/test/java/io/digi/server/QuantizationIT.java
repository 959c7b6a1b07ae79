package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Quantization as clients of Qdrant write it.
class QuantizationIT {
    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client client = server.administrator();
    private final String path = "/collections/" + ServerUnderTest.freshName();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'scalar':{'type':'int8'}}",
                "{'scalar':{'type':'int8','quantile':0.99,'always_ram':true}}",
                "{'product':{'compression':'x4'}}",
                "{'product':{'compression':'x64','always_ram':false}}",
                "{'binary':{}}",
                "{'binary':{'encoding':'one_and_half_bits','query_encoding':'scalar4bits'}}",
                "{'turbo':{}}",
                "{'turbo':{'bits':'bits1_5','always_ram':true}}"
            })
    void settingsAreShownAsTheyWereGiven(String quantization) {
        client.put(
                        path,
                        "{'vectors':{'a':{'size':2,'distance':'Dot','on_disk':true,"
                                + "'quantization_config':%s},'b':{'size':2,'distance':'Dot'}}}"
                                        .formatted(quantization))
                .ok();
        assertThat(text(config().at("/params/vectors/a/quantization_config")))
                .isEqualTo(quantization);
        assertThat(config().at("/params/vectors/a/on_disk").asBoolean()).isTrue();
        assertThat(config().at("/params/vectors/b").has("quantization_config")).isFalse();
        assertThat(config().at("/quantization_config").isNull()).isTrue();

        client.patch(path, "{'quantization_config':%s}".formatted(quantization)).ok();
        assertThat(text(config().at("/quantization_config"))).isEqualTo(quantization);
    }

    @Test
    void disabledIsShownAsNone() {
        client.put(
                        path,
                        "{'vectors':{'size':2,'distance':'Dot','quantization_config':{'binary':{}}},"
                                + "'quantization_config':{'scalar':{'type':'int8'}}}")
                .ok();
        client.patch(path, "{'vectors':{'':{'quantization_config':'Disabled'}}}").ok();
        assertThat(config().at("/params/vectors").has("quantization_config")).isFalse();
        assertThat(text(config().at("/quantization_config")))
                .isEqualTo("{'scalar':{'type':'int8'}}");

        client.patch(path, "{'quantization_config':'Disabled'}").ok();
        assertThat(config().at("/quantization_config").isNull()).isTrue();
    }

    @Test
    void searchesTakeItsParams() {
        String name = server.createPlain();
        Reply reply =
                client.post(
                        "/collections/%s/points/query".formatted(name),
                        """
                        {'query':[1,0.5],'limit':2,'params':{'quantization':
                         {'ignore':false,'rescore':true,'oversampling':2.4}}}\
                        """);
        assertThat(reply.resultNode().get("points")).hasSize(2);
        assertThat(
                        client.post(
                                        "/collections/%s/points/search".formatted(name),
                                        "{'vector':[1,0.5],'limit':2,'params':{'quantization':"
                                                + "{'rescore':false}}}")
                                .resultNode())
                .hasSize(2);
    }

    private JsonNode config() {
        return client.get(path).resultNode().get("config");
    }

    private static String text(JsonNode node) {
        return node.toString().replace('"', '\'');
    }
}
