package io.digi.bench.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.bench.report.BenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
    @Test
    void thePortIsTheUsualOneWhereNoneIsGiven() throws Exception {
        assertThat(Endpoint.parse("http://box", 6333)).hasToString("http://box:6333");
        assertThat(Endpoint.parse("http://box:80/", 6333)).hasToString("http://box:80");
    }

    @Test
    void theKeyIsSentButNotTold() throws Exception {
        Endpoint endpoint = Endpoint.parse("http://box", 6333).withKey("s3cret");
        assertThat(endpoint.headers()).isEqualTo("Host: box:6333\r\napi-key: s3cret\r\n");
        assertThat(endpoint.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "box", "box:6333", "https://box", "http://", "http://box:99999"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text, 6333))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("http://localhost:6333");
    }
}
