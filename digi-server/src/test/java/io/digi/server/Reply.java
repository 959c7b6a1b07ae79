package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer of the server.
record Reply(HttpResponse<byte[]> response) {
    private static final JsonMapper MAPPER = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    byte[] bytes() {
        return response.body();
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return MAPPER.readTree(response.body());
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /// The result of a request that went well, as compact text with `'` for `"`.
    String result() {
        return ok().json().get("result").toString().replace('"', '\'');
    }

    JsonNode resultNode() {
        return ok().json().get("result");
    }

    String error() {
        return json().get("status").get("error").asString();
    }

    Reply ok() {
        assertThat(status()).as(this::text).isEqualTo(200);
        return this;
    }

    Reply is(int status) {
        assertThat(status()).as(this::text).isEqualTo(status);
        return this;
    }

    void refused(int status, String... parts) {
        is(status);
        assertThat(error()).contains(parts);
        assertThat(json().has("result")).isFalse();
        assertThat(json().get("time").isNumber()).isTrue();
    }
}
